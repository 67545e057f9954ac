// SPDX-License-Identifier: 0BSD
// Numbers from text.
#ifndef NATMOD_PY_PARSENUM_H
#define NATMOD_PY_PARSENUM_H

#include "py/obj.h"

NATMOD_BEGIN_C
// The last argument is only for the firmware's own compiler: give NULL.
mp_obj_t mp_parse_num_integer(const char *str, size_t len, int base, void *lex);
#if MICROPY_PY_BUILTINS_FLOAT
mp_obj_t mp_parse_num_decimal(const char *str, size_t len, bool allow_imag, bool force_complex,
                              void *lex);
static inline mp_obj_t mp_parse_num_float(const char *str, size_t len, bool allow_imag, void *lex) {
    return mp_parse_num_decimal(str, len, allow_imag, false, lex);
}
static inline mp_obj_t mp_parse_num_complex(const char *str, size_t len, void *lex) {
    return mp_parse_num_decimal(str, len, true, true, lex);
}
#endif
NATMOD_END_C

#endif
