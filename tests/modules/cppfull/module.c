// SPDX-License-Identifier: MIT
#include "py/runtime.h"

mp_obj_t cppfull_tree(mp_obj_t depth);
mp_obj_t cppfull_array(mp_obj_t n);
mp_obj_t cppfull_settings(mp_obj_t start);
mp_obj_t cppfull_constants(void);
mp_obj_t cppfull_median(mp_obj_t n);
mp_obj_t cppfull_trees(mp_obj_t rounds);
mp_obj_t cppfull_words(mp_obj_t text);
mp_obj_t cppfull_sequences(mp_obj_t n);
mp_obj_t cppfull_function(mp_obj_t kind, mp_obj_t value);
mp_obj_t cppfull_reserve(mp_obj_t size);
mp_obj_t cppfull_aligned(void);

static MP_DEFINE_CONST_FUN_OBJ_1(tree_obj, cppfull_tree);
static MP_DEFINE_CONST_FUN_OBJ_1(array_obj, cppfull_array);
static MP_DEFINE_CONST_FUN_OBJ_1(settings_obj, cppfull_settings);
static MP_DEFINE_CONST_FUN_OBJ_0(constants_obj, cppfull_constants);
static MP_DEFINE_CONST_FUN_OBJ_1(median_obj, cppfull_median);
static MP_DEFINE_CONST_FUN_OBJ_1(trees_obj, cppfull_trees);
static MP_DEFINE_CONST_FUN_OBJ_1(words_obj, cppfull_words);
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_obj, cppfull_sequences);
static MP_DEFINE_CONST_FUN_OBJ_2(function_obj, cppfull_function);
static MP_DEFINE_CONST_FUN_OBJ_1(reserve_obj, cppfull_reserve);
static MP_DEFINE_CONST_FUN_OBJ_0(aligned_obj, cppfull_aligned);

static const mp_rom_map_elem_t cppfull_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cppfull) },
    { MP_ROM_QSTR(MP_QSTR_tree), MP_ROM_PTR(&tree_obj) },
    { MP_ROM_QSTR(MP_QSTR_array), MP_ROM_PTR(&array_obj) },
    { MP_ROM_QSTR(MP_QSTR_settings), MP_ROM_PTR(&settings_obj) },
    { MP_ROM_QSTR(MP_QSTR_constants), MP_ROM_PTR(&constants_obj) },
    { MP_ROM_QSTR(MP_QSTR_median), MP_ROM_PTR(&median_obj) },
    { MP_ROM_QSTR(MP_QSTR_trees), MP_ROM_PTR(&trees_obj) },
    { MP_ROM_QSTR(MP_QSTR_words), MP_ROM_PTR(&words_obj) },
    { MP_ROM_QSTR(MP_QSTR_sequences), MP_ROM_PTR(&sequences_obj) },
    { MP_ROM_QSTR(MP_QSTR_function), MP_ROM_PTR(&function_obj) },
    { MP_ROM_QSTR(MP_QSTR_reserve), MP_ROM_PTR(&reserve_obj) },
    { MP_ROM_QSTR(MP_QSTR_aligned), MP_ROM_PTR(&aligned_obj) },
};
static MP_DEFINE_CONST_DICT(cppfull_globals, cppfull_globals_table);

const mp_obj_module_t cppfull_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&cppfull_globals,
};

MP_REGISTER_MODULE(MP_QSTR_cppfull, cppfull_module);
