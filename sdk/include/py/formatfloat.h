// SPDX-License-Identifier: 0BSD
// Floats to text.
#ifndef NATMOD_PY_FORMATFLOAT_H
#define NATMOD_PY_FORMATFLOAT_H

#include "py/mpconfig.h"

#if MICROPY_PY_BUILTINS_FLOAT
NATMOD_BEGIN_C
// fmt: e f g or their capitals. sign: '+', ' ' or 0 before positive numbers. Returns the length.
int mp_format_float(mp_float_t f, char *buf, size_t buf_size, char fmt, int prec, char sign);
NATMOD_END_C
#endif

#endif
