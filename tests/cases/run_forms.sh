#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod run: code, a script with arguments, standard input; a folder, a source, a .mpy file.
. "$TOP/tests/cases/lib.sh"

module thing <<'END'
#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_thing)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT(5)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t thing_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_thing, thing_module);
END
cat >script.py <<'END'
import sys
import thing
print(thing.value, sys.argv)
sys.exit(int(sys.argv[-1]))
END
code='import thing; print(thing.value)'

# A folder of the module's name is in the current one, which `import` looks at first.
expect_ok "$NATMOD" run thing -c "$code"
expect_same 5
[ ! -s stderr ] || fail "run is not silent: $(cat stderr)"
status=0
"$NATMOD" run thing script.py --flag -c 3 >stdout 2>stderr || status=$?
[ $status -eq 3 ] || fail "status $status: $(cat stderr)"
expect_same "5 ['script.py', '--flag', '-c', '3']"
echo "$code" >stdin.py
"$NATMOD" run thing <stdin.py >stdout
expect_same 5

# A traceback names the script; one that is missing is an error.
echo 'import thing; thing.nothing' >raises.py
! "$NATMOD" run thing raises.py 2>stderr || fail "succeeded"
expect_match 'File "raises.py", line 1'
expect_error '^natmod: nosuch.py: error: there is no such script' "$NATMOD" run thing nosuch.py

# Elsewhere nothing hides it; a source and a file run as well.
mkdir other
cd other
expect_ok "$NATMOD" run ../thing -c "$code"
expect_same 5
status=0
"$NATMOD" run ../thing ../script.py 4 >stdout || status=$?
[ $status -eq 4 ] || fail "status $status"
"$NATMOD" run ../thing <../stdin.py >stdout
expect_same 5
expect_ok "$NATMOD" run ../thing/thing.c -c "$code"
expect_same 5
expect_ok "$NATMOD" run ../thing/build-natmod/x64/thing.mpy -c "$code"
expect_same 5
# What was importable still is.
mkdir libs
echo 'value = 8' >libs/helper.py
expect_ok env MICROPYPATH=libs "$NATMOD" run ../thing -c 'import thing, helper; print(helper.value)'
expect_same 8
cd ..

# MicroPython's own errors and status come through.
status=0
"$NATMOD" run thing -c '1/0' >stdout 2>stderr || status=$?
[ $status -eq 1 ] || fail "status $status"
expect_match 'ZeroDivisionError'

# What cannot run.
expect_error 'no-such-micropython' "$NATMOD" run thing --firmware no-such-micropython -c "$code"
expect_error 'does not load native modules' "$NATMOD" run thing --firmware /bin/true -c "$code"
expect_error 'not armv7m' "$NATMOD" run thing --arch armv7m -c "$code"
expect_error 'away\.mpy' "$NATMOD" run away.mpy -c "$code"
echo 'syntax error' >>thing/thing.c
expect_error 'not built' "$NATMOD" run thing -c "$code"
