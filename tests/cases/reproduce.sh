#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod build --reproduce: whether source and toolchain give a file's bytes, and if not, why.
. "$TOP/tests/cases/lib.sh"

cp -r "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod
reproduce() {
    "$NATMOD" build shapes --reproduce "$@"
}
for arch in x64 armv6m; do
    expect_ok "$NATMOD" build shapes --arch $arch --record -o $arch.mpy
    expect_ok reproduce $arch.mpy
    expect_same "$arch.mpy"
done
expect_ok "$NATMOD" build shapes --arch x64 --abi 6.2 -o old.mpy
expect_ok reproduce old.mpy
expect_ok "$NATMOD" build shapes --arch x64
cp shapes/build-natmod/x64/shapes.mpy before
expect_ok reproduce shapes/build-natmod/x64/shapes.mpy -D UNUSED
cmp before shapes/build-natmod/x64/shapes.mpy || fail "the file itself was built again"
# Another folder, another locale: the same bytes, and the same record.
mkdir -p "$TMP/else where"
cp -r shapes/*.c shapes/micropython.mk "else where"
LC_ALL=C.UTF-8 TZ=Asia/Tokyo expect_ok "$NATMOD" build "else where" --reproduce x64.mpy
expect_ok "$NATMOD" build "else where" --arch x64 --record -o other.mpy
cmp x64.mpy.json other.mpy.json || fail "$(diff x64.mpy.json other.mpy.json)"
! grep -e "$TMP" -e "$TOP" other.mpy.json || fail "a path of this machine"

# What differs.
differs() {
    text=$1 hint=$2
    shift 2
    expect_error "is not what this builds: $text" reproduce "$@"
    expect_match "^hint: $hint"
}
differs 'it is for armv6m, this build for x64' 'options: it was made with --arch armv6m' armv6m.mpy --arch x64
differs 'its ABI is 6.3, that of this build 6.2' 'options: it was made with .* 6.3, this build with .* 6.2' x64.mpy --abi 6.2
differs '.*' 'flags of shapes.c: .*, in this build .* -O2' x64.mpy --cflags -O2
differs 'its ABI' '.*--record writes old.mpy.json .*gcc' old.mpy --abi 6.3
sed -i 's/"gcc [^"]*"/"gcc 4.7"/' x64.mpy.json
differs '.*' 'compiler: it was made with gcc 4.7, this build with' x64.mpy --cflags -O2
rm x64.mpy.json
cp shapes/shapes.c saved
sed -i 's,a * b,a * b + 1,; s,width \* height,width * height + 1,' shapes/shapes.c
cmp -s saved shapes/shapes.c && fail "nothing is changed"
differs '(its text has|byte 0x.* of its text is 0x.* in .* of )' '.*' x64.mpy
expect_fail "$NATMOD" build shapes --reproduce x64.mpy --json
expect_match '"ok": false' stdout
cp saved shapes/shapes.c
# One byte of a function, with its name.
python3 - <<'END_OF_FILE'
data = bytearray(open("x64.mpy", "rb").read())
data[len(data) // 2] ^= 1
open("changed.mpy", "wb").write(data)
END_OF_FILE
differs '.*0x' '.*' changed.mpy
printf x >>x64.mpy
differs '.*' '.*' x64.mpy
expect_error 'no such file|cannot open' reproduce gone.mpy
