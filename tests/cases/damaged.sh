#!/bin/sh
# SPDX-License-Identifier: MIT
# Damaged files that crash MicroPython: verify refuses all of them, unless their checksum is made right
# again. tests/fuzz/mpy/crash_share.py has longer runs.
. "$TOP/tests/cases/lib.sh"

[ "${NATMOD_MICROPYTHON:-}" ] && command -v python3 >/dev/null || exit 0

# A stream, packed globals with a chain, and the smallest form.
expect_ok "$NATMOD" new small
for module in "$TOP"/tests/modules/types "$TOP"/tests/modules/strings small; do
    cp -R "$module" copy
    expect_ok "$NATMOD" build copy -o "$(basename "$module").mpy"
    rm -r copy
done
expect_ok "$NATMOD" inspect types.mpy
expect_match '^  fix-ups .*, stream of' stdout
expect_ok "$NATMOD" inspect strings.mpy
expect_match '^  globals .*, packed' stdout
expect_match '^  fix-ups .*, in chains' stdout
expect_ok python3 "$TOP/tests/fuzz/mpy/crash_share.py" --natmod "$NATMOD" \
    --micropython "$NATMOD_MICROPYTHON" --count 60 --seconds 0.3 types.mpy strings.mpy small.mpy
cat stdout
expect_match '^all +180 +[0-9]{2,} +0 +0 +[0-9]+$' stdout
