// Integers from and to objects.
#include "../rt.h"

mp_obj_t natmod_obj_new_int(mp_int_t value) {
    return natmod_tab_native_to_obj((mp_uint_t)value, MP_NATIVE_TYPE_INT);
}

mp_obj_t natmod_obj_new_int_from_uint(mp_uint_t value) {
    return natmod_tab_native_to_obj(value, MP_NATIVE_TYPE_UINT);
}

mp_int_t natmod_obj_get_int_truncated(mp_const_obj_t arg) {
    return (mp_int_t)natmod_tab_native_from_obj((mp_obj_t)arg, MP_NATIVE_TYPE_INT);
}

static MP_NORETURN void raise_overflow(void) {
    mp_raise_msg(&mp_type_OverflowError, "overflow converting long int to machine word");
}

// The firmware only truncates the big ints it is given as such: these are compared with the result.
// The most negative word is none that it takes.
mp_int_t natmod_obj_get_int(mp_const_obj_t arg) {
    mp_int_t value = natmod_obj_get_int_truncated(arg);
    if (mp_obj_is_exact_type(arg, &mp_type_int) &&
        (value == MP_INT_MIN || !mp_obj_equal(mp_obj_new_int(value), (mp_obj_t)arg))) {
        raise_overflow();
    }
    return value;
}

mp_int_t mp_obj_int_get_truncated(mp_const_obj_t self_in) {
    return mp_obj_get_int_truncated(self_in);
}

mp_int_t mp_obj_int_get_checked(mp_const_obj_t self_in) {
    return mp_obj_get_int(self_in);
}

mp_uint_t mp_obj_int_get_uint_checked(mp_const_obj_t self_in) {
    mp_uint_t value = (mp_uint_t)mp_obj_get_int_truncated(self_in);
    if (!mp_obj_equal(mp_obj_new_int_from_uint(value), (mp_obj_t)self_in)) {
        raise_overflow();
    }
    return value;
}

// The int that an object stands for, NULL if it is no integer.
static mp_obj_t as_int(mp_const_obj_t arg) {
    return mp_obj_is_int(arg) ? (mp_obj_t)arg
                              : natmod_unary_op_maybe(MP_UNARY_OP_INT_MAYBE, (mp_obj_t)arg);
}

static mp_obj_t as_int_or_raise(mp_const_obj_t arg) {
    mp_obj_t integer = as_int(arg);
    if (integer == MP_OBJ_NULL) {
        mp_raise_TypeError_int_conversion(arg);
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
#if UINTPTR_MAX > 0xffffffffu
    return mp_obj_get_int_truncated(integer);
#else
    if (mp_obj_is_small_int(integer)) {
        return MP_OBJ_SMALL_INT_VALUE(integer);
    }
    mp_obj_t high = mp_binary_op(MP_BINARY_OP_RSHIFT, integer, MP_OBJ_NEW_SMALL_INT(32));
    return (long long)((unsigned long long)(mp_uint_t)mp_obj_get_int_truncated(high) << 32 |
                       (mp_uint_t)mp_obj_get_int_truncated(integer));
#endif
}

#if UINTPTR_MAX > 0xffffffffu
mp_obj_t mp_obj_new_int_from_ll(long long val) {
    return mp_obj_new_int(val);
}

mp_obj_t mp_obj_new_int_from_ull(unsigned long long val) {
    return mp_obj_new_int_from_uint(val);
}
#else
static mp_obj_t join(mp_obj_t high, mp_uint_t low) {
    mp_obj_t shifted = mp_binary_op(MP_BINARY_OP_LSHIFT, high, MP_OBJ_NEW_SMALL_INT(32));
    return mp_binary_op(MP_BINARY_OP_OR, shifted, mp_obj_new_int_from_uint(low));
}

mp_obj_t mp_obj_new_int_from_ll(long long val) {
    if (val == (mp_int_t)val) {
        return mp_obj_new_int((mp_int_t)val);
    }
    return join(mp_obj_new_int((mp_int_t)(val >> 32)), (mp_uint_t)val);
}

mp_obj_t mp_obj_new_int_from_ull(unsigned long long val) {
    mp_uint_t high = (mp_uint_t)(val >> 32);
    mp_obj_t low = mp_obj_new_int_from_uint((mp_uint_t)val);
    return high == 0 ? low : join(mp_obj_new_int_from_uint(high), (mp_uint_t)val);
}
#endif

int mp_obj_int_sign(mp_obj_t self_in) {
    mp_obj_t zero = MP_OBJ_NEW_SMALL_INT(0);
    if (mp_binary_op(MP_BINARY_OP_LESS, self_in, zero) == mp_const_true) {
        return -1;
    }
    return mp_binary_op(MP_BINARY_OP_MORE, self_in, zero) == mp_const_true;
}
