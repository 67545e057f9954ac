#!/bin/sh
# SPDX-License-Identifier: MIT
# inspect, verify and merge on a module that Natmod built.
. "$TOP/tests/cases/lib.sh"

cp -R "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod
expect_ok "$NATMOD" build shapes -o shapes.mpy
expect_ok "$NATMOD" verify shapes.mpy
expect_same 'shapes.mpy: ok'
[ ! -s stderr ] || fail "verify warns: $(cat stderr)"

# The fix-ups are found, and their words make sense.
expect_ok "$NATMOD" inspect shapes.mpy
expect_match "fix-ups \([0-9]+ words\), in chains" stdout
expect_match "\+= qstr object 'area'$" stdout
expect_match "\+= type name 'Rect'" stdout
expect_ok "$NATMOD" inspect --json shapes.mpy
expect_match '"fixups": \{' stdout
expect_match '"form": "chain"' stdout

# A module with an attribute of another than builtins has a stream.
cp -R "$TOP/tests/modules/collecting" collecting
expect_ok "$NATMOD" build collecting -o stream.mpy
expect_ok "$NATMOD" verify stream.mpy
expect_ok "$NATMOD" inspect stream.mpy
expect_match "fix-ups \([0-9]+ words\), stream of [0-9]+ bytes at text\+0x" stdout

expect_ok "$NATMOD" size shapes.mpy
fixups=$(awk 'NR == 2 { print $6 }' stdout)
[ "$fixups" -gt 15 ] || fail "$fixups fix-ups"

# Python parts run in the module's dict: x = 1, y = 'hello obj'.
printf '\115\006\000\037\004\001\010b.py\000\017\002x\000\002y\000\005\011hello obj\000' >b.mpy
printf '\140\000\002\001\201\026\002\043\000\026\003\121\143' >>b.mpy
expect_ok "$NATMOD" build shapes --mutable-globals -o native.mpy
expect_ok "$NATMOD" merge b.mpy native.mpy -o both.mpy
expect_ok "$NATMOD" verify both.mpy
if [ "${NATMOD_MICROPYTHON:-}" ]; then
    expect_ok "$NATMOD_MICROPYTHON" -c 'import both; print(both.area(2), both.x, both.y)'
    expect_same '4 1 hello obj'
fi

# Where text is in the heap, the start code is an element of its own; a merged file keeps that.
expect_ok "$NATMOD" build shapes --arch armv6m --mutable-globals -o arm.mpy
expect_ok "$NATMOD" inspect arm.mpy
expect_match '^module: native viper' stdout
expect_match '  starter       runs first; garbage after the import$' stdout
expect_match '  fix-ups \([0-9]+ words of the child\), in chains$' stdout
expect_match '^module\.0: native viper' stdout
expect_ok "$NATMOD" inspect --json arm.mpy
expect_match '"of_child": true' stdout
expect_ok "$NATMOD" size arm.mpy
freed=$(awk 'NR == 2 { print $9 }' stdout)
[ "$freed" -gt 100 ] || fail "$freed bytes are freed"
expect_ok "$NATMOD" merge b.mpy arm.mpy -o arm_both.mpy
expect_ok "$NATMOD" verify arm_both.mpy
for row in $ROWS; do
    [ "${row%%=*}" = armv6m ] || continue
    expect_ok "${row#*=}" -c 'import arm_both; print(arm_both.area(2), arm_both.x, arm_both.y)'
    expect_same '4 1 hello obj'
done
