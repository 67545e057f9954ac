#!/bin/sh
# SPDX-License-Identifier: MIT
# What docs/testing-a-module.md says is true: its commands run in order, and its scripts do what it says.
. "$TOP/tests/cases/lib.sh"

case $ROWS in
*trixie-armhf*) ;;
*) exit 0 ;; # tests of one MicroPython only
esac
guide=$TOP/docs/testing-a-module.md

# block LANGUAGE NUMBER: that fenced block of the language.
block() {
    awk -v fence="\`\`\`$1" -v wanted="$2" '$0 == fence { inside = ++count == wanted; next }
        /^```/ { inside = 0 }
        inside' "$guide"
}

PATH=$(dirname "$NATMOD"):$PATH
export PATH
{
    grep -E '^    natmod ' "$guide" | sed 's/  *#.*//'
    block yaml 1 | sed -n 's/^ *- run: //p'
} >commands
[ "$(wc -l <commands)" -ge 11 ] || fail "the guide's commands changed: $(cat commands)"
while read -r command; do
    case $command in
    *--update) mkdir temper/tests && block python 1 >temper/tests/add.py ;;
    *-k\ pins) block python 2 >temper/tests/pins.py ;;
    *--watch*) continue ;; # tests/cases/watch.sh
    esac
    expect_ok sh -c "$command"
    cp stdout last
    case $command in
    'natmod test temper') expect_match '^1 passed, 0 failed in [0-9.]+ s$' last ;;
    *--update) block text 1 | diff - temper/tests/add.py.exp || fail "not what the guide shows" ;;
    *-k\ add) expect_match '^pass  temper/tests/add.py$' last ;;
    *-k\ pins) expect_match '^skip  temper/tests/pins.py$' last ;;
    *--arch\ *) expect_match '^pass  armv6m trixie-armhf  temper/test.py$' last ;;
    esac
done <commands
[ -s results.xml ] || fail "the workflow wrote no results.xml"

# What it says of a difference.
sed -i 's/10/11/' temper/tests/add.py
expect_fail natmod test temper -k add
expect_match '^-0 10$' stdout
expect_match '^\+0 11$' stdout
