// SPDX-License-Identifier: MIT
// The module object and the kinds of value that a globals table may hold.
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"

static const MP_DEFINE_STR_OBJ(motto_obj, "tables, not code");

static const byte raw_data[] = { 0, 1, 0xfe, 0xff };
static const mp_obj_str_t raw_obj = { { &mp_type_bytes }, 0, sizeof(raw_data), raw_data };

static const mp_rom_obj_tuple_t version_obj = {
    { &mp_type_tuple },
    4,
    { MP_ROM_INT(1), MP_ROM_QSTR(MP_QSTR_beta), MP_ROM_NONE, MP_ROM_PTR(&motto_obj) },
};

static const mp_rom_map_elem_t limits_table[] = {
    { MP_ROM_QSTR(MP_QSTR_low), MP_ROM_INT(-5) },
    { MP_ROM_QSTR(MP_QSTR_high), MP_ROM_INT(0x3ffffff) },
    { MP_ROM_QSTR(MP_QSTR_of), MP_ROM_PTR(&motto_obj) },
};
static MP_DEFINE_CONST_DICT(limits_dict, limits_table);

// A class without any behaviour.
static MP_DEFINE_CONST_OBJ_TYPE(type_Empty, MP_QSTR_Empty, MP_TYPE_FLAG_NONE);

// An object of that class which exists before any code runs.
static const mp_obj_base_t the_empty_obj = { &type_Empty };

static mp_obj_t inner_answer(void) {
    return MP_OBJ_NEW_SMALL_INT(42);
}
static MP_DEFINE_CONST_FUN_OBJ_0(inner_answer_obj, inner_answer);

static const mp_rom_map_elem_t inner_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_inner) },
    { MP_ROM_QSTR(MP_QSTR_answer), MP_ROM_PTR(&inner_answer_obj) },
};
static MP_DEFINE_CONST_DICT(inner_globals, inner_globals_table);

static const mp_obj_module_t inner_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&inner_globals,
};

static mp_obj_t modobject_same(mp_obj_t obj) {
    return mp_obj_new_bool(obj == MP_OBJ_FROM_PTR(&version_obj) || obj == MP_OBJ_FROM_PTR(&type_Empty)
        || obj == MP_OBJ_FROM_PTR(&inner_module) || obj == mp_const_none
        || obj == MP_OBJ_NEW_QSTR(MP_QSTR_beta));
}
static MP_DEFINE_CONST_FUN_OBJ_1(modobject_same_obj, modobject_same);

static const mp_rom_map_elem_t modobject_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_modobject) },
    { MP_ROM_QSTR(MP_QSTR_small), MP_ROM_INT(123456) },
    { MP_ROM_QSTR(MP_QSTR_negative), MP_ROM_INT(-1) },
    { MP_ROM_QSTR(MP_QSTR_text), MP_ROM_QSTR(MP_QSTR_beta) },
    { MP_ROM_QSTR(MP_QSTR_nothing), MP_ROM_NONE },
    { MP_ROM_QSTR(MP_QSTR_yes), MP_ROM_TRUE },
    { MP_ROM_QSTR(MP_QSTR_no), MP_ROM_FALSE },
    { MP_ROM_QSTR(MP_QSTR_motto), MP_ROM_PTR(&motto_obj) },
    { MP_ROM_QSTR(MP_QSTR_raw), MP_ROM_PTR(&raw_obj) },
    { MP_ROM_QSTR(MP_QSTR_version), MP_ROM_PTR(&version_obj) },
    { MP_ROM_QSTR(MP_QSTR_limits), MP_ROM_PTR(&limits_dict) },
    { MP_ROM_QSTR(MP_QSTR_Empty), MP_ROM_PTR(&type_Empty) },
    { MP_ROM_QSTR(MP_QSTR_the_empty), MP_ROM_PTR(&the_empty_obj) },
    { MP_ROM_QSTR(MP_QSTR_number_type), MP_ROM_PTR(&mp_type_int) },
    { MP_ROM_QSTR(MP_QSTR_Oops), MP_ROM_PTR(&mp_type_ValueError) },
    { MP_ROM_QSTR(MP_QSTR_inner), MP_ROM_PTR(&inner_module) },
    { MP_ROM_QSTR(MP_QSTR_same), MP_ROM_PTR(&modobject_same_obj) },
};
static MP_DEFINE_CONST_DICT(modobject_globals, modobject_globals_table);

const mp_obj_module_t modobject_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&modobject_globals,
};

MP_REGISTER_MODULE(MP_QSTR_modobject, modobject_module);
