#!/bin/bash
# SPDX-License-Identifier: MIT
# Every shape of mpy_init in tests/migrate prints the same before and after natmod migrate.
. "$TOP/tests/cases/lib.sh"

# The script's own folder comes first in sys.path: there it must not have the module's name.
run() { # FOLDER SCRIPT
    cp "$2" "$1/run.py"
    "$NATMOD_MICROPYTHON" "$1/run.py"
}

count=0
for source in "$TOP"/tests/migrate/*.c; do
    name=$(basename "$source" .c)
    mkdir "$name" "$name/classic" "$name/static"
    cp "$source" "$name/classic/"
    cp "$source" "$name/static/"
    expect_ok "$NATMOD" migrate --write "$name/static/$name.c"
    [ ! -s stderr ] || { cat stderr; fail "$name: something is left to do"; }
    if grep -E 'mpy_init|dynruntime|DYNRUNTIME|full_type' "$name/static/$name.c"; then
        fail "$name: not all of it is migrated"
    fi
    for form in classic static; do
        expect_ok "$NATMOD" build --build-dir "$name/build-$form" -o "$name/$form/$name.mpy" \
            "$name/$form/$name.c"
        run "$name/$form" "$TOP/tests/migrate/$name.py" >"$name/$form.txt" ||
            { cat "$name/$form.txt"; fail "$name: the $form module fails"; }
    done
    [ -s "$name/classic.txt" ] || fail "$name: prints nothing"
    diff -u "$name/classic.txt" "$name/static.txt" || fail "$name: behaves in another way"
    count=$((count + 1))
    # A migrated source has nothing left to migrate.
    cp "$name/static/$name.c" again.c
    expect_ok "$NATMOD" migrate --write "$name/static/$name.c"
    cmp again.c "$name/static/$name.c" || fail "$name: migrated twice"
done
# C++: the same sources, compiled as C++20, which lacks a few freedoms of C.
for name in classes exceptions general; do
    mkdir "$name/cpp"
    cp "$TOP/tests/migrate/$name.c" "$name/cpp/$name.cpp"
    expect_ok "$NATMOD" migrate --write "$name/cpp/$name.cpp"
    expect_ok "$NATMOD" build --cflags '-std=c++20 -fpermissive -w' --build-dir "$name/build-cpp" \
        -o "$name/cpp/$name.mpy" "$name/cpp/$name.cpp"
    run "$name/cpp" "$TOP/tests/migrate/$name.py" >"$name/cpp.txt" || fail "$name: the C++ module fails"
    diff -u "$name/classic.txt" "$name/cpp.txt" || fail "$name: behaves in another way in C++"
done
[ "$count" -ge 12 ] || fail "only $count shapes"
