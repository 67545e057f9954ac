#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/board.py: test modules on a board, here a MicroPython that plays one.
. "$TOP/tests/cases/lib.sh"

board() {
    NATMOD=$NATMOD python3 "$TOP/tests/board.py" --timeout 60 \
        --command "$NATMOD_MICROPYTHON $TOP/tests/board_repl.py" "$@"
}

# With a file system, which is left as it was; one module's script reads its input.
mkdir root
cd root
expect_ok board "$TOP/tests/modules/package" "$TOP/tests/modules/hal"
for line in 'x64, ABI 6\.3' 'package: ok' 'hal: ok' '2 modules, 0 failed'; do
    expect_match "^$line$" stdout
done
rm stdout stderr
rmdir "$TMP/root"
cd "$TMP"

# Without one: nobody can make a folder there.
(cd /proc/self && board "$TOP/tests/modules/package") >stdout 2>stderr || fail "no file system"
expect_match '^package: ok$' stdout

# What is wrong is shown, and the next module runs all the same.
cp -R "$TOP/tests/modules/tuples" tuples
sed -i.was '1s/.*/something else/' tuples/expected.txt
cp -R tuples raises
echo 'raise ValueError("on the board")' >raises/test.py
cp -R tuples ends
echo 'import sys; sys.exit()' >ends/test.py
cp -R tuples unbuilt
echo 'int x = ;' >>unbuilt/tuples.c
expect_fail board tuples raises ends unbuilt "$TOP/tests/modules/tuples"
for line in 'tuples: FAILED' '-something else' 'raises: FAILED' 'ValueError: on the board' 'ends: FAILED' 'unbuilt: FAILED' 'tuples: ok' \
    '5 modules, 4 failed'; do
    expect_match "^$line$" stdout
done

# A compiler without the C++ library's headers is no fault of the module's.
cp -R "$TOP/tests/modules/tuples" lacks
echo '#include <no_such.h>' >>lacks/tuples.c
cp -R lacks lacks-other
echo '<no_such.h>' >lacks/needs
echo '<other.h>' >lacks-other/needs
expect_fail board lacks lacks-other
for line in 'lacks: skipped: the compiler has no <no_such.h>' 'lacks-other: FAILED' '2 modules, 1 failed'; do
    expect_match "^$line$" stdout
done

# The timeout is for a board that says nothing, not for the whole script.
mkdir slow
cat >slow/test.py <<'END'
import time

for i in range(5):
    time.sleep_ms(700)
    print(i)
END
printf '%s\n' 0 1 2 3 4 >slow/expected.txt
cp -R slow silent
echo 'while True: pass' >silent/test.py
expect_fail board --builtin --timeout 3 silent slow
for line in 'silent: FAILED' 'no answer in 3\.0 s.*' 'slow: ok'; do
    expect_match "^$line$" stdout
done

# The firmware's own modules: nothing is built.
mkdir own
echo 'import sys; print(sys.byteorder)' >own/test.py
echo little >own/expected.txt
NATMOD=false expect_ok board --builtin own

expect_fail python3 "$TOP/tests/board.py" --command true own
expect_match '^board\.py: the connection ended'
expect_fail python3 "$TOP/tests/board.py" --port ./no-such-port own
expect_match '^board\.py: .*no-such-port'

# Whoever ends the script ends the board, with all that its command started.
cat >emulator <<'END'
#!/bin/sh
sleep 1000 &
echo $! >emulator.pid
cat
END
chmod +x emulator
python3 "$TOP/tests/board.py" --command ./emulator own &
script=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -s emulator.pid ] || sleep 0.3
done
kill $script
! wait $script || fail "ended well"
for _ in 1 2 3 4 5 6 7 8 9 10; do
    ! kill -0 "$(cat emulator.pid)" 2>/dev/null || sleep 0.3
done
if kill -0 "$(cat emulator.pid)" 2>/dev/null; then fail "the emulator is left"; fi
