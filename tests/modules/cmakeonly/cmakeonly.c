// SPDX-License-Identifier: MIT
// A module that only has a micropython.cmake.
#include "py/runtime.h"

#include "gcd.h"

static int not_used(void) {
    return 1;
}

static mp_obj_t cmakeonly_gcd(mp_obj_t a, mp_obj_t b) {
    return mp_obj_new_int_from_uint(gcd((unsigned)mp_obj_get_int(a), (unsigned)mp_obj_get_int(b)));
}
static MP_DEFINE_CONST_FUN_OBJ_2(cmakeonly_gcd_obj, cmakeonly_gcd);

static const mp_rom_map_elem_t cmakeonly_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cmakeonly) },
    { MP_ROM_QSTR(MP_QSTR_gcd), MP_ROM_PTR(&cmakeonly_gcd_obj) },
    { MP_ROM_QSTR(MP_QSTR_SOURCES), MP_ROM_INT(CMAKEONLY_SOURCES) },
};
static MP_DEFINE_CONST_DICT(cmakeonly_globals, cmakeonly_globals_table);

const mp_obj_module_t cmakeonly_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&cmakeonly_globals,
};

MP_REGISTER_MODULE(MP_QSTR_cmakeonly, cmakeonly_module);
