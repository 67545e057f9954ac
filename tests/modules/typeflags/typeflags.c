// SPDX-License-Identifier: MIT
// What the flags of a type mean: comparison, functions as methods.
#include "py/runtime.h"

static mp_obj_t thing_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    mp_obj_base_t *self = mp_obj_malloc(mp_obj_base_t, type);
    return MP_OBJ_FROM_PTR(self);
}

// 1. Not equal to itself, as NaN: identity is no short cut.
static mp_obj_t odd_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs) {
    (void)lhs;
    (void)rhs;
    return op == MP_BINARY_OP_EQUAL ? mp_const_false : MP_OBJ_NULL;
}
static MP_DEFINE_CONST_OBJ_TYPE(
    type_Odd, MP_QSTR_Odd, MP_TYPE_FLAG_EQ_NOT_REFLEXIVE,
    make_new, thing_make_new, binary_op, odd_binary_op
    );

// 2. != is an operation of its own.
static mp_obj_t both_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs) {
    (void)lhs;
    (void)rhs;
    if (op == MP_BINARY_OP_EQUAL || op == MP_BINARY_OP_NOT_EQUAL) {
        return mp_const_true;
    }
    return MP_OBJ_NULL;
}
static MP_DEFINE_CONST_OBJ_TYPE(
    type_Both, MP_QSTR_Both, MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE | MP_TYPE_FLAG_EQ_HAS_NEQ_TEST,
    make_new, thing_make_new, binary_op, both_binary_op
    );

// 3. An instance is a function that becomes a method when a class holds it.
static mp_obj_t binding_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)self_in;
    mp_arg_check_num(n_args, n_kw, 0, 5, false);
    return mp_obj_new_tuple(n_args, args);
}
static MP_DEFINE_CONST_OBJ_TYPE(
    type_Binding, MP_QSTR_Binding, MP_TYPE_FLAG_BINDS_SELF,
    make_new, thing_make_new, call, binding_call
    );

// 4. The same, but not bound.
static MP_DEFINE_CONST_OBJ_TYPE(
    type_Loose, MP_QSTR_Loose, MP_TYPE_FLAG_NONE,
    make_new, thing_make_new, call, binding_call
    );


static const mp_rom_map_elem_t typeflags_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_typeflags) },
    { MP_ROM_QSTR(MP_QSTR_Odd), MP_ROM_PTR(&type_Odd) },
    { MP_ROM_QSTR(MP_QSTR_Both), MP_ROM_PTR(&type_Both) },
    { MP_ROM_QSTR(MP_QSTR_Binding), MP_ROM_PTR(&type_Binding) },
    { MP_ROM_QSTR(MP_QSTR_Loose), MP_ROM_PTR(&type_Loose) },
};
static MP_DEFINE_CONST_DICT(typeflags_globals, typeflags_globals_table);

const mp_obj_module_t typeflags_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&typeflags_globals,
};

MP_REGISTER_MODULE(MP_QSTR_typeflags, typeflags_module);
