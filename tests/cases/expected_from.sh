#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/expected-from writes expected.txt as a MicroPython with the module compiled in prints it. The
# module here is one that every MicroPython has.
. "$TOP/tests/cases/lib.sh"

expected_from() {
    "$TOP/scripts/expected-from" "$@"
}

mkdir own
cat >own/test.py <<'END'
import binascii
import sys
import other

print(binascii.hexlify(other.data), sys.stdin.readline())
END
echo 'data = b"\x01\xff"' >own/other.py
echo 'a line' >own/input
expect_ok expected_from "$NATMOD_MICROPYTHON" own
expect_match '^own: written$' stdout
printf "b'01ff' a line\n\n" | cmp - own/expected.txt || fail "expected.txt"
expect_ok expected_from "$NATMOD_MICROPYTHON" own
expect_match '^own: the same$' stdout

# A program beside the current folder, and several modules.
ln -s "$NATMOD_MICROPYTHON" here
mkdir demo
echo 'print(__name__)' >demo/demo.py
expect_ok expected_from ./here own demo
expect_match '^demo: written$' stdout
expect_match '^__main__$' demo/expected.txt

# What fails leaves expected.txt alone: a module that is only a native one, an exception, a word on stderr.
mkdir native
echo 'import tuples; print("found")' >native/test.py
echo 'as it was' >native/expected.txt
expect_ok "$NATMOD" build "$TOP/tests/modules/tuples" --arch x64 --build-dir out
find out -name '*.mpy' -exec cp '{}' native/ \;
for end in 'import tuples' 'raise ValueError' 'import sys; sys.stderr.write("?\n")' 'import sys; sys.exit(3)'; do
    echo "print('begun'); $end" >native/test.py
    MICROPYPATH=$TMP/native expect_fail expected_from "$NATMOD_MICROPYTHON" native
    expect_match '^expected-from: native/test\.py ended with status [0-9]+; native/expected\.txt is as it was$'
    expect_match '^hint: '
    expect_match '^as it was$' native/expected.txt
done

# Wrong arguments.
for arguments in '' 'here' './gone own' './own own' './here ./gone' './here .'; do
    # shellcheck disable=SC2086  # words
    expect_fail expected_from $arguments
    expect_match '^expected-from: '
    expect_match '^hint: '
done
