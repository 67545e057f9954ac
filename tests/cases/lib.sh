# SPDX-License-Identifier: MIT
# Helpers for the cases of the command line: `. "$TOP/tests/cases/lib.sh"` as a case's first line.
#
# From CTest a case gets NATMOD (the program), TOP (the source tree), FIRMWARE (the folder of an
# unpacked MicroPython) and NATMOD_MICROPYTHON (its launcher). It works in $TMP, its current
# folder, which is removed at its end. A check that fails prints why and ends the case.
# shellcheck shell=sh

set -eu
: "${NATMOD:?names the program}" "${TOP:?names the source tree}"

TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
cd "$TMP"

fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

# expect_ok CMD...: runs it, keeps its output in ./stdout and ./stderr; its status must be 0.
expect_ok() {
    if ! "$@" >stdout 2>stderr; then
        cat stdout stderr
        fail "$*"
    fi
}

# expect_fail CMD...: the same for a command that must fail, and not by a signal.
expect_fail() {
    status=0
    "$@" >stdout 2>stderr || status=$?
    [ "$status" -ne 0 ] || fail "succeeded: $*"
    if [ "$status" -ge 126 ]; then
        cat stderr
        fail "status $status: $*"
    fi
}

# expect_match REGEX [FILE]: some line of FILE (default ./stderr) matches the extended expression.
expect_match() {
    if ! grep -E -q -- "$1" "${2:-stderr}"; then
        printf 'this does not match /%s/:\n' "$1"
        cat "${2:-stderr}"
        fail "see above"
    fi
}

# expect_error REGEX CMD...: it fails with one clear error line of ours, which matches, and a hint.
# (Lines of the compiler may stand before it.)
expect_error() {
    expected=$1
    shift
    expect_fail "$@"
    grep '^natmod: .*error: ' stderr >errors || true
    if [ "$(wc -l <errors)" -ne 1 ]; then
        cat stderr
        fail "$(wc -l <errors) error lines instead of one: $*"
    fi
    expect_match "$expected" errors
    expect_match '^hint: .'
}

# expect_absent FILE...: none of them exists.
expect_absent() {
    for path in "$@"; do
        [ ! -e "$path" ] || fail "$path was left behind"
    done
}

# expect_same TEXT [FILE]: FILE (default ./stdout) holds exactly that text and a newline.
expect_same() {
    printf '%s\n' "$1" >expected
    diff -u expected "${2:-stdout}" || fail "not the expected text"
}

# module NAME: a folder NAME whose one source, NAME/NAME.c, is read from standard input.
module() {
    mkdir -p "$1"
    cat >"$1/$1.c"
    printf 'SRC_USERMOD_C += $(USERMOD_DIR)/%s.c\n' "$1" >"$1/micropython.mk"
}
