// SPDX-License-Identifier: 0BSD
// Objects as floats and complex numbers.
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
        natmod_raise_no_complex(self_in);
    }
}
#endif
