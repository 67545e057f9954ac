// SPDX-License-Identifier: MIT
// The module and function objects are C (their macros are not C++ in every version).
#include <work.h>

static MP_DEFINE_CONST_FUN_OBJ_2(cplusplus_area_obj, cplusplus_area);
static MP_DEFINE_CONST_FUN_OBJ_2(cplusplus_apply_obj, cplusplus_apply);
static MP_DEFINE_CONST_FUN_OBJ_2(cplusplus_biggest_obj, cplusplus_biggest);
static MP_DEFINE_CONST_FUN_OBJ_0(cplusplus_constructed_obj, cplusplus_constructed);

static MP_DEFINE_CONST_FUN_OBJ_2(stack_push_obj, cplusplus_stack_push);
static MP_DEFINE_CONST_FUN_OBJ_1(stack_pop_obj, cplusplus_stack_pop);

static const mp_rom_map_elem_t stack_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_push), MP_ROM_PTR(&stack_push_obj) },
    { MP_ROM_QSTR(MP_QSTR_pop), MP_ROM_PTR(&stack_pop_obj) },
};
MP_DEFINE_CONST_DICT(cplusplus_stack_locals_dict, stack_locals_dict_table);

static const mp_rom_map_elem_t cplusplus_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cplusplus) },
    { MP_ROM_QSTR(MP_QSTR_area), MP_ROM_PTR(&cplusplus_area_obj) },
    { MP_ROM_QSTR(MP_QSTR_apply), MP_ROM_PTR(&cplusplus_apply_obj) },
    { MP_ROM_QSTR(MP_QSTR_biggest), MP_ROM_PTR(&cplusplus_biggest_obj) },
    { MP_ROM_QSTR(MP_QSTR_constructed), MP_ROM_PTR(&cplusplus_constructed_obj) },
    { MP_ROM_QSTR(MP_QSTR_sizes), MP_ROM_PTR(&cplusplus_sizes) },
    { MP_ROM_QSTR(MP_QSTR_Stack), MP_ROM_PTR(&cplusplus_type_Stack) },
};
static MP_DEFINE_CONST_DICT(cplusplus_globals, cplusplus_globals_table);

const mp_obj_module_t cplusplus_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&cplusplus_globals,
};

MP_REGISTER_MODULE(MP_QSTR_cplusplus, cplusplus_module);
