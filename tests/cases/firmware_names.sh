#!/bin/sh
# SPDX-License-Identifier: MIT
# Modules with the name of a module that the runtime imports: the runtime must find the firmware's own,
# not them. In firmware they would extend that module.
. "$TOP/tests/cases/lib.sh"

# named MODULE C-EXPRESSION: a module whose function check() returns that.
named() {
    rm -rf "$1"
    module "$1" <<END_C
#include <stdio.h>
#include "py/builtin.h"
#include "py/mphal.h"
#include "py/objarray.h"
#include "py/objmodule.h"
#include "py/runtime.h"

static mp_obj_t check(void) {
    return $2;
}
static MP_DEFINE_CONST_FUN_OBJ_0(check_obj, check);

static const mp_rom_map_elem_t table[] = {
    { MP_ROM_QSTR(MP_QSTR_check), MP_ROM_PTR(&check_obj) },
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&globals,
};
MP_REGISTER_MODULE(MP_QSTR_$1, module);
END_C
    expect_ok "$NATMOD" run "$1" -c "import $1; print($1.check())"
    expect_match '^True$' stdout
}

named time 'mp_obj_new_bool(mp_hal_ticks_ms() - mp_hal_ticks_ms() + 1000 < 2000)'
named time 'mp_obj_new_bool(mp_module_get_builtin(MP_QSTR_time, true) != mp_import_name(MP_QSTR_time, mp_const_none, MP_OBJ_NEW_SMALL_INT(0)))'
named os 'mp_obj_new_bool(mp_obj_is_type(mp_vfs_stat(mp_obj_new_str(".", 1)), &mp_type_tuple) && remove("nothing") == -1)'
named array 'mp_obj_new_bool(MP_OBJ_FROM_PTR(&mp_type_array) != mp_const_none)'
named io 'mp_obj_new_bool(mp_obj_is_type(mp_call_function_0(MP_OBJ_FROM_PTR(&mp_type_bytesio)), &mp_type_bytesio))'
