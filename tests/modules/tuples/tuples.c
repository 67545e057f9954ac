// SPDX-License-Identifier: MIT
// Classes that borrow what the firmware's own types do: a tuple with a name, an exception with more.
#include "py/objexcept.h"
#include "py/objtuple.h"
#include "py/runtime.h"

// A pair: it is laid out as a tuple and uses the tuple's slots.
static mp_obj_t pair_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 2, 2, false);
    mp_obj_tuple_t *self = mp_obj_malloc_var(mp_obj_tuple_t, items, mp_obj_t, 2, type);
    self->len = 2;
    self->items[0] = args[0];
    self->items[1] = args[1];
    return MP_OBJ_FROM_PTR(self);
}

static void pair_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    mp_print_str(print, "Pair");
    mp_obj_tuple_print(print, self_in, kind);
}

static void pair_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    mp_obj_tuple_t *self = MP_OBJ_TO_PTR(self_in);
    if (attr == MP_QSTR_left) {
        dest[0] = self->items[0];
    } else if (attr == MP_QSTR_right) {
        dest[0] = self->items[1];
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Pair,
    MP_QSTR_Pair,
    MP_TYPE_FLAG_ITER_IS_GETITER,
    make_new, pair_make_new,
    print, pair_print,
    attr, pair_attr,
    unary_op, mp_obj_tuple_unary_op,
    binary_op, mp_obj_tuple_binary_op,
    subscr, mp_obj_tuple_subscr,
    iter, mp_obj_tuple_getiter,
    parent, &mp_type_tuple
    );

static mp_obj_t tuples_swap(mp_obj_t obj) {
    size_t len;
    mp_obj_t *items;
    mp_obj_tuple_get(obj, &len, &items);
    if (len != 2) {
        mp_raise_ValueError(MP_ERROR_TEXT("two wanted"));
    }
    mp_obj_t args[] = { items[1], items[0] };
    return pair_make_new(&type_Pair, 2, 0, args);
}
static MP_DEFINE_CONST_FUN_OBJ_1(tuples_swap_obj, tuples_swap);

// An exception class that is written out, with an attribute of its own.
static void code_error_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    mp_obj_exception_attr(self_in, attr, dest);
    if (dest[0] == MP_OBJ_NULL && attr == MP_QSTR_code) {
        dest[0] = mp_obj_exception_get_value(self_in);
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_CodeError,
    MP_QSTR_CodeError,
    MP_TYPE_FLAG_NONE,
    make_new, mp_obj_exception_make_new,
    print, mp_obj_exception_print,
    attr, code_error_attr,
    parent, &mp_type_RuntimeError
    );

static mp_obj_t tuples_fail(size_t n_args, const mp_obj_t *args) {
    nlr_raise(mp_obj_new_exception_args(&type_CodeError, n_args, args));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(tuples_fail_obj, 0, tuples_fail);

static const mp_rom_map_elem_t tuples_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_tuples) },
    { MP_ROM_QSTR(MP_QSTR_Pair), MP_ROM_PTR(&type_Pair) },
    { MP_ROM_QSTR(MP_QSTR_swap), MP_ROM_PTR(&tuples_swap_obj) },
    { MP_ROM_QSTR(MP_QSTR_CodeError), MP_ROM_PTR(&type_CodeError) },
    { MP_ROM_QSTR(MP_QSTR_fail), MP_ROM_PTR(&tuples_fail_obj) },
};
static MP_DEFINE_CONST_DICT(tuples_globals, tuples_globals_table);

const mp_obj_module_t tuples_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&tuples_globals,
};

MP_REGISTER_MODULE(MP_QSTR_tuples, tuples_module);
