#!/bin/sh
# SPDX-License-Identifier: MIT
# What is different on a terminal: colors, and one line of progress; --color, NO_COLOR and -q.
. "$TOP/tests/cases/lib.sh"

cat >terminal.py <<'END'
# terminal.py WORDS...: runs the command on a terminal 60 columns wide; prints all that it writes there.
import fcntl, os, pty, struct, subprocess, sys, termios
ours, theirs = pty.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
process = subprocess.Popen(sys.argv[1:], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
os.close(theirs)
output = b""
while True:
    try:
        more = os.read(ours, 65536)
    except OSError:
        break
    if not more:
        break
    output += more
process.wait()
sys.stdout.buffer.write(output)
END
export TERM=xterm
unset NO_COLOR
escape=$(printf '\033')

expect_ok "$NATMOD" new good
expect_ok "$NATMOD" new bad
printf 'syntax error\n' >>bad/bad.c
echo 1/0 >bad/test.py
touch=0
# changed NAME: the module will be compiled again.
changed() {
    touch=$((touch + 1))
    echo "// $touch" >>"$1/$1.c"
}

# A terminal gets colors: Natmod's errors, compilers' errors, results of tests, diffs.
python3 terminal.py "$NATMOD" build bad >out
expect_match "bad/bad.c:[0-9]+:[0-9]+: $escape\[[0-9;]*m.*error:$escape\[0m" out
expect_match "natmod: .*bad: $escape.*error:$escape\[0m not built" out
expect_match "${escape}\[36mhint:$escape\[0m " out
echo wrong >good/test.py.exp
python3 terminal.py "$NATMOD" test good >out
expect_match "FAIL$escape\[0m  good/test.py" out
expect_match "${escape}.*-wrong$escape\[0m" out
expect_match "${escape}\[32m\+good: ok$escape\[0m" out
rm good/test.py.exp
python3 terminal.py "$NATMOD" test good >out
expect_match "${escape}\[32mpass$escape\[0m  good/test.py" out

# Not with NO_COLOR, on a dumb terminal, or with --color never; nor in a file, but with --color always.
for words in "env NO_COLOR=1 $NATMOD test" "env TERM=dumb $NATMOD test" "$NATMOD test --color never"; do
    # shellcheck disable=SC2086
    python3 terminal.py $words bad >out
    expect_match 'FAIL  x64' out
    ! grep -q "$escape\[[0-9;]*m" out || fail "colors: $words"
done
NO_COLOR='' python3 terminal.py "$NATMOD" test good >out
expect_match "${escape}\[32mpass" out
expect_ok "$NATMOD" test good
! grep -q "$escape" stdout stderr || fail "escapes in a file"
expect_ok env NO_COLOR=1 "$NATMOD" test good --color always
expect_match "${escape}\[32mpass" stdout
expect_error '--color' "$NATMOD" test good --color sometimes

# Progress: one line on a terminal, which is removed again and fits; lines elsewhere; none with -q.
changed good
python3 terminal.py "$NATMOD" build good --color never >out
tr '\r' '\n' <out | grep "^$escape\[K" | sed "s/^$escape\[K//" >progress
expect_match '^x64 \[[0-9]+/[0-9]+\] ' progress
[ -z "$(tail -n 1 progress)" ] || tail -n 1 progress | grep -q '\.mpy$' || fail "progress is left: $(tail -n 1 progress)"
[ "$(awk 'length > 59' progress)" = "" ] || fail "wider than the terminal: $(awk 'length > 59' progress)"
changed good
expect_ok "$NATMOD" build good
expect_match '^x64 \[[0-9]+/[0-9]+\] cc good.c$'
for command in "build" "build --color always" "package -o out.d --arch x64" "test"; do
    changed good
    # shellcheck disable=SC2086
    expect_ok "$NATMOD" $command good -q
    ! grep -E '^x64 ' stderr || fail "progress in spite of -q: $command"
done
expect_error '' "$NATMOD" build -q -v good

# Several: which of them it is.
changed good
expect_ok "$NATMOD" build good --arch x64,armv7m
expect_match '^1/2 x64 \[[0-9]+/[0-9]+\] '
expect_match '^2/2 armv7m \[[0-9]+/[0-9]+\] '
changed good
expect_ok "$NATMOD" package good -o out.d --arch x64,armv7m --url http://localhost/
expect_match '^2/2 armv7m \[[0-9]+/[0-9]+\] '
cp good/test.py good/test_2.py
python3 terminal.py "$NATMOD" test good --color never >out
tr '\r' '\n' <out | grep -q "^$escape\[K\[1/2\]" || fail "no progress of tests: $(cat -v out)"
# -q: what fails, and the sum.
expect_ok "$NATMOD" test -q good
expect_match '^2 passed, 0 failed in ' stdout
[ "$(wc -l <stdout)" = 1 ] || fail "more than the sum: $(cat stdout)"
echo 1/0 >good/test_2.py
expect_fail "$NATMOD" test -q good
! grep -q '^pass' stdout || fail "more than what fails"
expect_match '^FAIL  good/test_2.py: exit status 1$' stdout
