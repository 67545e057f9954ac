// SPDX-License-Identifier: MIT
// A module with `__init__`: the import calls it, with no arguments, before anyone sees the module.
// Firmware calls it again when it loads a built-in module again, so only the first call counts.
#include "py/runtime.h"

static int started;
static mp_int_t limit;

static mp_obj_t modinit___init__(void) {
    if (started++ == 0) {
        mp_printf(&mp_plat_print, "starting %q\n", (qstr)MP_QSTR_modinit);
        limit = 1000;
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(modinit___init___obj, modinit___init__);

static mp_obj_t modinit_limit(void) {
    return mp_obj_new_int(limit);
}
static MP_DEFINE_CONST_FUN_OBJ_0(modinit_limit_obj, modinit_limit);

static const mp_rom_map_elem_t modinit_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_modinit) },
    { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&modinit___init___obj) },
    { MP_ROM_QSTR(MP_QSTR_limit), MP_ROM_PTR(&modinit_limit_obj) },
};
static MP_DEFINE_CONST_DICT(modinit_globals, modinit_globals_table);

const mp_obj_module_t modinit_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&modinit_globals,
};

MP_REGISTER_MODULE(MP_QSTR_modinit, modinit_module);
