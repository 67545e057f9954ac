#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles every SDK header alone, and the definitions of tests/sdk/*.c, as C99 to C++17 with gcc and
# clang, for 64 and 32 bit and each native ABI, with warnings as errors. No arguments; exit status 0 if
# all is well. Names and leaves out compilers and targets that are not installed. In C, tests/sdk/*.c
# compile without gcc's -Wpedantic: a type with its slots behind it is an extension, and only turning
# the warning off hides that.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
inc=$root/sdk/include
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
done_count=0

compile() { # LABEL COMMAND...
    label=$1
    shift
    done_count=$((done_count + 1))
    if ! "$@" 2>"$work/log"; then
        echo "FAIL $label"
        sed 's/^/    /' "$work/log" | head -20
        failed=$((failed + 1))
    fi
}

# All headers, each first in a file of its own that includes it twice.
for header in "$inc"/py/*.h "$inc"/extmod/*.h "$inc"/genhdr/*.h "$inc"/lib/*/*/*.h; do
    name=${header#"$inc"/}
    out=$work/$(echo "$name" | tr '/.' '__')
    printf '#include "%s"\n#include "%s"\ntypedef int natmod_not_empty;\n' "$name" "$name" >"$out.c"
    cp "$out.c" "$out.cpp"
done
for source in "$root"/tests/sdk/*.c; do
    base=$work/use_$(basename "$source" .c)
    cp "$source" "$base.c"
    cp "$source" "$base.cpp"
done

common="-I$inc -Wall -Wextra -Wconversion -Wshadow -Werror -Os -fpic -fsyntax-only"
qstr="-DNATMOD_QSTR_H=\"$root/tests/sdk/qstr.h\""

all_files() { # COMPILER LABEL FLAGS...: one compiler run per language version over all files
    compiler=$1
    target=$2
    shift 2
    pedantic=-Wpedantic
    [ "$compiler" != gcc ] || pedantic=
    for std in c99 c11 c17; do
        compile "$compiler $target $std headers" "$compiler" -x c -std=$std -Wpedantic $common "$qstr" \
            "$@" "$work"/py_*.c "$work"/extmod_*.c "$work"/genhdr_*.c "$work"/lib_*.c
        compile "$compiler $target $std statics" "$compiler" -x c -std=$std $pedantic $common "$qstr" \
            "$@" "$work"/use_*.c
    done
    compile "$compiler $target c++17" "$compiler" -x c++ -std=c++17 -Wpedantic $common "$qstr" "$@" "$work"/*.cpp
}

for compiler in gcc clang; do
    if ! command -v "$compiler" >/dev/null; then
        echo "not installed: $compiler"
        continue
    fi
    for abi in 1 2 3; do
        all_files "$compiler" "abi 6.$abi" -DNATMOD_ABI=$abi
    done
    all_files "$compiler" "without old names" -DNATMOD_NO_COMPAT
    if echo '#include <string.h>' | "$compiler" -m32 -fsyntax-only -x c - 2>/dev/null; then
        all_files "$compiler" "-m32" -m32
    else
        echo "no 32-bit headers: $compiler -m32"
    fi
done
for compiler in arm-none-eabi-gcc riscv64-unknown-elf-gcc xtensa-lx106-elf-gcc; do
    if command -v "$compiler" >/dev/null && echo '#include <string.h>' | \
        "$compiler" -fsyntax-only -x c - 2>/dev/null; then
        compile "$compiler c99" "$compiler" -x c -std=c99 $common "$qstr" "$work"/*.c
    else
        echo "not installed or without C library: $compiler"
    fi
done

echo "$done_count compiler runs, $failed failed"
[ "$failed" -eq 0 ]
