#!/bin/sh
# SPDX-License-Identifier: MIT
# The runtime's own mathematics and arithmetic, for toolchains without libm and libgcc, beside this machine's:
# how far off is it? See tests/libm.c.
. "$TOP/tests/cases/lib.sh"

set -- "$TOP"/sdk/rt/libm/*.c
for source in "$@" "$TOP"/sdk/rt/compiler/*.c; do
    cc -std=gnu99 -O1 -fno-builtin -I"$TOP/sdk/libc" -c -o "$(basename "$source").o" "$source"
done
ld -r -o all.o ./*.c.o
objcopy --prefix-symbols=our_ all.o
cc -O1 -fno-builtin -ffp-contract=off -o libm "$TOP/tests/libm.c" all.o -lm
./libm 20000 400009 >stdout || fail "$(grep -v '[0-9]$' stdout)"
expect_match '^sin +0\.5' stdout
