#!/bin/bash
# SPDX-License-Identifier: MIT
# natmod check on a module that works, one with a missing function, and one that needs a port.
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
expect_match 'missing/missing.c:3: note: 4096 bytes of buffer lie in the text' stdout

# What no ESP8266 has room for; its code alone would fit.
cp -r missing large
sed -i 's/missing/large/; s/buffer\[4096\]/buffer[300000] = {1}/' large/missing.c
mv large/missing.c large/large.c
sed -i 's/missing/large/' large/micropython.mk
rm -rf large/build-natmod
expect_ok "$NATMOD" build large --arch xtensa
expect_match 'large\.mpy: warning: 30[0-9]* bytes of RAM .* ESP8266'
expect_ok "$NATMOD" check large --arch xtensa
expect_match 'note: 30[0-9]* bytes of RAM .* ESP8266' stdout

cp -r missing port
sed -i 's/missing/port/; /stdio.h/c #include "driver/gpio.h"
        s/return mp_const_none/gpio_set_level(1, 2); return MP_STATE_VM(dupterm_objs)/' port/missing.c
rm -rf port/build-natmod
expect_fail "$NATMOD" check port --json
python3 - <<'END' || fail "not the expected JSON"
import json
report = json.load(open("stdout"))
(module,) = report["results"]
assert not report["ok"] and not module["ok"] and module["arch"] == "x64"
found = {f["kind"]: f for f in report["findings"]}
assert found["port-header"]["place"] == {"file": "port/missing.c", "line": 1, "column": 10}, found
assert "ESP-IDF" in found["port-header"]["text"]
assert any("gpio_set_level" in f["text"] for f in report["findings"]), report
assert found["firmware-state"]["place"]["line"] == 7, found
assert "machine" in found["port-header"]["hint"], found
assert module["port"] == {"headers": ["driver/gpio.h"], "names": ["gpio_set_level"]}, module
END

# Every place where something is missing, and what to do instead of what cannot be had.
module places <<'END'
#include "py/runtime.h"
#include "py/gc.h"
extern size_t gc_nbytes(const void *p);
extern int nobody_has_it(int x);
static mp_obj_t use(mp_obj_t o) {
    int n = nobody_has_it(1);
    n += nobody_has_it(2);
    mp_hal_pin_config(n, 1);
    mp_hal_pin_config(n, 0);
    return mp_obj_new_int(n + nobody_has_it(3) + gc_nbytes(o));
}
static MP_DEFINE_CONST_FUN_OBJ_1(use_obj, use);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_use), MP_ROM_PTR(&use_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_places, module);
END
expect_fail "$NATMOD" check places
expect_match 'places.c:8: missing name: .*pins are the port.*; take the pin as an object' stdout
expect_match '^x64 places: depends on a port: names mp_hal_pin_config$' stdout
sed -i '/mp_hal_pin_config/d' places/places.c
expect_fail "$NATMOD" check places
expect_match 'places.c:8: missing symbol: .*gc_nbytes.*how large a block is; keep its size' stdout
expect_match 'places.c:6: missing symbol: .*nobody_has_it.*also places/places.c:7, places/places.c:8' stdout

# Sizes that were given.
expect_ok "$NATMOD" check works --max-text 100k --max-ram 100k
expect_fail "$NATMOD" check works --max-text 50 --max-ram 10
expect_match '^x64 works: too large: [0-9]+ bytes of text, [0-9]+ more than the 50 given; ' stdout
expect_match '^x64 works: too large: [0-9]+ bytes of RAM kept after import, ' stdout

# A list of architectures: each has its own verdict, and one that fails makes the status.
module onlyx64 <<'END'
#include "py/runtime.h"
#if UINTPTR_MAX <= 0xffffffff
#error no 32 bits
#endif
const mp_obj_module_t module = {{&mp_type_module}, NULL};
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_NONE}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t module2 = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_onlyx64, module2);
END
expect_fail "$NATMOD" check onlyx64 --arch x64,armv6m
expect_match '^x64 onlyx64: works$' stdout
expect_match '^armv6m onlyx64: onlyx64/onlyx64.c:3: compile error: #error no 32 bits$' stdout
expect_match '^armv6m onlyx64: does not work$' stdout
expect_ok "$NATMOD" check works --arch x64,armv7emsp --json
python3 - <<'END' || fail "not the expected JSON"
import json
report = json.load(open("stdout"))
assert report["ok"] and report["findings"] == [], report
assert [module["arch"] for module in report["results"]] == ["x64", "armv7emsp"], report
for module in report["results"]:
    assert module["ok"] and module["module"] == "works", module
    assert module["port"] == {"headers": [], "names": []}
    cost = module["cost"]
    assert 0 < cost["text"] < cost["file"] < 4000 and 0 < cost["ram"] < 10000, cost
