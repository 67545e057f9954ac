#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod new: each form passes its own test at once, with either description.
. "$TOP/tests/cases/lib.sh"

for options in "" --class --cpp "--class --cpp"; do
    rm -rf fresh
    # shellcheck disable=SC2086
    expect_ok "$NATMOD" new fresh $options
    for from in make cmake; do
        expect_ok "$NATMOD" run --from "$from" fresh fresh/test.py
        expect_match '^fresh: ok$' stdout
    done
done
expect_error 'already exists' "$NATMOD" new fresh
expect_error 'cannot be a module' "$NATMOD" new 3d
expect_error 'cannot be a module' "$NATMOD" new a/b
for name in class None async __main__ gc json machine test; do
    expect_error "'$name'" "$NATMOD" new "$name"
    expect_absent "$name"
done
