#!/bin/bash
# natmod check: a module that works, one with a missing function, and one that needs a port.
. "$TOP/tests/cases/lib.sh"

expect_ok "$NATMOD" new works
expect_ok "$NATMOD" check works
expect_match '^x64 works: works$' stdout
expect_match '^x64 works: [0-9]+ bytes of text, [0-9]+ of RAM' stdout
expect_absent works/build-natmod/works.mpy

module missing <<'END'
#include <stdio.h>
#include "py/runtime.h"
extern int no_such_function(int x);
static char buffer[4096];
static mp_obj_t use(mp_obj_t i) {
    buffer[mp_obj_get_int(i)]++;
    printf("%d\n", no_such_function(buffer[1]));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(use_obj, use);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_use), MP_ROM_PTR(&use_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_missing, module);
END
expect_fail "$NATMOD" check missing
expect_match '^x64 missing: missing/missing.c:7: missing symbol: .*no_such_function.*; ' stdout
expect_match '^x64 missing: missing/missing.c:7: note: printf: ' stdout
expect_match '^x64 missing: does not work$' stdout
sed -i '/^extern/d; s/no_such_function/(int)/' missing/missing.c
expect_ok "$NATMOD" check missing
expect_match 'note: 4096 bytes of buffer lie in the text' stdout

cp -r missing port
sed -i 's/missing/port/; /stdio.h/c #include "driver/gpio.h"
        s/return mp_const_none/gpio_set_level(1, 2); return MP_STATE_VM(dupterm_objs)/' port/missing.c
rm -rf port/build-natmod
expect_fail "$NATMOD" check port --json
python3 - <<'END' || fail "not the expected JSON"
import json
report = json.load(open("stdout"))
(module,) = report["x64"]["modules"]
assert not report["x64"]["works"] and not module["works"]
found = {f["kind"]: f for f in module["findings"]}
assert found["port-header"]["where"] == "port/missing.c:1", found
assert "ESP-IDF" in found["port-header"]["text"]
assert any("gpio_set_level" in f["text"] for f in module["findings"]), module
assert found["firmware-state"]["where"] == "port/missing.c:7", found
assert "machine" in found["port-header"]["hint"], found
END
