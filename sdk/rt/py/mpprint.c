// SPDX-License-Identifier: 0BSD
// Printing beyond mp_printf.
#include "../rt.h"

#include "py/formatfloat.h"

int mp_print_str(const mp_print_t *print, const char *str) {
    size_t len = strlen(str);
    if (len != 0) {
        print->print_strn(print->data, str, len);
    }
    return (int)len;
}

static void pad(const mp_print_t *print, char fill, int count) {
    while (--count >= 0) {
        print->print_strn(print->data, &fill, 1);
    }
}

int mp_print_strn(const mp_print_t *print, const char *str, size_t len, unsigned int flags,
                  char fill, int width) {
    int missing = width - (int)len;
    if (missing < 0) {
        missing = 0;
    }
    int left = missing;
    if (flags & PF_FLAG_CENTER_ADJUST) {
        left = missing / 2;
    } else if (flags & PF_FLAG_LEFT_ADJUST) {
        left = 0;
    }
    if (fill == '\0') {
        fill = ' ';
    }
    pad(print, fill, left);
    if (len != 0) {
        print->print_strn(print->data, str, len);
    }
    pad(print, fill, missing - left);
    return (int)len + missing;
}

#if MICROPY_PY_BUILTINS_FLOAT
int mp_print_float(const mp_print_t *print, mp_float_t f, char fmt, unsigned int flags, char fill,
                   int width, int prec) {
    char text[40];
    char sign = flags & PF_FLAG_SHOW_SIGN ? '+' : flags & PF_FLAG_SPACE_SIGN ? ' ' : '\0';
    int len = mp_format_float(f, text, sizeof(text) - 1, fmt, prec, sign);
    if (flags & PF_FLAG_ADD_PERCENT) {
        text[len++] = '%';
    }
    int done = 0;
    if (flags & PF_FLAG_PAD_AFTER_SIGN && text[0] < '0') {
        done = mp_print_strn(print, text, 1, 0, 0, 1);
    }
    return done +
           mp_print_strn(print, text + done, (size_t)(len - done), flags, fill, width - done);
}
#endif

static const char *prefix_of(unsigned base, int base_char, int flags) {
    if (!(flags & PF_FLAG_SHOW_PREFIX)) {
        return "";
    }
    if (base == 8) {
        return flags & PF_FLAG_SHOW_OCTAL_LETTER ? "0o" : "0";
    }
    if (base == 16) {
        return base_char == 'A' ? "0X" : "0x";
    }
    return base == 2 ? "0b" : "";
}

int mp_print_mp_int(const mp_print_t *print, mp_obj_t x, unsigned base, int base_char, int flags,
                    char fill, int width, int prec) {
    if (!mp_obj_is_int(x)) {
        x = mp_obj_new_int(mp_obj_get_int(x));
    }
    bool to_the_right = !(flags & (PF_FLAG_LEFT_ADJUST | PF_FLAG_CENTER_ADJUST));
    if (fill == '0' && to_the_right) {
        width = MAX(width, prec);
        prec = 0;
    }
    char *digits = NULL;
    size_t size = 0;
    size_t len;
    char comma = (char)(flags >> 9 & 0x7f);
    mp_obj_int_formatted(&digits, &size, &len, x, (int)base, NULL, (char)base_char, comma);
    bool negative = digits[0] == '-';
    len -= negative;

    // The sign, the prefix, zeros up to the precision, the digits.
    vstr_t text;
    vstr_init(&text, len + 4);
    if (negative) {
        vstr_add_byte(&text, '-');
    } else if (flags & (PF_FLAG_SHOW_SIGN | PF_FLAG_SPACE_SIGN)) {
        vstr_add_byte(&text, flags & PF_FLAG_SHOW_SIGN ? '+' : ' ');
    }
    vstr_add_str(&text, prefix_of(base, base_char, flags));
    size_t before = text.len;
    for (int zeros = prec > 1 ? prec - (int)len : 0; zeros > 0; --zeros) {
        vstr_add_byte(&text, '0');
    }
    vstr_add_strn(&text, digits + negative, len);
    m_free(digits);

    int done = 0;
    if (prec > 1) {
        fill = ' ';
    } else if (flags & PF_FLAG_PAD_AFTER_SIGN) {
        print->print_strn(print->data, text.buf, before);
        vstr_cut_head_bytes(&text, before);
        done = (int)before;
    }
    done += mp_print_strn(print, text.buf, text.len, (unsigned)flags, fill, width - done);
    vstr_clear(&text);
    return done;
}
