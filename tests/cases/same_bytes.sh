#!/bin/sh
# SPDX-License-Identifier: MIT
# Of every test module: no path of the machine that builds is in its .mpy, even with assert(), and
# another user with another locale, in another folder, gets the same bytes.
. "$TOP/tests/cases/lib.sh"
chmod 711 .
mkdir -p "first/$(id -u)" second "other folder" other_home
cp -r "$TOP"/tests/modules/*/ "$TOP"/examples/*/ "first/$(id -u)"
cp -r "first/$(id -u)"/* "other folder"
as_other=""
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    as_other="setpriv --reuid 12345 --regid 12345 --clear-groups"
    chown -R 12345 second "other folder" other_home
fi
as_other() {
    $as_other env -i PATH="$PATH" HOME="$TMP/other_home" LC_ALL=tr_TR.UTF-8 LANGUAGE=de TZ=Asia/Tokyo \
        NATMOD_SDK="$NATMOD_SDK" "$NATMOD" "$@"
}
as_other build --help >/dev/null 2>&1 || as_other=""  # where others may not read this tree

built=0
for folder in "first/$(id -u)"/*/; do
    name=$(basename "$folder")
    rm -rf "$folder/build-natmod"
    [ -e "$folder/micropython.mk" ] || [ -e "$folder/micropython.cmake" ] || continue
    ! [ -e "$folder/archs" ] || grep -q -w x64 "$folder/archs" || continue
    flags=$(cat "$folder/flags" 2>/dev/null || true)
    eval "set -- $flags --cflags -UNDEBUG --arch x64"
    mkdir one two
    expect_ok "$NATMOD" build "$folder" "$@" -o one/
    for path in "$TMP" "$TOP" "$HOME/" "$NATMOD_SDK" build-natmod /usr/; do
        ! grep -a -r -F --include='*.mpy' -e "$path" one || fail "$name has $path"
    done
    chmod 777 two
    as_other build "other folder/$name" "$@" -o two/ >stdout 2>stderr || fail "$name: $(cat stderr)"
    diff -r -x '*.elf' one two || fail "$name has other bytes for another user"
    built=$((built + 1))  # (a symbol file, .elf, has paths, for debuggers)
    rm -rf one two
done
[ $built -gt 50 ] || fail "$built modules"
