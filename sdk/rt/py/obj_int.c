// SPDX-License-Identifier: 0BSD
// Objects as integers.
#include "../rt.h"

// The int that an object stands for, NULL if it is no integer.
static mp_obj_t as_int(mp_const_obj_t arg) {
    return mp_obj_is_int(arg) ? (mp_obj_t)arg
                              : natmod_unary_op_maybe(MP_UNARY_OP_INT_MAYBE, (mp_obj_t)arg);
}

static mp_obj_t as_int_or_raise(mp_const_obj_t arg) {
    mp_obj_t integer = as_int(arg);
    if (integer == MP_OBJ_NULL) {
        (void)mp_obj_get_int_truncated(arg);  // raises, as arg is none
    }
    return integer;
}

bool mp_obj_get_int_maybe(mp_const_obj_t arg, mp_int_t *value) {
    mp_obj_t integer = as_int(arg);
    if (integer == MP_OBJ_NULL) {
        return false;
    }
    *value = mp_obj_get_int(integer);
    return true;
}

mp_uint_t mp_obj_get_uint(mp_const_obj_t arg) {
    return mp_obj_int_get_uint_checked(as_int_or_raise(arg));
}

long long mp_obj_get_ll(mp_const_obj_t arg) {
    mp_obj_t integer = as_int_or_raise(arg);
    return mp_obj_is_small_int(integer) ? MP_OBJ_SMALL_INT_VALUE(integer)
                                        : (long long)natmod_obj_low_64(integer);
}
