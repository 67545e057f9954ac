#!/bin/sh
# SPDX-License-Identifier: MIT
# What docs/getting-started.md says is true: its module builds, runs and prints what the guide shows.
. "$TOP/tests/cases/lib.sh"

guide=$TOP/docs/getting-started.md

# block LANGUAGE: the first fenced block of that language.
block() {
    awk -v fence="\`\`\`$1" '$0 == fence { inside = 1; next }
        inside && /^```/ { exit }
        inside' "$guide"
}

mkdir blink
block c >blink/blink.c
block make >blink/micropython.mk

# The indented lines that are commands for the module.
grep -E '^    natmod (build|run|generate|inspect) ' "$guide" | sed 's/  *#.*//' >commands
[ "$(wc -l <commands)" -eq 2 ] || fail "the guide's commands changed: $(cat commands)"
PATH=$(dirname "$NATMOD"):$PATH
export PATH
expect_ok sh -c "$(sed -n 1p commands)"
[ -f blink/build-natmod/x64/blink.mpy ] || fail "no blink/build-natmod/x64/blink.mpy"
expect_ok sh -c "$(sed -n 2p commands)"
expect_same "$(sed -n 's/^This prints `\([^`]*\)`\. .*/\1/p' "$guide")"

# The list of what helps when something is wrong.
sed -n '/^## When something/,/^## Next/s/^- `\(natmod [^`]*\)`.*/\1/p' "$guide" >commands
[ "$(wc -l <commands)" -eq 4 ] || fail "the guide's list changed: $(cat commands)"
while read -r command; do
    case $command in
    "natmod build -v") command="natmod build -v blink" ;;
    esac
    expect_ok sh -c "$command"
    [ -s stdout ] || [ -s stderr ] || fail "no output: $command"
done <commands
