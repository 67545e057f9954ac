#!/bin/sh
# SPDX-License-Identifier: MIT
# The cache: damage is noticed, and costs a compilation, never a build. Nothing is believed that
# another user could have written.
. "$TOP/tests/cases/lib.sh"
unset XDG_CACHE_HOME
export HOME="$TMP/home" NATMOD_CACHE="$TMP/cache" TMPDIR="$TMP/temporary"
mkdir home temporary

# build: the module, in a folder of its own, as the first time.
build() {
    rm -rf build
    expect_ok "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/build" --arch x64 "$@"
    if [ -e right.mpy ] && [ $# = 0 ]; then cmp right.mpy build/x64/shapes.mpy || fail "another module"; fi
}
# expect_note REGEX: the build said so in one line, and has not used the cache.
expect_note() {
    expect_match "^natmod: .*note: the cache is not used: .*$1"
    [ "$(grep -c '^natmod: ' stderr)" = 1 ] || fail "$(cat stderr)"
}
build
cp build/x64/shapes.mpy right.mpy
[ "$(stat -c %a cache)" = 700 ] || fail "others may look into the cache"
build
! grep 'compiled the runtime' stderr || fail "compiled again"

# Each file cut short, empty, with a changed byte in its middle, a folder, gone.
find cache -type f ! -name .lock ! -name used >files
[ "$(wc -l <files)" -gt 8 ] || fail "$(cat files)"
damage() {
    case $1 in
        half) truncate -s "$(($(stat -c %s "$2") / 2))" "$2" ;;
        empty) : >"$2" ;;
        changed) printf '\125' | dd of="$2" bs=1 seek="$(($(stat -c %s "$2") / 2))" conv=notrunc 2>/dev/null ;;
        folder) rm "$2" && mkdir "$2" ;;
        pipe) rm "$2" && mkfifo "$2" ;;
        gone) rm "$2" ;;
    esac
}
for how in half empty changed gone pipe; do
    while read -r file; do
        case $file in *ninja_log* | *settings.ninja) continue ;; esac
        damage $how "$file"
    done <files
    build
    ! grep '^natmod: ' stderr || fail "$how: $(cat stderr)"
    build
    ! grep 'compiled the runtime' stderr || fail "$how: not healed"
done
# A linker script, say, that somebody else wrote.
for object in cache/rt/x64-*/*.o; do
    damage changed "$object"
    expect_ok "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/build" --arch x64 -D "UNUSED_$(basename "$object" | tr . _)"
    cmp right.mpy build/x64/shapes.mpy || fail "believed $object"
done

# Kinds of entries that cannot be written.
for kind in rt toolchains sdk; do
    rm -rf cache/$kind
    : >cache/$kind
    build
    expect_note .
    rm cache/$kind
done

# A cache that is full, from the start or in the middle of the runtime.
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=200k tmpfs small 2>/dev/null; then
    for room in 0 4 40; do
        rm -rf small/natmod small/ballast
        size=$((200 - room))
        dd if=/dev/zero of=small/ballast bs=1k count=$size 2>/dev/null || true
        (export NATMOD_CACHE="$TMP/small/natmod"; build && expect_note . && build) || { umount small; fail "$room KB free"; }
    done
    umount small
fi

# What others may write.
chmod 777 cache
find cache -type f ! -name .lock | xargs ls -l --full-time >before
build
expect_note 'everybody can write there'
find cache -type f ! -name .lock | xargs ls -l --full-time >after
diff before after || fail "written to"
chmod 700 cache
if [ "$(id -u)" = 0 ]; then
    for file in cache/toolchains/* cache/rt/x64-*/*.o; do
        damage changed "$file"  # would be noticed, but not even the seal is believed
        chown 12345 "$file"
    done
    build
    chown 12345 cache
    build
    expect_note 'another user'
    chown 0 cache
    # The same for those who have no cache of their own: a name in /tmp that others can foresee.
    rm -rf temporary/*
    mkdir -m 777 "temporary/natmod-cache-0" && chown 12345 temporary/natmod-cache-0
    (unset HOME NATMOD_CACHE; expect_ok "$NATMOD" toolchains)
    [ -z "$(ls temporary/natmod-cache-0)" ] || fail "a folder of another user is written to"
    rm -rf temporary/*
    mkdir "$TMP/elsewhere" && ln -s "$TMP/elsewhere" temporary/natmod-cache-0
    (unset HOME NATMOD_CACHE; expect_ok "$NATMOD" toolchains)
    [ -z "$(ls elsewhere)" ] || fail "a link of another user is followed"
fi
NATMOD_CACHE=/dev/null/cache build
expect_note 'cannot be made'
for file in build/cache/rt/x64-*/*.o; do [ -s "$file" ] || fail "no cache in the build folder"; done

# Sweeping: what nobody has used for a month goes when something new comes.
mkdir cache/rt/x64-6.3-old cache/rt/x64-6.3-new
: >cache/rt/x64-6.3-old/used
: >cache/rt/x64-6.3-new/used
: >cache/toolchains/old.json
: >cache/rt/x64-6.3-old/f.o
touch -d '40 days ago' cache/rt/x64-6.3-old/used cache/toolchains/old.json
touch -d '20 days ago' cache/rt/x64-6.3-new/used
truncate -s 90M cache/rt/x64-6.3-new/large.o  # sparse
used=$(dirname cache/rt/x64-*/librt.a)
touch -d '3 days ago' "$used/used"
build
[ -e cache/rt/x64-6.3-old ] || fail "swept though nothing was added"
[ -n "$(find "$used/used" -mmin -10)" ] || fail "its use is not seen"
build --abi 6.2
expect_absent cache/rt/x64-6.3-old cache/toolchains/old.json
[ -e cache/rt/x64-6.3-new ] || fail "swept too early"
# No more than 100 MB, and the oldest goes first.
truncate -s 120M cache/rt/x64-6.3-new/large.o
build --abi 6.1
expect_absent cache/rt/x64-6.3-new
[ -e "$used" ] || fail "swept what a build may be using"

# The same SDK elsewhere, unpacked at another time, has the same runtime.
rm -rf cache
cp -r "$TOP/sdk" sdk
export NATMOD_SDK="$TMP/sdk"
build
find sdk -type f -exec touch {} +
build
! grep 'compiled the runtime' stderr || fail "another time of the SDK's files, another entry"
file=sdk/rt/start/start_objects.c
[ -e $file ] || file=$(ls sdk/rt/*/*.c | head -1)
time=$(stat -c %y "$file")
echo '// another' >>"$file"
touch -d "$time" "$file"
build
[ "$(ls cache/rt | wc -l)" = 2 ] || fail "another content, the same entry"
