// SPDX-License-Identifier: MIT
// A package: modules below modules, each an attribute of the one above, imported by dotted names.
#include "py/runtime.h"

static mp_obj_t deep_number(void) {
    return MP_OBJ_NEW_SMALL_INT(333);
}
static MP_DEFINE_CONST_FUN_OBJ_0(deep_number_obj, deep_number);

static const mp_rom_map_elem_t deep_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_package_dot_sub_dot_deep) },
    { MP_ROM_QSTR(MP_QSTR_number), MP_ROM_PTR(&deep_number_obj) },
};
static MP_DEFINE_CONST_DICT(deep_globals, deep_globals_table);

static const mp_obj_module_t deep_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&deep_globals,
};

static mp_obj_t sub_number(void) {
    return MP_OBJ_NEW_SMALL_INT(22);
}
static MP_DEFINE_CONST_FUN_OBJ_0(sub_number_obj, sub_number);

static const mp_rom_map_elem_t sub_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_package_dot_sub) },
    { MP_ROM_QSTR(MP_QSTR_number), MP_ROM_PTR(&sub_number_obj) },
    { MP_ROM_QSTR(MP_QSTR_deep), MP_ROM_PTR(&deep_module) },
};
static MP_DEFINE_CONST_DICT(sub_globals, sub_globals_table);

static const mp_obj_module_t sub_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&sub_globals,
};

static const mp_rom_map_elem_t package_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_package) },
    { MP_ROM_QSTR(MP_QSTR_sub), MP_ROM_PTR(&sub_module) },
    { MP_ROM_QSTR(MP_QSTR_one), MP_ROM_INT(1) },
};
static MP_DEFINE_CONST_DICT(package_globals, package_globals_table);

const mp_obj_module_t package_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&package_globals,
};

MP_REGISTER_MODULE(MP_QSTR_package, package_module);
