#!/bin/sh
# SPDX-License-Identifier: MIT
# docs/debugging.md is true: its commands run on its module, and print what the guide shows.
. "$TOP/tests/cases/lib.sh"

guide=$TOP/docs/debugging.md

# block LANGUAGE [N]: the Nth fenced block of that language.
block() {
    awk -v fence="\`\`\`$1" -v wanted="${2:-1}" '$0 == fence { inside = ++n == wanted; next }
        /^```/ { inside = 0 }
        inside' "$guide"
}

# cmd TEXT: the indented line of the guide that begins with it.
cmd() {
    found=$(grep -F "    $1" "$guide" | grep '^    [a-zA-Z]' | sed 's/^    //') || fail "the guide has no: $1"
    [ "$(printf '%s\n' "$found" | wc -l)" -eq 1 ] || fail "several: $found"
    printf '%s\n' "$found"
}

mkdir samples lib
block c >samples/samples.c
block make >samples/micropython.mk
block python >crash.py
block python 2 >work.py
PATH=$(dirname "$NATMOD"):$PATH
export PATH

status=0
natmod run samples crash.py >stdout 2>stderr || status=$?
[ $status -ge 128 ] || fail "no crash: $status"
expect_same 3

status=0
sh -c "$(cmd 'natmod debug --batch samples')" >stdout 2>stderr || status=$?
[ $status -eq 1 ] || fail "status $status: $(cat stdout stderr)"
expect_match '^Program received signal SIGSEGV, Segmentation fault\.$' stdout
expect_match '^total \(count=<optimized out>\) at .*samples/samples\.c:25$' stdout
expect_match '^25	 +sum \+= sample->value;$' stdout
line=$(sed -n '25p' samples/samples.c)
[ "$line" = '        sum += sample->value;' ] || fail "line 25 is $line"

# The commands that the guide types at the prompt, and quit.
sed -n 's/^    (gdb) //p' "$guide" >typed
[ "$(wc -l <typed)" -ge 4 ] || fail "$(cat typed)"
echo kill >>typed
sh -c "$(cmd 'natmod debug --break samples.c:25 samples')" <typed >stdout 2>stderr || fail "$(cat stdout stderr)"
expect_match '^Breakpoint 1, total \(count=' stdout
expect_match '\$1 = 3$' stdout
expect_match '\$2 = \{value = 2, next = 0x' stdout
expect_match '^25	' stdout
sh -c "$(cmd 'natmod debug --batch --break')" >stdout 2>stderr || true
expect_match '^\$1 = \{value = 2, next = 0x' stdout

expect_fail sh -c "$(cmd 'natmod run --sanitize')"
expect_match "^$(cmd 'RuntimeError: ')\$" stderr
expect_ok natmod build samples --arch x64
# An unpacked MicroPython has a libc whose symbols are not here.
natmod size samples --arch x64 | awk 'NR == 2 { print $1 }' >plain
natmod size --sanitize samples --arch x64 | awk 'NR == 2 { print $1 }' >sanitized
# (The path of the source is in it.)
sizes=$(tr '\n' ' ' <"$guide" | grep -oE 'from [0-9]+ to about [0-9]+ bytes on x64' | sed 's/x64//' | tr -dc '0-9 ')
set -- $sizes
[ "$1" -eq "$(cat plain)" ] && [ $(($2 - $(cat sanitized))) -lt 100 ] && [ $(($(cat sanitized) - $2)) -lt 100 ] ||
    fail "$sizes, not $(cat plain) $(cat sanitized)"
expect_ok natmod build samples --arch x64

# The base, as the device says it, takes where() to the line.
cp samples/build-natmod/x64/samples.mpy lib/
folder=$(sed -n 's/^    mpremote cp $(natmod sdk)\/\(.*\)\/natmod.py :lib\/$/\1/p' "$guide")
mkdir device  # where no folder has the module's name
cd device
block py >base.py
MICROPYPATH="$TMP/lib:$(natmod sdk)/$folder" "$NATMOD_MICROPYTHON" base.py >../base
cd ..
cmd 'natmod where samples' | sed "s/--base 0x[0-9a-f]*/--base $(cat base)/; s/0x7f0000000020\$/$(cat base)/" >where
expect_ok sh -c "$(cat where)"
expect_match '^0x[0-9a-f]+: [a-z]' stdout
expect_ok sh -c "$(cmd 'natmod where samples')"

# What a board is asked. debug.sh has a gdb server.
for remote in 'natmod debug --remote localhost:3333 --arch armv6m samples' 'natmod debug --remote localhost:3333 --arch armv6m --base'; do
    cmd "$remote" | sed 's/localhost:3333/localhost:1/' >words
    natmod build samples --arch armv6m >build.log 2>&1 || fail "$(cat build.log)"
    expect_fail timeout 100 sh -c "$(sed 's/ --remote/ --batch --remote/' words)"
    expect_match 'natmod: error: .*(refused|timed out)'
done

expect_ok sh -c "$(cmd 'natmod profile')"
sed -n '/^ *60800/p' "$guide" >shown
[ -s shown ] || fail "the guide's table changed"
expect_match '^ +60[0-9]{3} .*%.*  total  samples\.c:21$' stdout
expect_match '^ +10000 +10000 +25  +sum \+= sample->value;$' stdout
expect_match '^kcachegrind ' stdout
