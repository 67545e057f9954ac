#!/bin/sh
# SPDX-License-Identifier: MIT
# A clean build compiles on a guess of what the scan will find. If the guess is wrong, the module is
# right all the same, and no message comes twice.
. "$TOP/tests/cases/lib.sh"

tail='static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);'

# A name in a header that lies elsewhere, and one in code that is not compiled.
mkdir include
echo '#define ELSEWHERE MP_QSTR_elsewhere' >include/names.h
module m <<END
#include "py/runtime.h"
#include "names.h"
#if 0
MP_QSTR_never
#endif
#warning this is said once
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(ELSEWHERE), MP_ROM_INT(1)},
};
$tail
END
echo 'CFLAGS_USERMOD += -I$(USERMOD_DIR)/../include' >>m/micropython.mk
expect_ok "$NATMOD" build m
[ "$(grep -c '#warning this is said once' stderr)" -le 2 ] || fail "$(cat stderr)"
expect_ok "$NATMOD" run m/build-natmod/x64/m.mpy -c 'import m; print(m.elsewhere)'
expect_same 1
expect_ok "$NATMOD" build m
[ ! -s stderr ] || fail "a second build did: $(cat stderr)"

# The guess holds, but for a name that is not compiled: a second build still does nothing.
module m <<END
#include "py/runtime.h"
#if 0
MP_QSTR_never
#endif
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
};
$tail
END
rm -rf m/build-natmod
expect_ok "$NATMOD" build m
! grep -q never m/build-natmod/x64/module.qstr.h || fail "the guess was left there"
expect_ok "$NATMOD" build m
[ ! -s stderr ] || fail "a second build did: $(cat stderr)"

# What the compiler accepts as it is and a build must not leave so: MP_ROM_QSTR of a choice.
module m <<END
#include "py/runtime.h"
static mp_obj_t name(size_t n_args, const mp_obj_t *args) {
    (void)args;
    return (mp_obj_t)MP_ROM_QSTR(n_args == 0 ? MP_QSTR_zero : MP_QSTR_one);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(name_obj, 0, 1, name);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&name_obj)},
};
$tail
END
rm -rf m/build-natmod
expect_ok "$NATMOD" run m -c 'import m; print(m.name(), m.name(5))'
cp stdout clean
touch m/m.c
expect_ok "$NATMOD" run m -c 'import m; print(m.name(), m.name(5))'
diff -u clean stdout || fail "a clean build differs from a later one"
expect_same 'zero one'
