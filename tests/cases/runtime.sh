#!/bin/sh
# SPDX-License-Identifier: MIT
# The runtime: of sdk/rt only the files are compiled that a module needs, the index from which that
# is known is complete, and builds side by side do not hurt each other.
. "$TOP/tests/cases/lib.sh"
export NATMOD_CACHE="$TMP/cache"

expect_ok "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/first" --arch x64
expect_match '^x64 compiled the runtime, once: [0-9]+ files$'
count=$(ls cache/rt/x64-*/*.o | wc -l)
grep -q ": $count files" stderr || fail "$count files are compiled"
[ "$count" -le 12 ] || fail "shapes needs $count files"
expect_ok "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/second" --arch x64
! grep "compiled the runtime" stderr || fail "compiled again"

# A release has it compiled, for the sources that it was compiled from.
cp -r "$TOP/sdk" sdk
expect_ok env NATMOD_CACHE="$TMP/prebuild-cache" "$NATMOD" sdk --prebuild sdk --arch x64
expect_match '^x64: .*[0-9]' stdout
ready() { # NAME
    expect_ok env NATMOD_CACHE="$TMP/$1-cache" NATMOD_SDK="$TMP/sdk" "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/$1" --arch x64
}
ready prebuilt
! grep "compiled the runtime" stderr || fail "compiled what is there"
cmp first/x64/shapes.mpy prebuilt/x64/shapes.mpy || fail "another module"
rm "sdk/lib/x64-6.3/$(basename "$(ls cache/rt/x64-*/*.o | head -1)")"
ready partly
expect_match '^x64 compiled the runtime, once: 1 file$'
echo '// changed' >>sdk/rt/py/obj.c
ready changed
expect_match "^x64 compiled the runtime, once: $count files$"

# Two builds at once, with an empty cache.
rm -rf cache
for i in 1 2 3; do
    "$NATMOD" build "$TOP/tests/modules/cfiles" --build-dir "$TMP/at_once$i" --arch x64 2>log$i &
done
wait
for i in 1 2 3; do cmp at_once1/x64/cfiles.mpy at_once$i/x64/cfiles.mpy || fail "$(cat log$i)"; done
compiled=$(sed -n 's/.*once: \([0-9]*\) files*/\1/p' log? | awk '{ sum += $1 } END { print sum }')
[ "$compiled" -eq "$(ls cache/rt/x64-*/*.o | wc -l)" ] || fail "$compiled files compiled: some twice"

# A cache of which something is gone, as after a sweep of old files, or empty, as after a crash.
damage() {
    rm -rf again
    expect_ok "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/again" --arch x64
    cmp first/x64/shapes.mpy again/x64/shapes.mpy || fail "another module: $1"
}
for file in librt.a libfallback.a build.ninja settings.ninja .ninja_log .lock; do
    rm -f cache/rt/x64-*/$file
    damage "without $file"
    rm -f cache/rt/x64-*/*.o cache/rt/x64-*/$file
    damage "without objects and $file"
done
for object in cache/rt/x64-*/*.o; do : >"$object"; done
damage "empty objects"
for file in librt.a libfallback.a build.ninja; do
    rm cache/rt/x64-*/*.o
    : >"$(echo cache/rt/x64-*/$file)"
    damage "empty $file"
done

# The index has all that the objects define, and little more (other architectures' names).
for arch in x64 armv6m xtensa rv32imc xtensawin; do
    "$NATMOD" build "$TOP/examples/shapes" --build-dir "$TMP/$arch" --arch $arch 2>stderr || continue
    cd cache/rt/$arch-*
    ninja -f build.ninja >log || fail "$(cat log)"
    nm -A -g --defined-only ./*.o | sed 's,^./\(.*\):[^:]* \([^ ]*\)$,\1 \2,' | sort -u >defined
    sed -s 1d librt.a libfallback.a | awk '{ for (i = 2; i <= NF; i++) print $1, $i }' | sort -u >index
    missing=$(comm -23 defined index)
    [ -z "$missing" ] || fail "$arch: source/c_outline.cpp does not see that these define: $missing"
    cd "$TMP"
done
