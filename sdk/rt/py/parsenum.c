// SPDX-License-Identifier: 0BSD
// Numbers from text.
#include "../rt.h"

#include "py/parsenum.h"

mp_obj_t mp_parse_num_integer(const char *str, size_t len, int base, void *lex) {
    (void)lex;
    return mp_call_function_2(MP_OBJ_FROM_PTR(&mp_type_int), mp_obj_new_str(str, len),
                              MP_OBJ_NEW_SMALL_INT(base));
}

#if MICROPY_PY_BUILTINS_FLOAT
mp_obj_t mp_parse_num_decimal(const char *str, size_t len, bool allow_imag, bool force_complex,
                              void *lex) {
    (void)lex;
    bool imaginary = allow_imag && len != 0 && (str[len - 1] | 0x20) == 'j';
    const mp_obj_type_t *type = imaginary || force_complex ? &mp_type_complex : &mp_type_float;
    return mp_call_function_1(MP_OBJ_FROM_PTR(type), mp_obj_new_str(str, len));
}
#endif
