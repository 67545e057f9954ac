#include "py/runtime.h"

mp_obj_t cppfull_tree(mp_obj_t depth);
mp_obj_t cppfull_array(mp_obj_t n);
mp_obj_t cppfull_settings(mp_obj_t start);
mp_obj_t cppfull_constants(void);

static MP_DEFINE_CONST_FUN_OBJ_1(tree_obj, cppfull_tree);
static MP_DEFINE_CONST_FUN_OBJ_1(array_obj, cppfull_array);
static MP_DEFINE_CONST_FUN_OBJ_1(settings_obj, cppfull_settings);
static MP_DEFINE_CONST_FUN_OBJ_0(constants_obj, cppfull_constants);

static const mp_rom_map_elem_t cppfull_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cppfull) },
    { MP_ROM_QSTR(MP_QSTR_tree), MP_ROM_PTR(&tree_obj) },
    { MP_ROM_QSTR(MP_QSTR_array), MP_ROM_PTR(&array_obj) },
    { MP_ROM_QSTR(MP_QSTR_settings), MP_ROM_PTR(&settings_obj) },
    { MP_ROM_QSTR(MP_QSTR_constants), MP_ROM_PTR(&constants_obj) },
};
static MP_DEFINE_CONST_DICT(cppfull_globals, cppfull_globals_table);

const mp_obj_module_t cppfull_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&cppfull_globals,
};

MP_REGISTER_MODULE(MP_QSTR_cppfull, cppfull_module);
