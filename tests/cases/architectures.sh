#!/bin/bash
# SPDX-License-Identifier: MIT
# The tables of architectures in documentation, SDK and package are what the program's table says.
. "$TOP/tests/cases/lib.sh"

count=0
for file in $(cd "$TOP" && grep -rlE 'begin [a-z]+: natmod docs --architectures' README.md docs sdk cmake); do
    expect_ok "$NATMOD" docs --architectures "$TOP/$file"
    diff -u "$TOP/$file" stdout || fail "$file is out of date: scripts/write-arch-tables"
    count=$((count + 1))
done
[ "$count" -eq 5 ] || fail "$count files have such a table"

# A table that is not there, and one that does not end.
echo '# begin nothing: natmod docs --architectures' >file
expect_fail "$NATMOD" docs --architectures file
expect_match 'there is no table for: # begin nothing'
echo '# begin makefile: natmod docs --architectures' >file
expect_fail "$NATMOD" docs --architectures file
expect_match "the table does not end: no line 'end makefile'"

# An ABI that no firmware of an architecture has is an error before anything is compiled; with `all`,
# such architectures are left out.
expect_error 'no MicroPython loads modules for rv32imc with ABI 6.2' "$NATMOD" build "$TOP/examples/crc" --arch rv32imc --abi 6.2 --build-dir built
expect_absent built/rv32imc-6.2
expect_ok "$NATMOD" build "$TOP/examples/crc" --arch all --abi 6.2 --build-dir built
expect_match 'left out: no MicroPython loads modules for rv32imc with ABI 6.2'
[ -s built/armv6m-6.2/crc.mpy ] || fail "no armv6m"
expect_absent built/rv32imc-6.2
