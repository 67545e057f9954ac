#!/bin/sh
# SPDX-License-Identifier: MIT
# inspect, size and verify on files made here byte by byte.
. "$TOP/tests/cases/lib.sh"

# bytes HEX...: those bytes on standard output.
bytes() {
    for digits in "$@"; do
        while [ -n "$digits" ]; do
            rest=${digits#??}
            # shellcheck disable=SC2059 # the escape is the format
            printf "\\$(printf %03o "0x${digits%"$rest"}")"
            digits=$rest
        done
    done
}

# An x64 module that returns None, as in docs/mpy-format.md.
bytes 4d060b1f 0100 0a6d2e6d707900 8102 488b0501000000c3 0000000000000000 10 1302 ff >m.mpy
# `x = 1; y = 'hello obj'` in bytecode.
bytes 4d06001f 0401 08622e707900 0f 027800 027900 050968656c6c6f206f626a00 \
    60 000201 811602 23001603 5163 >b.mpy

expect_ok "$NATMOD" inspect m.mpy
expect_match '^m.mpy: x64, native ABI 6.3, 35 bytes$' stdout
expect_match 'accepted by   MicroPython 1.23 and newer$' stdout
expect_match 'text\+0x8: \+= table entry 0 \(mp_const_none\)$' stdout

expect_ok "$NATMOD" inspect -d b.mpy
expect_match 'accepted by   MicroPython 1.19 and newer$' stdout
expect_match "static 7$" stdout
expect_match "LOAD_CONST_OBJ 'hello obj'$" stdout

expect_ok "$NATMOD" inspect --json m.mpy
python=$(command -v python3 || true)
if [ -n "$python" ]; then
    "$python" -c '
import json
mpy = json.load(open("stdout"))
assert mpy["arch"] == "x64" and mpy["abi"] == 3, mpy
assert mpy["code"]["relocations"][0]["offset"] == 8, mpy
assert mpy["accepted_by"]["hosts"] == ["x64"], mpy
' || fail "not the expected JSON"
fi
expect_match '"adds": "table entry 0 \(mp_const_none\)"' stdout

expect_ok "$NATMOD" size m.mpy b.mpy
expect_match '^ +16 +0 +0 +16 +1 +0 +32 +4096 +0 +17 +35  x64 +m.mpy$' stdout
expect_match 'bytecode +b.mpy$' stdout

expect_ok "$NATMOD" verify m.mpy b.mpy
expect_match '^m.mpy: ok$' stdout

# A relocation behind the end of text; two problems, two lines, and the good file is still checked.
bytes 4d060b1f 0100 0a6d2e6d707900 8102 488b0501000000c3 0000000000000000 10 1304 ff00 >bad.mpy
expect_fail "$NATMOD" verify bad.mpy b.mpy
expect_match '^natmod: bad.mpy: error: relocation at byte 32: word 2 of 2 words of text$'
expect_match '^natmod: bad.mpy: error: 1 bytes follow the end of the code$'
expect_match '^b.mpy: ok$' stdout

# What is no .mpy, and one cut short.
expect_error 'not a \.mpy file' "$NATMOD" inspect "$TOP/README.md"
head -c 20 m.mpy >cut.mpy
expect_fail "$NATMOD" inspect cut.mpy
expect_match '^natmod: cut.mpy: error: .*ends too early.* at byte 15$'
expect_fail "$NATMOD" inspect absent.mpy
expect_match 'absent.mpy'

# Merged, both run in one module.
expect_ok "$NATMOD" merge -o merged.mpy b.mpy m.mpy
expect_ok "$NATMOD" verify merged.mpy
if [ "${NATMOD_MICROPYTHON:-}" ]; then
    expect_ok "$NATMOD_MICROPYTHON" -c 'import merged; print(merged.x, merged.y)'
    expect_same '1 hello obj'
fi
expect_error 'has machine code, and so has m.mpy' "$NATMOD" merge -o no.mpy m.mpy m.mpy
expect_absent no.mpy

# A checksum behind the code: the two files merged above have none, what Natmod writes has one.
expect_ok "$NATMOD" inspect merged.mpy
expect_match '^checksum right$' stdout
head -c -7 merged.mpy >damaged.mpy
printf '\007' >>damaged.mpy # a byte of the code that no other check looks at
tail -c 6 merged.mpy >>damaged.mpy
expect_fail "$NATMOD" verify damaged.mpy
expect_match '^natmod: damaged.mpy: error: the checksum is wrong: the file is damaged$'
expect_ok "$NATMOD" inspect damaged.mpy
expect_match '^checksum wrong$' stdout
if [ "${NATMOD_MICROPYTHON:-}" ]; then
    expect_error 'damaged.mpy: error: the file is damaged' "$NATMOD" run damaged.mpy -c 'import damaged'
    expect_match '^hint: build it again, or copy it again$'
fi