END

# C++: what it lacks is said by its own names; exceptions and type information are errors.
mkdir plus
printf 'SRC_USERMOD_C += $(USERMOD_DIR)/plus.c\nSRC_USERMOD_CXX += $(USERMOD_DIR)/work.cpp\n' \
    >plus/micropython.mk
sed 's/onlyx64/plus/; /UINTPTR_MAX/,/endif/d; s/MP_ROM_NONE/MP_ROM_PTR(\&f_obj)/
    s/^static const/int work(int);\nstatic mp_obj_t f(void) { return mp_obj_new_int(work(1)); }\nstatic MP_DEFINE_CONST_FUN_OBJ_0(f_obj, f);\n&/' \
    onlyx64/onlyx64.c >plus/plus.c
cat >plus/work.cpp <<'END'
namespace far { int away(int); }
extern "C" int work(int n) {
    return far::away(n);
}
END
expect_fail "$NATMOD" check plus
expect_match '^x64 plus: plus/work.cpp:3: missing symbol: undefined symbol far::away\(int\)' stdout
printf 'extern "C" int work(int n) {\n    if (n > 1) throw n;\n    return n;\n}\n' >plus/work.cpp
expect_fail "$NATMOD" check plus
expect_match '^x64 plus: plus/work.cpp:2: compile error: .*exception' stdout
printf 'struct A {\n    virtual ~A();\n};\nstruct B : A {};\nextern "C" int work(int n) {\n    A *a = new B;\n    return n + (dynamic_cast<B *>(a) != nullptr);\n}\n' >plus/work.cpp
expect_fail "$NATMOD" check plus
expect_match '^x64 plus: plus/work.cpp:7: compile error: .*rtti' stdout
printf 'extern "C" int work(int n) {\n    return n;\n}\n' >plus/work.cpp
expect_ok "$NATMOD" check plus
expect_match '^x64 plus: works$' stdout

# A function that does not fit its object or its slot is an error, in C++ too; a cast is the user's.
module shapes <<'EOF'
#include "py/runtime.h"
static mp_obj_t one(mp_obj_t self) { return self; }
static MP_DEFINE_CONST_FUN_OBJ_2(two_obj, one);
static mp_obj_t many(size_t n, const mp_obj_t *args) { return args[n - 1]; }
static MP_DEFINE_CONST_FUN_OBJ_KW(named_obj, 1, many);
static void show(mp_obj_t self, const mp_print_t *print) { (void)self; (void)print; }
static MP_DEFINE_CONST_OBJ_TYPE(first, MP_QSTR_First, MP_TYPE_FLAG_NONE, print, show);
static MP_DEFINE_CONST_OBJ_TYPE(second, MP_QSTR_Second, MP_TYPE_FLAG_NONE, print,
                                (mp_print_fun_t)(void *)show, call, NULL);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_two), MP_ROM_PTR(&two_obj)},
    {MP_ROM_QSTR(MP_QSTR_named), MP_ROM_PTR(&named_obj)},
    {MP_ROM_QSTR(MP_QSTR_First), MP_ROM_PTR(&first)},
    {MP_ROM_QSTR(MP_QSTR_Second), MP_ROM_PTR(&second)},
};
static MP_DEFINE_CONST_DICT(globals, table);
extern const mp_obj_module_t shapes_module;
const mp_obj_module_t shapes_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_shapes, shapes_module);
EOF
expect_fail "$NATMOD" check shapes
for line in 3 5 7; do expect_match "shapes.c:$line: compile error: .*incompatible" stdout; done
! grep -q 'shapes.c:[89]:' stdout || fail "a cast was refused"
sed 's/_2(two/_1(two/; s/_KW(named_obj, 1/_VAR(named_obj, 1/; s/print, show)/print, (mp_print_fun_t)(void *)show)/' \
    shapes/shapes.c >right.c
expect_ok "$NATMOD" build right.c
cp shapes/shapes.c fit.cpp
for command in check build; do
    expect_fail "$NATMOD" $command fit.cpp
    for line in 3 5 7; do cat stdout stderr | grep -q "fit.cpp:$line:.*error" || fail "$command: line $line fits"; done
done
sed 's/_2(two/_1(two/; s/_KW(named_obj, 1/_VAR(named_obj, 1/' shapes/shapes.c >slot.cpp
expect_fail "$NATMOD" build slot.cpp
expect_match 'slot.cpp:7:.*error'
sed 's/print, show)/print, (void *)show)/' slot.cpp >right.cpp
expect_ok "$NATMOD" build right.cpp
