// SPDX-License-Identifier: MIT
// Calling back: Python functions, methods, attributes, modules.
#include "py/runtime.h"

static mp_obj_t callbacks_call(size_t n_args, const mp_obj_t *args) {
    return mp_call_function_n_kw(args[0], n_args - 1, 0, args + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(callbacks_call_obj, 1, callbacks_call);

static mp_obj_t callbacks_call_0_1_2(mp_obj_t fun) {
    mp_obj_t items[] = {
        mp_call_function_0(fun),
        mp_call_function_1(fun, MP_OBJ_NEW_SMALL_INT(1)),
        mp_call_function_2(fun, MP_OBJ_NEW_SMALL_INT(1), MP_OBJ_NEW_QSTR(MP_QSTR_second)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(callbacks_call_0_1_2_obj, callbacks_call_0_1_2);

// fun(1, 2, key=value, scale=5)
static mp_obj_t callbacks_call_kw(mp_obj_t fun, mp_obj_t value) {
    mp_obj_t args[] = {
        MP_OBJ_NEW_SMALL_INT(1), MP_OBJ_NEW_SMALL_INT(2),
        MP_OBJ_NEW_QSTR(MP_QSTR_key), value,
        MP_OBJ_NEW_QSTR(MP_QSTR_scale), MP_OBJ_NEW_SMALL_INT(5),
    };
    return mp_call_function_n_kw(fun, 2, 2, args);
}
static MP_DEFINE_CONST_FUN_OBJ_2(callbacks_call_kw_obj, callbacks_call_kw);

// obj.append(arg) if there is such a method, else obj.add(arg).
static mp_obj_t callbacks_add_to(mp_obj_t obj, mp_obj_t arg) {
    mp_obj_t dest[3];
    mp_load_method_maybe(obj, MP_QSTR_append, dest);
    if (dest[0] == MP_OBJ_NULL) {
        mp_load_method(obj, MP_QSTR_add, dest);
    }
    dest[2] = arg;
    mp_call_method_n_kw(1, 0, dest);
    return obj;
}
static MP_DEFINE_CONST_FUN_OBJ_2(callbacks_add_to_obj, callbacks_add_to);

static mp_obj_t callbacks_attribute(size_t n_args, const mp_obj_t *args) {
    if (n_args == 2) {
        mp_store_attr(args[0], MP_QSTR_colour, args[1]);
    }
    return mp_load_attr(args[0], MP_QSTR_colour);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(callbacks_attribute_obj, 1, 2, callbacks_attribute);

// Uses another module: struct.pack(">H", n).
static mp_obj_t callbacks_pack(mp_obj_t n) {
    mp_obj_t module = mp_import_name(MP_QSTR_struct, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_obj_t fun = mp_load_attr(module, MP_QSTR_pack);
    return mp_call_function_2(fun, mp_obj_new_str(">H", 2), n);
}
static MP_DEFINE_CONST_FUN_OBJ_1(callbacks_pack_obj, callbacks_pack);

// A table of builtins: sorted, by key and reversed.
static mp_obj_t callbacks_sorted(mp_obj_t iterable, mp_obj_t key) {
    mp_obj_t fun = mp_load_name(MP_QSTR_sorted);
    mp_obj_t args[] = {
        iterable,
        MP_OBJ_NEW_QSTR(MP_QSTR_key), key,
        MP_OBJ_NEW_QSTR(MP_QSTR_reverse), mp_const_true,
    };
    return mp_call_function_n_kw(fun, 1, 2, args);
}
static MP_DEFINE_CONST_FUN_OBJ_2(callbacks_sorted_obj, callbacks_sorted);

// Keeps a callable in an object and calls it later, with what it is called with itself.
typedef struct {
    mp_obj_base_t base;
    mp_obj_t fun;
    mp_int_t calls;
} relay_obj_t;

static mp_obj_t relay_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    if (!mp_obj_is_callable(args[0])) {
        mp_raise_TypeError(MP_ERROR_TEXT("callable wanted"));
    }
    relay_obj_t *self = mp_obj_malloc(relay_obj_t, type);
    self->fun = args[0];
    self->calls = 0;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t relay_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    relay_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->calls++;
    return mp_call_function_n_kw(self->fun, n_args, n_kw, args);
}

static void relay_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    relay_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] == MP_OBJ_NULL && attr == MP_QSTR_calls) {
        dest[0] = mp_obj_new_int(self->calls);
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Relay,
    MP_QSTR_Relay,
    MP_TYPE_FLAG_NONE,
    make_new, relay_make_new,
    call, relay_call,
    attr, relay_attr
    );

static const mp_rom_map_elem_t callbacks_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_callbacks) },
    { MP_ROM_QSTR(MP_QSTR_call), MP_ROM_PTR(&callbacks_call_obj) },
    { MP_ROM_QSTR(MP_QSTR_call_0_1_2), MP_ROM_PTR(&callbacks_call_0_1_2_obj) },
    { MP_ROM_QSTR(MP_QSTR_call_kw), MP_ROM_PTR(&callbacks_call_kw_obj) },
    { MP_ROM_QSTR(MP_QSTR_add_to), MP_ROM_PTR(&callbacks_add_to_obj) },
    { MP_ROM_QSTR(MP_QSTR_attribute), MP_ROM_PTR(&callbacks_attribute_obj) },
    { MP_ROM_QSTR(MP_QSTR_pack), MP_ROM_PTR(&callbacks_pack_obj) },
    { MP_ROM_QSTR(MP_QSTR_sorted), MP_ROM_PTR(&callbacks_sorted_obj) },
    { MP_ROM_QSTR(MP_QSTR_Relay), MP_ROM_PTR(&type_Relay) },
};
static MP_DEFINE_CONST_DICT(callbacks_globals, callbacks_globals_table);

const mp_obj_module_t callbacks_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&callbacks_globals,
};

MP_REGISTER_MODULE(MP_QSTR_callbacks, callbacks_module);
