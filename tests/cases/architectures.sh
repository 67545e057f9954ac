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
