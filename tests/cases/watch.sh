#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod run --watch and natmod test --watch: again after each change of a source, a header, a description
# or a script, also after one that does not compile; Ctrl-C ends all of it.
. "$TOP/tests/cases/lib.sh"

module thing <<'END'
#include "py/runtime.h"
#include "value.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_thing)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT(VALUE + PLUS)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t thing_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_thing, thing_module);
END
echo '#define VALUE 5' >thing/value.h
echo 'CFLAGS_USERMOD += -DPLUS=0' >>thing/micropython.mk
echo 'import thing; print(thing.value)' >thing/test.py
echo 5 >thing/test.py.exp
cat >loop.py <<'END'
import thing, time
print("value", thing.value)
while True:
    time.sleep(0.1)
END

expect_error '--watch needs a script' "$NATMOD" run --watch thing
expect_error '--watch' "$NATMOD" test --watch --json thing

cat >watch.py <<'END'
import glob, os, signal, subprocess, sys, time

def write(file, text):
    with open(file, "w") as out:
        out.write(text)

class Watch:
    def __init__(self, *words):
        self.out = open("out", "w+")
        self.seen = 0
        self.process = subprocess.Popen([os.environ["NATMOD"], *words], stdout=self.out, stderr=self.out,
                                        start_new_session=True)

    def expect(self, *texts):
        """All of them come, in this order."""
        for text in texts:
            deadline = time.time() + 120
            while True:
                output = open("out").read()
                at = output.find(text, self.seen)
                if at >= 0:
                    self.seen = at + len(text)
                    break
                assert time.time() < deadline, ("no " + repr(text), output[self.seen:], output)
                assert self.process.poll() is None, output
                time.sleep(0.05)

    def processes(self):
        """Those of the session."""
        found = []
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                fields = open(stat).read().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid and fields[0] != "Z":
                found.append(int(stat.split("/")[2]))
        return found

    def interrupt(self):
        # As a terminal does: to the group in the foreground.
        os.killpg(self.process.pid, signal.SIGINT)
        assert self.process.wait(timeout=60) == -signal.SIGINT, self.process.returncode
        assert self.processes() == [], self.processes()
        assert "rror" not in open("out").read()[self.seen:]

waiting = "natmod: waiting for a change; Ctrl-C ends\n"
watch = Watch("test", "--watch", "thing")
watch.expect("pass  thing/test.py\n", "1 passed, 0 failed", waiting)
write("thing/value.h", "#define VALUE 6\n")
watch.expect("natmod: thing/value.h: changed\n", "FAIL  thing/test.py: does not print", "0 passed, 1 failed", waiting)
write("thing/test.py.exp", "6\n")
watch.expect("natmod: thing/test.py.exp: changed\n", "pass  thing/test.py\n", waiting)
os.mkdir("thing/tests")
write("thing/tests/test_new.py", "import thing; assert thing.value == 6\n")
watch.expect("natmod: thing/tests: changed\n", "2 passed, 0 failed", waiting)
os.rename("thing/tests/test_new.py", "thing/test_new.py")
watch.expect("2 passed, 0 failed", waiting)
source = open("thing/thing.c").read()
write("thing/thing.c", source + "syntax error\n")
watch.expect("natmod: thing/thing.c: changed\n", "not built", waiting)
write("thing/thing.c", source.replace("VALUE", "2 * VALUE"))
watch.expect("natmod: thing/thing.c: changed\n", "0 passed, 2 failed", waiting)
write("thing/thing.c", source)
watch.expect("2 passed, 0 failed", waiting)
makefile = open("thing/micropython.mk").read()
write("thing/micropython.mk", "$(error no description)\n")
watch.expect("thing/micropython.mk: changed\n", "no description", waiting)
write("thing/micropython.mk", makefile.replace("PLUS=0", "PLUS=1"))
watch.expect("thing/micropython.mk: changed\n", "0 passed, 2 failed", waiting)
write("thing/micropython.mk", makefile)
watch.expect("2 passed, 0 failed", waiting)
# What a build and the tests themselves write is no change.
time.sleep(1)
assert open("out").read()[watch.seen:] == ""
watch.interrupt()

# A script that does not end is ended by a change, and by Ctrl-C.
watch = Watch("run", "--watch", "thing", "loop.py")
watch.expect("value 6\n")
first = watch.processes()
write("thing/value.h", "#define VALUE 7\n")
watch.expect("natmod: thing/value.h: changed\n", "value 7\n")
assert len(watch.processes()) == len(first), (first, watch.processes())
loop = open("loop.py").read()
write("loop.py", "1/0\n")
watch.expect("natmod: loop.py: changed\n", "ZeroDivisionError", waiting)
write("loop.py", loop)
watch.expect("value 7\n")
watch.interrupt()

# So is a test.
write("thing/test_new.py", "import time\nopen('started', 'w').close()\ntime.sleep(1000)\n")
write("thing/test.py.exp", "7\n")
watch = Watch("test", "--watch", "thing")
while not os.path.exists("thing/started"):
    time.sleep(0.05)
write("thing/test_new.py", "pass\n")
watch.expect("natmod: thing/test_new.py: changed\n", "2 passed, 0 failed", waiting)
watch.interrupt()
END
expect_ok python3 watch.py
