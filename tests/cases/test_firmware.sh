#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod test in several firmwares and architectures at once, and natmod firmware, which lists and
# unpacks them.
. "$TOP/tests/cases/lib.sh"

expect_ok "$NATMOD" firmware
[ "$(grep -c '^[a-z]' stdout)" = "$(grep -c '^[a-z]' "$TOP/scripts/firmware.txt")" ] || fail "not the list"
expect_match '^trixie-armhf +1\.25\.0  armv6m armv7m armv7emsp armv7emdp$' stdout
expect_ok "$NATMOD" firmware --json
python3 -c '
import json
row = json.load(open("stdout"))[0]
assert row["name"] == "trixie-amd64" and row["abi"] == "6.3" and row["archs"] == ["x64"], row'
expect_error 'there is no firmware trixie-armhv in the list' "$NATMOD" firmware get trixie-armhv
expect_match '^hint: did you mean trixie-armhf\?'
expect_error 'needs a name' "$NATMOD" firmware get
# Where there is nothing to unpack from.
if [ -x /usr/bin/apt-get ]; then
    expect_error 'trixie-armhf could not be unpacked' env NATMOD_FIRMWARE_DIR="$TMP/none" \
        NATMOD_DEBIAN_MIRROR=http://localhost:1/ APT_CONFIG=/dev/null "$NATMOD" firmware get trixie-armhf
fi

case $ROWS in
*trixie-armhf* | *trixie-i386*) ;;
*) exit 0 ;; # tests of one MicroPython only
esac
expect_ok "$NATMOD" firmware get trixie-armhf
expect_same "$TOP/build/firmware/trixie-armhf/micropython"
expect_ok "$NATMOD" new thing
expect_ok "$NATMOD" run thing --firmware trixie-armhf thing/test.py
expect_match '^thing: ok$' stdout

# Each firmware with its own architecture, or those asked for; the lines keep their order.
printf 'import sys\nprint(sys.implementation._mpy >> 10)\n' >arch.py
for jobs in 1 4; do
    expect_fail "$NATMOD" test thing --firmware-from trixie-armhf,trixie-amd64 --arch armv6m,armv7emsp,x64 \
        --scripts thing/test.py --scripts arch.py --update --jobs $jobs
    grep -E '^(pass|FAIL) ' stdout | sed 's/ (wrote [^ ]*)$//' | awk '!seen[$0]++' >lines
    expect_same 'pass  armv6m trixie-armhf  thing/test.py
pass  armv6m trixie-armhf  arch.py
pass  armv7emsp trixie-armhf  thing/test.py
pass  armv7emsp trixie-armhf  arch.py
pass  x64 trixie-amd64  thing/test.py
FAIL  x64 trixie-amd64  arch.py: does not print arch.py.exp' lines
    expect_match '^5 passed, 1 failed' stdout
done
for arch in armv6m armv7emsp x64; do
    [ -f thing/build-natmod/$arch/thing.mpy ] || fail "not built for $arch"
done
expect_ok "$NATMOD" test thing --firmware-from trixie-i386 --firmware-from sid-armhf --junit junit.xml
expect_match '^pass  x86 trixie-i386  thing/test.py$' stdout
expect_match '^pass  armv7[a-z]* sid-armhf  thing/test.py$' stdout
[ "$(grep -c '<testsuite ' junit.xml)" = 2 ] || fail "not a test suite for each firmware"

# Without a name, a firmware that is unpacked and runs the architecture.
expect_ok "$NATMOD" test thing --arch x64,armv7m
expect_match '^pass  armv7m trixie-armhf  thing/test.py$' stdout
expect_ok "$NATMOD" test thing --arch all
expect_match '^pass  x86 trixie-i386  thing/test.py$' stdout
expect_match '^natmod: note: there is no MicroPython here that runs modules for rv64imc'
expect_error 'no firmware that --firmware-from names runs x86' "$NATMOD" test thing \
    --firmware-from trixie-amd64 --arch x64,x86

# One that is not built does not keep the others from their tests.
printf 'ifdef NOTHING\nendif\nCFLAGS_USERMOD += -DTHING\n' >>thing/micropython.mk
printf '\n#if defined(THING) && defined(__arm__)\n#error not here\n#endif\n' >>thing/thing.c
expect_fail "$NATMOD" test thing --arch armv7m,x64
expect_match '^FAIL  armv7m trixie-armhf: not built$' stdout
expect_match '^pass  x64 [^ ]*  thing/test.py$' stdout
