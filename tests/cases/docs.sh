#!/bin/sh
# SPDX-License-Identifier: MIT
# The documents are true: the headings of docs/troubleshooting.md are texts of the program, links lead
# somewhere, and the commands and the Python in the guides run.
. "$TOP/tests/cases/lib.sh"

# All text of the sources in one line, with string literals that stand side by side joined and
# what {fmt} fills in as `...`.
find "$TOP/src" "$TOP/sdk/py" -type f -exec cat {} + | tr '\n' ' ' |
    sed -e 's/"  *"//g' -e 's/{[a-z0-9:#]*}/.../g' -e 's/\\"/"/g' >sources
sed -n 's/^### `\(.*\)`$/\1/p' "$TOP/docs/troubleshooting.md" >headings
[ "$(wc -l <headings)" -ge 50 ] || fail "only $(wc -l <headings) headings"
# A part of a heading between two `...` is a text of the sources, if it is more than a word.
missing=
while read -r heading; do
    printf '%s\n' "$heading" | sed 's/ *\.\.\.[:,]* */\
/g' | grep -E '[a-z].* .*[a-z]' >parts || fail "nothing to look for in: $heading"
    while read -r part; do
        grep -qF -- "$part" sources || missing="$missing
$heading  ($part)"
    done <parts
done <headings
[ -z "$missing" ] || fail "messages that no source has:$missing"

# Links to files, and to headings, by GitHub's rule for their names.
has_heading() { # PAGE NAME
    sed -n 's/^#* *//p' "$1" | tr 'A-Z ' 'a-z-' | sed 's/[^a-z0-9_-]//g' | grep -qx -- "$2"
}
for page in "$TOP"/*.md "$TOP"/docs/*.md "$TOP"/examples/*.md "$TOP"/examples/*/*.md; do
    grep -oE '\]\([^)]*\)' "$page" | sed 's/^](//; s/)$//' >links || true
    while read -r link; do
        file=${link%%#*}
        case $link in
        http*) continue ;;
        '#'*) target=$page ;;
        *) target=$(dirname "$page")/$file ;;
        esac
        [ -e "$target" ] || fail "$page: no file for $link"
        case $link in
        *'#'*) has_heading "$target" "${link#*#}" || fail "$page: no heading for $link" ;;
        esac
    done <links
done

# The commands of the guides, in a copy of the tree's examples.
PATH=$(dirname "$NATMOD"):$PATH
export PATH
mkdir work
cp -r "$TOP/examples" work/
rm -rf work/examples/*/build-natmod
cd work
# As in tests/migrate; the guide calls it shapes.c.
cp "$TOP/tests/migrate/classes.c" shapes.c
for guide in user-module migrating architectures large-modules ci; do
    grep -E '^    natmod [a-z]+ ' "$TOP/docs/$guide.md" | sed 's/  *#.*//' >../commands || true
    while read -r command; do
        case $command in
        natmod*': error:'*) continue ;;
        *'&&'*) continue ;;  # with a project file: project_file.sh
        *' usermod '*) continue ;;  # in another's repository: moving.sh
        esac
        expect_ok sh -c "$command"
    done <../commands
done
[ -s served/package.json ] && [ -s shapes.mpy ] || fail "a command of docs/user-module.md left no result"
grep -q MP_REGISTER_MODULE shapes.c || fail "a command of docs/migrating.md left shapes.c as it was"

# What a board says of itself, with the row of the table.
awk '$0 == "```python" { inside = 1; next } /^```/ { exit } inside' "$TOP/docs/architectures.md" >ask.py
expect_ok "$NATMOD_MICROPYTHON" ask.py
expect_match '^--abi 6\.3 architecture number 2$' stdout
grep -q '^| 2 | `x64` |' "$TOP/docs/architectures.md" || fail "no row for number 2"
grep -oE '^\| [0-9]+ \| `[a-z0-9]+`' "$TOP/docs/architectures.md" | wc -l | grep -qx 10 || fail "not ten architectures"

# What MicroPython says of files that are not for it.
rm shapes.mpy
mkdir wrong
expect_ok natmod build examples/shapes --arch x86 -o wrong/shapes.mpy
expect_fail env MICROPYPATH=wrong "$NATMOD_MICROPYTHON" -c 'import shapes'
expect_match 'ValueError: incompatible .mpy arch'
expect_ok natmod build examples/shapes --abi 6.1 -o wrong/shapes.mpy
expect_fail env MICROPYPATH=wrong "$NATMOD_MICROPYTHON" -c 'import shapes'
expect_match 'ValueError: incompatible .mpy file'
expect_match 'ValueError: incompatible .mpy arch' "$TOP/docs/troubleshooting.md"
expect_match 'ValueError: incompatible .mpy file' "$TOP/docs/troubleshooting.md"

# The two columns of the README, with the functions of examples/shapes: both build, both are the
# same module, and so is what natmod migrate makes of the first.
{
    sed -n '/^\/\/ ---- Functions/,/^\/\/ rect == rect/p' examples/shapes/shapes.c | sed '$d'
    sed -n '/^\/\/ rect.contains/,/^static MP_DEFINE_CONST_FUN_OBJ_3/p' examples/shapes/shapes.c
} | sed '/^extern const mp_obj_type_t/d; s/shapes_area_obj/area_obj/' >functions.c
column() { # NUMBER: that C block of the README, with the functions behind its #include
    awk -v wanted="$1" '/^```c$/ { block++; inside = block == wanted; next } /^```/ { inside = 0 } inside' \
        "$TOP/README.md" | sed '/^#include/r functions.c'
}
mkdir before after migrated
column 1 >before/shapes.c
column 2 >after/shapes.c
cp before/shapes.c migrated/
expect_ok natmod migrate --write migrated/shapes.c
[ ! -s stderr ] || { cat stderr; fail "the README's first column does not migrate"; }
for form in before after migrated; do
    expect_ok natmod build $form/shapes.c --name shapes -o $form/shapes.mpy
    expect_ok env MICROPYPATH=$form "$NATMOD_MICROPYTHON" -c '
import shapes
rect = shapes.Rect(2, 3)
print(rect, rect.area, rect.contains(1, 2), rect.contains(2, 2), shapes.area(4), shapes.DIMENSIONS)'
    expect_same 'Rect(2, 3) 6 True False 16 2'
done
