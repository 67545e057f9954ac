// SPDX-License-Identifier: MIT
// Function objects of every arity.
#include "py/runtime.h"

// What a header says of objects of another source.
MP_DECLARE_CONST_FUN_OBJ_2(fun_two_obj);
MP_DECLARE_CONST_FUN_OBJ_3(fun_three_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR(fun_var_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(fun_between_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(fun_kw_obj);
MP_DECLARE_CONST_STATICMETHOD_OBJ(fun_static_obj);
MP_DECLARE_CONST_CLASSMETHOD_OBJ(fun_class_obj);

static mp_obj_t fun_none(void) {
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(fun_none_obj, fun_none);

static mp_obj_t fun_one(mp_obj_t a) {
    return a;
}
static MP_DEFINE_CONST_FUN_OBJ_1(fun_one_obj, fun_one);

static mp_obj_t fun_two(mp_obj_t a, mp_obj_t b) {
    return mp_obj_new_int(10 * mp_obj_get_int(a) + mp_obj_get_int(b));
}
MP_DEFINE_CONST_FUN_OBJ_2(fun_two_obj, fun_two);

static mp_obj_t fun_three(mp_obj_t a, mp_obj_t b, mp_obj_t c) {
    mp_obj_t items[] = { c, b, a };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
MP_DEFINE_CONST_FUN_OBJ_3(fun_three_obj, fun_three);

static mp_obj_t fun_var(size_t n_args, const mp_obj_t *args) {
    return mp_obj_new_tuple(n_args, args);
}
MP_DEFINE_CONST_FUN_OBJ_VAR(fun_var_obj, 1, fun_var);
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(fun_between_obj, 2, 4, fun_var);

// Any number of positional and keyword arguments.
static mp_obj_t fun_kw(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args) {
    mp_int_t sum = 0;
    for (size_t i = 0; i < n_args; i++) {
        sum += mp_obj_get_int(args[i]);
    }
    mp_int_t kw_sum = 0;
    for (size_t i = 0; i < kw_args->alloc; i++) {
        if (mp_map_slot_is_filled(kw_args, i)) {
            kw_sum += mp_obj_get_int(kw_args->table[i].value);
        }
    }
    mp_map_elem_t *scale = mp_map_lookup(kw_args, MP_OBJ_NEW_QSTR(MP_QSTR_scale), MP_MAP_LOOKUP);
    mp_obj_t items[] = {
        MP_OBJ_NEW_SMALL_INT(sum),
        MP_OBJ_NEW_SMALL_INT((mp_int_t)kw_args->used),
        MP_OBJ_NEW_SMALL_INT(kw_sum),
        scale == NULL ? mp_const_false : scale->value,
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
MP_DEFINE_CONST_FUN_OBJ_KW(fun_kw_obj, 1, fun_kw);

MP_DEFINE_CONST_STATICMETHOD_OBJ(fun_static_obj, MP_ROM_PTR(&fun_two_obj));
MP_DEFINE_CONST_CLASSMETHOD_OBJ(fun_class_obj, MP_ROM_PTR(&fun_two_obj));

// A function that returns a function.
static mp_obj_t fun_pick(mp_obj_t which) {
    static const mp_rom_obj_t choices[] = {
        MP_ROM_PTR(&fun_none_obj), MP_ROM_PTR(&fun_one_obj), MP_ROM_PTR(&fun_two_obj),
        MP_ROM_PTR(&fun_three_obj), MP_ROM_PTR(&fun_var_obj),
    };
    mp_int_t i = mp_obj_get_int(which);
    if (i < 0 || i >= (mp_int_t)MP_ARRAY_SIZE(choices)) {
        mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("no such function"));
    }
    return (mp_obj_t)choices[i];
}
static MP_DEFINE_CONST_FUN_OBJ_1(fun_pick_obj, fun_pick);

static const mp_rom_map_elem_t functions_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_functions) },
    { MP_ROM_QSTR(MP_QSTR_none), MP_ROM_PTR(&fun_none_obj) },
    { MP_ROM_QSTR(MP_QSTR_one), MP_ROM_PTR(&fun_one_obj) },
    { MP_ROM_QSTR(MP_QSTR_two), MP_ROM_PTR(&fun_two_obj) },
    { MP_ROM_QSTR(MP_QSTR_three), MP_ROM_PTR(&fun_three_obj) },
    { MP_ROM_QSTR(MP_QSTR_var), MP_ROM_PTR(&fun_var_obj) },
    { MP_ROM_QSTR(MP_QSTR_between), MP_ROM_PTR(&fun_between_obj) },
    { MP_ROM_QSTR(MP_QSTR_kw), MP_ROM_PTR(&fun_kw_obj) },
    { MP_ROM_QSTR(MP_QSTR_static), MP_ROM_PTR(&fun_static_obj) },
    { MP_ROM_QSTR(MP_QSTR_class), MP_ROM_PTR(&fun_class_obj) },
    { MP_ROM_QSTR(MP_QSTR_pick), MP_ROM_PTR(&fun_pick_obj) },
};
static MP_DEFINE_CONST_DICT(functions_globals, functions_globals_table);

const mp_obj_module_t functions_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&functions_globals,
};

MP_REGISTER_MODULE(MP_QSTR_functions, functions_module);
