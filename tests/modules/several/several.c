// SPDX-License-Identifier: MIT
// Two registered modules in one source: the second exists once the first is imported.
#include "py/runtime.h"

static mp_int_t shared_count;

static mp_obj_t several_bump(void) {
    return mp_obj_new_int(++shared_count);
}
static MP_DEFINE_CONST_FUN_OBJ_0(several_bump_obj, several_bump);

static mp_obj_t several_twin_count(void) {
    return mp_obj_new_int(shared_count);
}
static MP_DEFINE_CONST_FUN_OBJ_0(several_twin_count_obj, several_twin_count);

static const mp_rom_map_elem_t several_twin_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_several_twin) },
    { MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&several_twin_count_obj) },
};
static MP_DEFINE_CONST_DICT(several_twin_globals, several_twin_globals_table);

const mp_obj_module_t several_twin_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&several_twin_globals,
};

MP_REGISTER_MODULE(MP_QSTR_several_twin, several_twin_module);

static const mp_rom_map_elem_t several_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_several) },
    { MP_ROM_QSTR(MP_QSTR_bump), MP_ROM_PTR(&several_bump_obj) },
    { MP_ROM_QSTR(MP_QSTR_twin), MP_ROM_PTR(&several_twin_module) },
};
static MP_DEFINE_CONST_DICT(several_globals, several_globals_table);

const mp_obj_module_t several_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&several_globals,
};

MP_REGISTER_MODULE(MP_QSTR_several, several_module);
