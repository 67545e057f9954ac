// SPDX-License-Identifier: 0BSD
// Floats to text, with the firmware's formatter.
#include "../rt.h"

#include "py/formatfloat.h"

#if MICROPY_PY_BUILTINS_FLOAT
// Not by the firmware: rp2 makes an infinity of a NaN where it narrows the double that mp_printf
// takes.
static int format_nan(char *buf, char fmt, char sign) {
    char *at = buf;
    if (sign != '\0') {
        *at++ = sign;
    }
    memcpy(at, fmt & 0x20 ? "nan" : "NAN", 4);
    return (int)(at - buf) + 3;
}

int mp_format_float(mp_float_t f, char *buf, size_t buf_size, char fmt, int prec, char sign) {
    if (f != f && buf_size > 4) {
        return format_nan(buf, fmt, sign);
    }
    vstr_t text;
    vstr_init_fixed_buf(&text, buf_size, buf);
    char format[8] = {'%', '.', '*', fmt, '\0'};
    if (sign != '\0') {
        memmove(format + 2, format + 1, 4);
        format[1] = sign;
    }
    vstr_printf(&text, format, prec, (double)f);
    vstr_null_terminated_str(&text);
    return (int)text.len;
}
#endif
