// Floats and complex numbers beyond making and reading a float.
#include "../rt.h"

#if MICROPY_PY_BUILTINS_FLOAT
NATMOD_QSTR(real);
NATMOD_QSTR(imag);

bool mp_obj_get_float_maybe(mp_obj_t arg, mp_float_t *value) {
    if (!mp_obj_is_float(arg) && !mp_obj_is_int(arg) && !mp_obj_is_bool(arg)) {
        arg = natmod_unary_op_maybe(MP_UNARY_OP_FLOAT_MAYBE, arg);
        if (arg == MP_OBJ_NULL || !mp_obj_is_float(arg)) {
            return false;
        }
    }
    *value = mp_obj_get_float(arg);
    return true;
}

mp_obj_t mp_obj_new_int_from_float(mp_float_t val) {
    return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_int), mp_obj_new_float(val));
}

// How much of it the port's configuration takes into the hash, only the port knows.
mp_int_t mp_float_hash(mp_float_t val) {
    return MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, mp_obj_new_float(val)));
}

mp_float_t mp_obj_int_as_float_impl(mp_obj_t self_in) {
    return mp_obj_get_float(self_in);
}

// complex() adds the imaginary part to 0, which loses the sign of -0.0: what has a sign is made
// as its negative.
mp_obj_t mp_obj_new_complex(mp_float_t real, mp_float_t imag) {
    bool negative = __builtin_signbit(imag) != 0;
    mp_obj_t parts[2] = {mp_obj_new_float(negative ? -real : real),
                         mp_obj_new_float(negative ? -imag : imag)};
    mp_obj_t o = mp_call_function_2(MP_OBJ_FROM_PTR(&mp_type_complex), parts[0], parts[1]);
    return negative ? mp_unary_op(MP_UNARY_OP_NEGATIVE, o) : o;
}

bool mp_obj_get_complex_maybe(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag) {
    if (mp_obj_get_float_maybe(self_in, real)) {
        *imag = 0;
        return true;
    }
    if (!mp_obj_is_type(self_in, &mp_type_complex)) {
        self_in = natmod_unary_op_maybe(MP_UNARY_OP_COMPLEX_MAYBE, self_in);
        if (self_in == MP_OBJ_NULL || !mp_obj_is_type(self_in, &mp_type_complex)) {
            return false;
        }
    }
    *real = mp_obj_get_float(mp_load_attr(self_in, Q(real)));
    *imag = mp_obj_get_float(mp_load_attr(self_in, Q(imag)));
    return true;
}

void mp_obj_get_complex(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag) {
    if (!mp_obj_get_complex_maybe(self_in, real, imag)) {
        mp_raise_msg_varg(&mp_type_TypeError, "can't convert %q to complex",
                          (qstr)mp_obj_get_type(self_in)->name);
    }
}
#endif
