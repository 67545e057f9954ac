#!/bin/sh
# SPDX-License-Identifier: MIT
# Command lines with a mistake: one line names it, and a hint says what was probably meant.
. "$TOP/tests/cases/lib.sh"

expect_error 'there is no subcommand biuld' "$NATMOD" biuld
expect_match '^hint: did you mean build\?'
expect_error 'a subcommand is missing' "$NATMOD"
expect_error 'no such option: -q' "$NATMOD" -q

expect_error 'natmod build has no option --arhc' "$NATMOD" build --arhc x64
expect_match '^hint: did you mean --arch\? natmod build --help'
expect_error 'natmod generate has no option --jsno' "$NATMOD" generate --jsno=1
# By its other name.
expect_error 'natmod init has no option --jsno' "$NATMOD" init --jsno=1
expect_error 'not expected: -z' "$NATMOD" build -z
expect_error '--arch needs a value' "$NATMOD" build --arch
expect_error '--jobs: .*1 to 1024' "$NATMOD" build --jobs 0
expect_error 'files is required' "$NATMOD" ld
# What a script leaves of an empty variable.
for command in build check run size inspect verify test debug stubs migrate 'ld -o x' 'merge -o x'; do
    # shellcheck disable=SC2086  # words
    expect_error "^natmod: error: [a-zA-Z]+: is empty" "$NATMOD" $command ''
done
# What a file system refuses is said of its file.
expect_error "^natmod: '': error: Invalid argument" "$NATMOD" test --scripts '' "$TOP/examples/shapes"
# An option has one value; what follows is the next argument.
expect_error '^natmod: missing: error: ' "$NATMOD" build --externs rom.ld missing

mkdir folder
for command in generate inspect verify ld migrate; do
    expect_error '^natmod: folder: error: is a folder' "$NATMOD" $command folder
done
expect_error '^natmod: folder: error: no micropython.mk' "$NATMOD" size folder

cp "$TOP/tests/modules/classic/classic.c" .
TMPDIR=$TMP/none expect_error 'no folder for temporary files' "$NATMOD" migrate classic.c

# As git and cargo have it.
"$NATMOD" build --help >wanted
"$NATMOD" help build >help
cmp help wanted || fail "natmod help build is not natmod build --help"
"$NATMOD" help >help
expect_match '^ +build ' help
expect_error 'there is no subcommand biuld' "$NATMOD" help biuld

"$NATMOD" --help >help
expect_match '^ +build ' help
"$NATMOD" build --help >help
expect_match '--arch' help
expect_match '^natmod [0-9.]+ \(\.mpy 6, native ABI 6\.1 6\.2 6\.3\)$' - <<END_VERSION
$("$NATMOD" --version)
END_VERSION
