// SPDX-License-Identifier: MIT
// Types of the firmware: as values, compared by address, asked about objects.
#include "py/objstr.h"
#include "py/runtime.h"

static const struct {
    const mp_obj_type_t *type;
    qstr name;
} known[] = {
    { &mp_type_type, MP_QSTR_type },
    { &mp_type_object, MP_QSTR_object },
    { &mp_type_NoneType, MP_QSTR_NoneType },
    { &mp_type_bool, MP_QSTR_bool },
    { &mp_type_int, MP_QSTR_int },
    { &mp_type_float, MP_QSTR_float },
    { &mp_type_complex, MP_QSTR_complex },
    { &mp_type_str, MP_QSTR_str },
    { &mp_type_bytes, MP_QSTR_bytes },
    { &mp_type_bytearray, MP_QSTR_bytearray },
    { &mp_type_memoryview, MP_QSTR_memoryview },
    { &mp_type_tuple, MP_QSTR_tuple },
    { &mp_type_list, MP_QSTR_list },
    { &mp_type_dict, MP_QSTR_dict },
    { &mp_type_set, MP_QSTR_set },
    { &mp_type_slice, MP_QSTR_slice },
    { &mp_type_range, MP_QSTR_range },
    { &mp_type_map, MP_QSTR_map },
    { &mp_type_filter, MP_QSTR_filter },
    { &mp_type_zip, MP_QSTR_zip },
    { &mp_type_enumerate, MP_QSTR_enumerate },
    { &mp_type_reversed, MP_QSTR_reversed },
    { &mp_type_property, MP_QSTR_property },
    { &mp_type_staticmethod, MP_QSTR_staticmethod },
    { &mp_type_classmethod, MP_QSTR_classmethod },
    { &mp_type_super, MP_QSTR_super },
    { &mp_type_module, MP_QSTR_module },
    { &mp_type_array, MP_QSTR_array },
    { &mp_type_BaseException, MP_QSTR_BaseException },
    { &mp_type_StopIteration, MP_QSTR_StopIteration },
    { &mp_type_UnicodeError, MP_QSTR_UnicodeError },
    { &mp_type_IndentationError, MP_QSTR_IndentationError },
};

static mp_obj_t types_table(void) {
    mp_obj_t dict = mp_obj_new_dict(0);
    for (size_t i = 0; i < MP_ARRAY_SIZE(known); i++) {
        mp_obj_dict_store(dict, MP_OBJ_NEW_QSTR(known[i].name), MP_OBJ_FROM_PTR(known[i].type));
    }
    return dict;
}
static MP_DEFINE_CONST_FUN_OBJ_0(types_table_obj, types_table);

static mp_obj_t types_name(mp_obj_t obj) {
    const mp_obj_type_t *type = mp_obj_get_type(obj);
    for (size_t i = 0; i < MP_ARRAY_SIZE(known); i++) {
        if (known[i].type == type) {
            return MP_OBJ_NEW_QSTR(known[i].name);
        }
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(types_name_obj, types_name);

static mp_obj_t types_type_str(mp_obj_t obj) {
    const char *name = mp_obj_get_type_str(obj);
    size_t len = 0;
    while (name[len] != '\0') {
        len++;
    }
    return mp_obj_new_str(name, len);
}
static MP_DEFINE_CONST_FUN_OBJ_1(types_type_str_obj, types_type_str);

static mp_obj_t types_checks(mp_obj_t obj) {
    mp_obj_t items[] = {
        mp_obj_new_bool(mp_obj_is_small_int(obj)),
        mp_obj_new_bool(mp_obj_is_int(obj)),
        mp_obj_new_bool(mp_obj_is_float(obj)),
        mp_obj_new_bool(mp_obj_is_str(obj)),
        mp_obj_new_bool(mp_obj_is_callable(obj)),
        mp_obj_new_bool(mp_obj_is_true(obj)),
        mp_obj_new_bool(mp_obj_is_dict_or_ordereddict(obj)),
        mp_obj_new_bool(mp_obj_is_exact_type(obj, &mp_type_tuple)),
        mp_obj_new_bool(obj == mp_const_none || obj == mp_const_true || obj == mp_const_false),
    };
    return mp_obj_new_bytearray(MP_ARRAY_SIZE(items), (byte[]) {
        items[0] == mp_const_true, items[1] == mp_const_true, items[2] == mp_const_true,
        items[3] == mp_const_true, items[4] == mp_const_true, items[5] == mp_const_true,
        items[6] == mp_const_true, items[7] == mp_const_true, items[8] == mp_const_true,
    });
}
static MP_DEFINE_CONST_FUN_OBJ_1(types_checks_obj, types_checks);

static mp_obj_t types_constants(void) {
    mp_obj_t items[] = {
        mp_const_none, mp_const_true, mp_const_false, MP_OBJ_FROM_PTR(&mp_const_ellipsis_obj), MP_OBJ_FROM_PTR(&mp_const_notimplemented_obj),
        mp_const_empty_tuple, mp_const_empty_bytes,
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(types_constants_obj, types_constants);

// Calls the constructor of the type that it is given, through its slot.
static mp_obj_t types_make(mp_obj_t type_in, mp_obj_t arg) {
    if (!mp_obj_is_type(type_in, &mp_type_type)) {
        mp_raise_TypeError(MP_ERROR_TEXT("no type"));
    }
    const mp_obj_type_t *type = MP_OBJ_TO_PTR(type_in);
    if (!MP_OBJ_TYPE_HAS_SLOT(type, make_new)) {
        return mp_const_none;
    }
    return MP_OBJ_TYPE_GET_SLOT(type, make_new)(type, 1, 0, &arg);
}
static MP_DEFINE_CONST_FUN_OBJ_2(types_make_obj, types_make);

static const mp_rom_map_elem_t types_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_types) },
    { MP_ROM_QSTR(MP_QSTR_table), MP_ROM_PTR(&types_table_obj) },
    { MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&types_name_obj) },
    { MP_ROM_QSTR(MP_QSTR_type_str), MP_ROM_PTR(&types_type_str_obj) },
    { MP_ROM_QSTR(MP_QSTR_checks), MP_ROM_PTR(&types_checks_obj) },
    { MP_ROM_QSTR(MP_QSTR_constants), MP_ROM_PTR(&types_constants_obj) },
    { MP_ROM_QSTR(MP_QSTR_make), MP_ROM_PTR(&types_make_obj) },
};
static MP_DEFINE_CONST_DICT(types_globals, types_globals_table);

const mp_obj_module_t types_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&types_globals,
};

MP_REGISTER_MODULE(MP_QSTR_types, types_module);
