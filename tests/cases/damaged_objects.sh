#!/bin/sh
# SPDX-License-Identifier: MIT
# Links of damaged objects end in a good file, or in an error with a place. tests/fuzz/objects/mutated_links.py
# has longer runs.
. "$TOP/tests/cases/lib.sh"

command -v python3 >/dev/null || exit 0

for module in types statics; do
    cp -R "$TOP/tests/modules/$module" .
    expect_ok "$NATMOD" build "$module" --arch x64
done
expect_ok python3 "$TOP/tests/fuzz/objects/mutated_links.py" --natmod "$NATMOD" --count 150 types statics
cat stdout
expect_match ' linked$' stdout
expect_match ' named$' stdout
