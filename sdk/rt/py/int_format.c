// Integers of any size to text in any base.
#include "../rt.h"

// Room for that many bits with sign, prefix, separators and NUL.
size_t mp_int_format_size(size_t num_bits, int base, const char *prefix, char comma) {
    size_t bits_per_digit = 0;
    while (base >> (bits_per_digit + 1) != 0) {
        ++bits_per_digit;
    }
    size_t digits = num_bits / bits_per_digit + 1;
    size_t separators = comma == '\0' ? 0 : digits / (base == 10 ? 3 : 4);
    return digits + separators + (prefix == NULL ? 0 : strlen(prefix)) + 2;
}

static mp_obj_t shifted(mp_obj_t o, size_t bits) {
    return mp_binary_op(MP_BINARY_OP_RSHIFT, o, MP_OBJ_NEW_SMALL_INT(bits));
}

// Asked for word by word: what an int object looks like depends on MICROPY_LONGINT_IMPL of the
// port.
static void get_value(mpz_t *z, mp_obj_t o) {
    enum { BITS = 8 * sizeof(mp_uint_t) };
    if (mp_obj_is_small_int(o)) {
        mpz_init_from_int(z, MP_OBJ_SMALL_INT_VALUE(o));
        return;
    }
    bool negative = mp_obj_int_sign(o) < 0;
    o = mp_unary_op(MP_UNARY_OP_ABS, o);
    size_t n = 1;
    // Of 64 bits, a port that has no more shifts by 63 at most.
    while (mp_obj_is_true(shifted(o, n * BITS - 1))) {
        ++n;
    }
    mp_uint_t *words = m_new(mp_uint_t, n);
    for (size_t i = 0; i < n; ++i) {
        words[i] = (mp_uint_t)mp_obj_get_int_truncated(i == 0 ? o : shifted(o, i * BITS));
    }
    mpz_init_zero(z);
    mpz_set_from_bytes(z, false, n * sizeof(mp_uint_t), (const byte *)words);
    z->neg = negative;
    m_free(words);
}

char *mp_obj_int_formatted(char **buf, size_t *buf_size, size_t *fmt_size, mp_const_obj_t self_in,
                           int base, const char *prefix, char base_char, char comma) {
    mpz_t z;
    get_value(&z, (mp_obj_t)self_in);
    size_t needed = mp_int_format_size(mpz_max_num_bits(&z), base, prefix, comma);
    if (needed > *buf_size) {
        *buf = m_new(char, needed);
        *buf_size = needed;
    }
    *fmt_size = mpz_as_str_inpl(&z, (unsigned)base, prefix, base_char, comma, *buf);
    mpz_deinit(&z);
    return *buf;
}

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
