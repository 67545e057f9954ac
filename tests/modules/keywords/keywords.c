// SPDX-License-Identifier: MIT
// Keyword functions: argument tables at file and at function scope, with defaults of every kind.
#include "py/runtime.h"

static MP_DEFINE_CONST_OBJ_TYPE(type_Marker, MP_QSTR_Marker, MP_TYPE_FLAG_NONE);
static const mp_obj_base_t marker_obj = { &type_Marker };

enum { ARG_x, ARG_y, ARG_label, ARG_flag, ARG_other, ARG_count };
static const mp_arg_t file_args[] = {
    { MP_QSTR_x, MP_ARG_REQUIRED | MP_ARG_INT, { .u_int = 0 } },
    { MP_QSTR_y, MP_ARG_INT, { .u_int = -7 } },
    { MP_QSTR_label, MP_ARG_KW_ONLY | MP_ARG_OBJ, { .u_rom_obj = MP_ROM_QSTR(MP_QSTR_unnamed) } },
    { MP_QSTR_flag, MP_ARG_KW_ONLY | MP_ARG_BOOL, { .u_bool = true } },
    { MP_QSTR_other, MP_ARG_KW_ONLY | MP_ARG_OBJ, { .u_rom_obj = MP_ROM_NONE } },
};

static mp_obj_t kw_file(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    MP_STATIC_ASSERT(MP_ARRAY_SIZE(file_args) == ARG_count);
    mp_arg_val_t args[ARG_count];
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(file_args), file_args, args);
    mp_obj_t items[] = {
        mp_obj_new_int(args[ARG_x].u_int),
        mp_obj_new_int(args[ARG_y].u_int),
        args[ARG_label].u_obj,
        mp_obj_new_bool(args[ARG_flag].u_bool),
        args[ARG_other].u_obj,
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(kw_file_obj, 1, kw_file);

// The table inside the function; objects as defaults.
static mp_obj_t kw_local(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    enum { ARG_a, ARG_b, ARG_marker, ARG_type, ARG_number, ARG_yes, ARG_null };
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_OBJ, { .u_obj = MP_OBJ_NULL } },
        { MP_QSTR_b, MP_ARG_REQUIRED | MP_ARG_KW_ONLY | MP_ARG_BOOL, { .u_bool = false } },
        { MP_QSTR_marker, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_PTR(&marker_obj) } },
        { MP_QSTR_type, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_PTR(&mp_type_list) } },
        { MP_QSTR_number, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_INT(99) } },
        { MP_QSTR_yes, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_TRUE } },
        { MP_QSTR_null, MP_ARG_OBJ, { .u_obj = MP_OBJ_NULL } },
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed_args)];
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed_args), allowed_args, args);
    mp_obj_t items[] = {
        args[ARG_a].u_obj,
        mp_obj_new_bool(args[ARG_b].u_bool),
        mp_obj_new_bool(args[ARG_marker].u_obj == MP_OBJ_FROM_PTR(&marker_obj)),
        args[ARG_type].u_obj,
        args[ARG_number].u_obj,
        args[ARG_yes].u_obj,
        mp_obj_new_bool(args[ARG_null].u_obj == MP_OBJ_NULL),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(kw_local_obj, 1, kw_local);

// mp_const_none in a table, as many modules write it.
static mp_obj_t kw_none(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_value, MP_ARG_OBJ, { .u_obj = mp_const_none } },
        { MP_QSTR_extra, MP_ARG_KW_ONLY | MP_ARG_OBJ, { .u_obj = mp_const_false } },
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed_args)];
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed_args), allowed_args, args);
    mp_obj_t items[] = { args[0].u_obj, args[1].u_obj };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(kw_none_obj, 0, kw_none);

// A constructor gets its arguments in one array.
static mp_obj_t box_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *all_args) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_width, MP_ARG_INT, { .u_int = 3 } },
        { MP_QSTR_height, MP_ARG_INT, { .u_int = 4 } },
    };
    mp_arg_check_num(n_args, n_kw, 0, 2, true);
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed_args)];
    mp_arg_parse_all_kw_array(n_args, n_kw, all_args, MP_ARRAY_SIZE(allowed_args), allowed_args, args);
    (void)type;
    return mp_obj_new_int(args[0].u_int * args[1].u_int);
}
static MP_DEFINE_CONST_OBJ_TYPE(type_Box, MP_QSTR_Box, MP_TYPE_FLAG_NONE, make_new, box_make_new);

static const mp_rom_map_elem_t keywords_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_keywords) },
    { MP_ROM_QSTR(MP_QSTR_file), MP_ROM_PTR(&kw_file_obj) },
    { MP_ROM_QSTR(MP_QSTR_local), MP_ROM_PTR(&kw_local_obj) },
    { MP_ROM_QSTR(MP_QSTR_none), MP_ROM_PTR(&kw_none_obj) },
    { MP_ROM_QSTR(MP_QSTR_Box), MP_ROM_PTR(&type_Box) },
};
static MP_DEFINE_CONST_DICT(keywords_globals, keywords_globals_table);

const mp_obj_module_t keywords_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&keywords_globals,
};

MP_REGISTER_MODULE(MP_QSTR_keywords, keywords_module);
