#!/bin/sh
# SPDX-License-Identifier: MIT
# Results that cannot be written: a full disk, a folder that cannot be made.
. "$TOP/tests/cases/lib.sh"

cp -R "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod
mkdir out
expect_ok "$NATMOD" build shapes -o out/shapes.mpy
objects=$(find shapes/build-natmod -name '*.o')
[ -n "$objects" ] || fail "no objects in shapes/build-natmod"

# A file size limit stands in for a full disk: a write fails half-way, root or not. (dash counts
# blocks of 512 bytes, and the ignored signal turns the kill into an error.)
cat >code.c <<'END'
const char text[4096] = "4096 bytes that do not fit";
const void *mpy_init(void) { return text; }
END
gcc -Os -fpic -c code.c -o code.o
echo old >out/code.mpy
limited() {
    (
        trap '' XFSZ
        ulimit -f 2
        exec "$@"
    )
}
expect_error 'out/code\.mpy' limited "$NATMOD" ld --arch x64 -o out/code.mpy code.o
expect_same old out/code.mpy

# No temporary file stays either.
[ "$(find out -type f | wc -l)" -eq 3 ] || fail "in out: $(ls -A out)"

# A file where a folder should be; permissions would not stop root.
echo file >file
expect_error 'file/m\.mpy' "$NATMOD" ld --arch x64 -o file/m.mpy code.o
expect_error 'file/m\.mpy' "$NATMOD" build shapes -o file/m.mpy
expect_same file file

# The module's own folder cannot take a build folder.
rm -rf shapes/build-natmod
echo file >shapes/build-natmod
expect_error 'build-natmod' "$NATMOD" build shapes
expect_same file shapes/build-natmod
