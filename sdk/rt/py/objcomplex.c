// SPDX-License-Identifier: 0BSD
// Complex numbers.
#include "../rt.h"

#if MICROPY_PY_BUILTINS_FLOAT
// complex() adds the imaginary part to 0, which loses the sign of -0.0: what has a sign is made
// as its negative.
mp_obj_t mp_obj_new_complex(mp_float_t real, mp_float_t imag) {
    bool negative = __builtin_signbit(imag) != 0;
    mp_obj_t parts[2] = {mp_obj_new_float(negative ? -real : real),
                         mp_obj_new_float(negative ? -imag : imag)};
    mp_obj_t o = mp_call_function_2(MP_OBJ_FROM_PTR(&mp_type_complex), parts[0], parts[1]);
    return negative ? mp_unary_op(MP_UNARY_OP_NEGATIVE, o) : o;
}
#endif
