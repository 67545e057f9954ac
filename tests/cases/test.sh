#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod test: which scripts it finds, what makes one pass, fail or be skipped, and what it says.
. "$TOP/tests/cases/lib.sh"

# results: the output without the first line, which names the firmware, and the seconds.
results() {
    sed -e 1d -e 's/ in [0-9.]* s$//' stdout
}

# What natmod new makes passes at once, also from its own folder.
expect_ok "$NATMOD" new fresh
expect_ok "$NATMOD" test fresh
results >lines
expect_same 'pass  fresh/test.py
1 passed, 0 failed' lines
(cd fresh && expect_ok "$NATMOD" test)
expect_match '^pass  test\.py$' fresh/stdout

module thing <<'END'
#include "py/runtime.h"
static int *volatile nowhere;
static mp_obj_t crash(void) { return mp_obj_new_int(*nowhere); }
static MP_DEFINE_CONST_FUN_OBJ_0(crash_obj, crash);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_thing)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT(5)},
    {MP_ROM_QSTR(MP_QSTR_crash), MP_ROM_PTR(&crash_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t thing_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_thing, thing_module);
END
expect_error '^natmod: thing: error: there are no test scripts' "$NATMOD" test thing

# What passes: beside the module and below tests/, each in its own folder. What has the module's name
# does not hide it, and what begins with '_' is no test.
mkdir -p thing/tests/deep/helper thing/tests/build-natmod
echo 'import thing; print(thing.value)' >thing/test_plain.py
echo 5 >thing/test_plain.py.exp
echo 'import thing; assert thing.value == 5' >thing/test_status.py
echo 'import thing; print(thing.value); 1/0' >thing/tests/fails.py
printf '5\nTraceback (most recent call last):\n  File "fails.py", line 1, in <module>\nZeroDivisionError: divide by zero\nCRASH' >thing/tests/fails.exp
echo 'import thing, helper; print(thing.value, open("data").read())' >thing/tests/deep/reads.py
: >thing/tests/deep/helper/_no_test.py
echo data >thing/tests/deep/data
printf '5 data\n\n' >thing/tests/deep/expected.txt
echo no module >thing/tests/deep/thing.mpy
printf 'print("SKIP")\nraise SystemExit\n' >thing/tests/skips.py
echo 'syntax error' >thing/tests/_not.py
cp thing/tests/_not.py thing/other.py
cp thing/tests/_not.py thing/tests/build-natmod/made.py
expect_ok "$NATMOD" test thing --jobs 1
[ -z "$(sed '/^x64 /d' stderr)" ] || fail "more on standard error: $(cat stderr)"
expect_match '^5 scripts on x64 ' stdout
results >lines
expect_same 'pass  thing/test_plain.py
pass  thing/test_status.py
pass  thing/tests/deep/reads.py
pass  thing/tests/fails.py
skip  thing/tests/skips.py
4 passed, 0 failed, 1 skipped' lines
# The same with any number of jobs, for a source and a file.
cp lines one_by_one
for target in "thing --jobs 8" thing/micropython.mk thing/thing.c; do
    # shellcheck disable=SC2086
    expect_ok "$NATMOD" test $target
    results >lines
    diff one_by_one lines || fail "not the same: $target"
done
cp thing/build-natmod/x64/thing.mpy thing/
expect_ok "$NATMOD" test thing/thing.mpy
rm thing/thing.mpy
results >lines
diff one_by_one lines || fail "not the same for a file"

# Python parts of a module are in its folder.
echo 'from thing import value' >thing/thing_more.py
echo 'from thing_more import value; print(value)' >thing/tests/part.py
expect_ok "$NATMOD" test thing -k part
rm thing/thing_more.py thing/tests/part.py

# MicroPython has a module of that name: some of them come before any file, some do not.
for name in math random; do
    sed "s/MP_QSTR_thing/MP_QSTR_$name/" thing/thing.c | module $name
    echo "import $name" >$name/test.py
    expect_ok "$NATMOD" test $name
    cp stderr $name.err
done
expect_match '^natmod: math\.mpy: warning: `import math` finds MicroPython' math.err
! grep warning random.err || fail "a warning of a module that a file hides"

# Some of them.
expect_ok "$NATMOD" test thing -k plain
expect_match '^1 passed, 0 failed' stdout
expect_error "no test script has 'nothing' in its name" "$NATMOD" test thing -k nothing
expect_ok "$NATMOD" test thing --scripts thing/tests/deep --scripts thing/test_status.py
results >lines
expect_same 'pass  thing/tests/deep/reads.py
pass  thing/test_status.py
2 passed, 0 failed' lines
expect_error '^natmod: away: error: there is no such script' "$NATMOD" test thing --scripts away
mkdir empty
expect_error '^natmod: empty: error: no Python script' "$NATMOD" test thing --scripts empty

# What fails, and what is said of it.
mkdir bad
echo 'import thing; print(thing.value); print("same")' >bad/differs.py
printf '4\nsame\n' >bad/differs.py.exp
echo 'import thing; thing.crash()' >bad/crash.py
printf 'print("so far")\nwhile True:\n    pass\n' >bad/hangs.py
printf 'import thing\n\nassert thing.value == 6, "not six"\n' >bad/raises.py
echo 'import no_such_module' >bad/imports.py
printf 'import unittest\nunittest.main()\n' >bad/unit.py
export MICROPYPATH=
expect_fail "$NATMOD" test thing --scripts bad --timeout 1
results >lines
sed -n '1,/^$/p' lines >first
expect_same 'FAIL  bad/crash.py: crashes MicroPython: signal 11 (Segmentation fault)
FAIL  bad/differs.py: does not print bad/differs.py.exp
FAIL  bad/hangs.py: still runs after 1 s
FAIL  bad/imports.py: exit status 1
FAIL  bad/raises.py: exit status 1
FAIL  bad/unit.py: MicroPython has no unittest here
' first
for line in '-4' '\+5' 'so far' 'hint: --timeout SECONDS .*' 'AssertionError: not six' \
    "ImportError: no module named 'no_such_module'" 'hint: micropython -m mip install unittest .*'; do
    expect_match "^$line\$" lines
done
[ "$(tail -n 1 lines)" = '0 passed, 6 failed' ] || fail "the summary: $(tail -n 1 lines)"
[ "$(grep -c '^natmod' stderr)" = 0 ] || fail "errors beside the results: $(cat stderr)"

# What programs read.
expect_fail "$NATMOD" test --json thing --scripts bad --timeout 1 --junit out/junit.xml
cat >ask.py <<'END'
import json, xml.etree.ElementTree as xml
r = json.load(open("stdout"))
assert r["schema"] == 1 and r["command"] == "test" and not r["ok"], r
assert [x["script"] for x in r["results"]] == ["bad/%s.py" % n for n in
    ("crash", "differs", "hangs", "imports", "raises", "unit")], r
assert all(x["verdict"] == "fail" and x["arch"] == "x64" and x["module"] == "thing" for x in r["results"])
assert r["results"][0]["status"] == 139 and r["results"][1]["expected"] == "bad/differs.py.exp", r
f = r["findings"]
assert len(f) == 6 and all(x["kind"] == "test-failed" and x["severity"] == "error" for x in f), f
assert f[4]["place"] == {"file": "bad/raises.py", "line": 3}, f[4]
assert "-4\n+5\n same" in f[1]["text"], f[1]
suites = xml.parse("out/junit.xml").getroot()
assert suites.tag == "testsuites" and suites.get("failures") == "6", suites.attrib
cases = list(suites.iter("testcase"))
assert len(cases) == 6 and "not six" in cases[4].find("failure").text
assert cases[2].find("failure").get("message") == "still runs after 1 s"
END
python3 ask.py || fail "not so: $(cat stdout)"
expect_fail "$NATMOD" test --github thing --scripts bad/raises.py
expect_match '^::error file=bad/raises.py,line=3,title=natmod: test failed::exit status 1%0A.*AssertionError' stdout
expect_ok "$NATMOD" test --json thing
python3 -c '
import json
r = json.load(open("stdout"))
assert r["ok"] and r["findings"] == [] and [x["verdict"] for x in r["results"]] == ["pass"] * 4 + ["skip"], r' ||
    fail "not so: $(cat stdout)"

# unittest: its cases count, and it says itself whether they passed.
mkdir -p unit/lib
cat >unit/lib/unittest.py <<'END'
# As much of it as prints the lines that count.
def main(cases="3", result="OK"):
    print("-" * 70)
    print("Ran %s tests\n" % cases)
    print(result)
END
echo 'import unittest, thing; unittest.main()' >unit/good.py
echo 'import unittest, thing; unittest.main("4", "OK (skipped=1)")' >unit/skips.py
echo 'import unittest, thing; unittest.main("5", "FAILED (failures=1, errors=2)")' >unit/wrong.py
echo 'import unittest, thing' >unit/forgets.py
expect_fail env MICROPYPATH=unit/lib "$NATMOD" test thing --scripts unit/good.py --scripts unit/skips.py \
    --scripts unit/wrong.py --scripts unit/forgets.py
results >lines
expect_match '^pass  unit/good.py \(3 cases\)$' lines
expect_match '^pass  unit/skips.py \(4 cases, 1 skipped\)$' lines
expect_match '^FAIL  unit/wrong.py: 3 of 5 cases failed \(5 cases\)$' lines
expect_match '^FAIL  unit/forgets.py: imports unittest, but runs no cases$' lines
expect_match '^hint: end the script with unittest.main\(\)$' lines
expect_match '^2 passed, 2 failed \(11 cases\)$' lines

# --update writes what they print, where there is something to write.
cp -r thing/tests copy
rm copy/fails.*
echo 'print("new")' >copy/new.py
echo 'import thing' >copy/quiet.py
echo changed >copy/deep/data
expect_ok "$NATMOD" test thing --scripts copy --update
printf '5 changed\n\n' | diff - copy/deep/expected.txt || fail "not updated"
expect_match '^pass  copy/new.py \(wrote copy/new.py.exp\)$' stdout
expect_ok "$NATMOD" test thing --scripts copy --update
! grep wrote stdout || fail "nothing changed"
chmod a-w copy/new.py.exp
echo 'print("newer")' >copy/new.py
expect_error '^natmod: copy/new.py.exp: error: is read-only' "$NATMOD" test thing --scripts copy --update
expect_same new copy/new.py.exp
rm copy/new.py*
expect_absent copy/quiet.py.exp copy/skips.py.exp
cp bad/raises.py bad/differs.py* copy/
expect_fail "$NATMOD" test thing --scripts copy --update
expect_match '^FAIL  copy/raises.py' stdout
expect_absent copy/raises.py.exp
expect_match '^5$' copy/differs.py.exp

# A module that does not compile: all of its scripts in one line.
cp -r thing broken
echo 'syntax error' >>broken/thing.c
expect_fail "$NATMOD" test broken
expect_match '^FAIL  x64 .*: not built$' stdout
expect_match '^natmod: .*error: '
expect_match '^0 passed, 1 failed' stdout

# No MicroPython.
expect_error 'no-such-micropython is not found' "$NATMOD" test thing --firmware-from no-such-micropython
expect_error 'no MicroPython here that runs modules for xtensawin' "$NATMOD" test thing --arch xtensawin
expect_error 'does not load native modules' "$NATMOD" test thing --firmware-from /bin/true
expect_error 'which --no-run forbids' "$NATMOD" test thing --no-run
(
    unset NATMOD_MICROPYTHON
    export NATMOD_FIRMWARE_DIR="$TMP/none"
    command -v micropython >/dev/null || {
        expect_error 'there is no micropython in PATH' "$NATMOD" test thing
        expect_match '^hint: natmod firmware get '
    }
    expect_error 'no MicroPython here that runs modules for armv6m' "$NATMOD" test thing --arch armv6m
    expect_match '^hint: natmod firmware get trixie-armhf'
    expect_error 'trixie-armhf is not found' "$NATMOD" test thing --firmware-from trixie-armhf
    expect_match '^hint: natmod firmware get trixie-armhf'
    expect_error 'no firmware of the list is unpacked' "$NATMOD" test thing --firmware-from all
)

# Ctrl-C: what ran so far is said, nothing goes on, and the shell sees the signal.
mkdir slow
echo 'print(1)' >slow/a.py
printf 'import time\nopen("started", "w").close()\ntime.sleep(1000.5)\n' >slow/b.py
cp slow/a.py slow/c.py
cat >interrupt.py <<'END'
import os, signal, subprocess, time
for jobs in "1", "3":
    if os.path.exists("slow/started"):
        os.remove("slow/started")
    process = subprocess.Popen([os.environ["NATMOD"], "test", "thing", "--scripts", "slow", "--jobs", jobs],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    first = process.stdout.readline() + process.stdout.readline()
    while not os.path.exists("slow/started") and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    out = first + out
    assert process.returncode == -signal.SIGINT, (process.returncode, out, err)
    assert "pass  slow/a.py" in out and "1 passed, 0 failed" in out and "b.py" not in out, out
    assert "interrupted" in err and "error" not in err, err
END
expect_ok python3 interrupt.py
