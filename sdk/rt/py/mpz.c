// SPDX-License-Identifier: 0BSD
// Integers of any size. A result is made in new digits, which then replace the old ones, so that an
// operand may be the destination.
#include "../rt.h"

#include "py/mpz.h"

#define BASE_BITS MPZ_DIG_SIZE

void mpz_init_zero(mpz_t *z) {
    memset(z, 0, sizeof(*z));
}

void mpz_deinit(mpz_t *z) {
    if (z != NULL && !z->fixed_dig) {
        m_free(z->dig);
    }
}

// Gives z these digits, which are its own from now on.
static void take(mpz_t *z, mpz_dig_t *digits, size_t len, bool negative) {
    mpz_deinit(z);
    z->fixed_dig = 0;
    z->alloc = len & (SIZE_MAX >> 2);
    z->dig = digits;
    while (len != 0 && digits[len - 1] == 0) {
        --len;
    }
    z->len = len;
    z->neg = len != 0 && negative;
}

static mpz_dig_t *new_digits(size_t len) {
    return m_new0(mpz_dig_t, len + 1);
}

void mpz_set(mpz_t *dest, const mpz_t *src) {
    if (dest != src) {
        mpz_dig_t *digits = new_digits(src->len);
        memcpy(digits, src->dig, src->len * sizeof(mpz_dig_t));
        take(dest, digits, src->len, src->neg);
    }
}

void mpz_set_from_ll(mpz_t *z, long long i, bool is_signed) {
    bool negative = is_signed && i < 0;
    unsigned long long value = negative ? 0 - (unsigned long long)i : (unsigned long long)i;
    size_t len = 8 * sizeof(value) / BASE_BITS;
    mpz_dig_t *digits = new_digits(len);
    for (size_t n = 0; n < len; ++n, value = value >> (BASE_BITS - 1) >> 1) {
        digits[n] = (mpz_dig_t)value;
    }
    take(z, digits, len, negative);
}

void mpz_set_from_int(mpz_t *z, mp_int_t src) {
    mpz_set_from_ll(z, src, true);
}

void mpz_init_from_int(mpz_t *z, mp_int_t val) {
    mpz_init_zero(z);
    mpz_set_from_int(z, val);
}

void mpz_set_from_bytes(mpz_t *z, bool big_endian, size_t len, const byte *buf) {
    size_t bytes = sizeof(mpz_dig_t);
    mpz_dig_t *digits = new_digits((len + bytes - 1) / bytes);
    for (size_t i = 0; i < len; ++i) {
        mpz_dig_t b = buf[big_endian ? len - 1 - i : i];
        digits[i / bytes] = (mpz_dig_t)(digits[i / bytes] | b << (8 * (i % bytes)));
    }
    take(z, digits, (len + bytes - 1) / bytes, false);
}

static int compare_sizes(const mpz_t *a, const mpz_t *b) {
    if (a->len != b->len) {
        return a->len < b->len ? -1 : 1;
    }
    for (size_t i = a->len; i-- != 0;) {
        if (a->dig[i] != b->dig[i]) {
            return a->dig[i] < b->dig[i] ? -1 : 1;
        }
    }
    return 0;
}

int mpz_cmp(const mpz_t *lhs, const mpz_t *rhs) {
    if (lhs->neg != rhs->neg) {
        return lhs->neg ? -1 : 1;
    }
    int order = compare_sizes(lhs, rhs);
    return lhs->neg ? -order : order;
}

void mpz_abs_inpl(mpz_t *dest, const mpz_t *z) {
    mpz_set(dest, z);
    dest->neg = 0;
}

void mpz_neg_inpl(mpz_t *dest, const mpz_t *z) {
    mpz_set(dest, z);
    dest->neg = dest->len != 0 && !dest->neg;
}

static void add_sizes(mpz_t *dest, const mpz_t *a, const mpz_t *b, bool negative) {
    size_t len = MAX(a->len, b->len) + 1;
    mpz_dig_t *digits = new_digits(len);
    mpz_dbl_dig_t carry = 0;
    for (size_t i = 0; i < len; ++i, carry >>= BASE_BITS) {
        carry += i < a->len ? a->dig[i] : 0u;
        carry += i < b->len ? b->dig[i] : 0u;
        digits[i] = (mpz_dig_t)carry;
    }
    take(dest, digits, len, negative);
}

// a must not be smaller than b.
static void subtract_sizes(mpz_t *dest, const mpz_t *a, const mpz_t *b, bool negative) {
    mpz_dig_t *digits = new_digits(a->len);
    mpz_dbl_dig_t borrow = 0;
    for (size_t i = 0; i < a->len; ++i) {
        mpz_dbl_dig_t taken = borrow + (i < b->len ? b->dig[i] : 0u);
        borrow = a->dig[i] < taken;
        digits[i] = (mpz_dig_t)(a->dig[i] - taken);
    }
    take(dest, digits, a->len, negative);
}

static void add_signed(mpz_t *dest, const mpz_t *a, const mpz_t *b, bool b_negative) {
    if (a->neg == b_negative) {
        add_sizes(dest, a, b, b_negative);
    } else if (compare_sizes(a, b) >= 0) {
        subtract_sizes(dest, a, b, a->neg);
    } else {
        subtract_sizes(dest, b, a, b_negative);
    }
}

void mpz_add_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    add_signed(dest, lhs, rhs, rhs->neg);
}

void mpz_sub_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    add_signed(dest, lhs, rhs, !rhs->neg);
}

void mpz_mul_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    size_t len = lhs->len + rhs->len;
    mpz_dig_t *digits = new_digits(len);
    for (size_t i = 0; i < lhs->len; ++i) {
        mpz_dbl_dig_t carry = 0;
        for (size_t j = 0; j < rhs->len || carry != 0; ++j, carry >>= BASE_BITS) {
            mpz_dbl_dig_t factor = j < rhs->len ? rhs->dig[j] : 0u;
            carry += digits[i + j] + lhs->dig[i] * factor;
            digits[i + j] = (mpz_dig_t)carry;
        }
    }
    take(dest, digits, len, lhs->neg != rhs->neg);
}

void mpz_shl_inpl(mpz_t *dest, const mpz_t *lhs, mp_uint_t rhs) {
    size_t whole = rhs / BASE_BITS;
    size_t len = lhs->len + whole + 1;
    mpz_dig_t *digits = new_digits(len);
    mpz_dbl_dig_t carry = 0;
    for (size_t i = 0; i < lhs->len; ++i, carry >>= BASE_BITS) {
        carry |= (mpz_dbl_dig_t)lhs->dig[i] << (rhs % BASE_BITS);
        digits[whole + i] = (mpz_dig_t)carry;
    }
    digits[len - 1] = (mpz_dig_t)carry;
    take(dest, digits, len, lhs->neg);
}

// Rounds down, as Python does: a negative number grows by one if a bit is lost.
void mpz_shr_inpl(mpz_t *dest, const mpz_t *lhs, mp_uint_t rhs) {
    size_t whole = rhs / BASE_BITS;
    size_t part = rhs % BASE_BITS;
    size_t len = lhs->len > whole ? lhs->len - whole : 0;
    mpz_dig_t *digits = new_digits(len);
    mpz_dbl_dig_t lost = 0;
    for (size_t i = 0; i < lhs->len && i < whole; ++i) {
        lost |= lhs->dig[i];
    }
    mpz_dbl_dig_t above = 0;
    for (size_t i = len; i-- != 0; above = lhs->dig[whole + i]) {
        mpz_dbl_dig_t both = above << BASE_BITS | lhs->dig[whole + i];
        digits[i] = (mpz_dig_t)(both >> part);
    }
    if (len != 0) {
        lost |= lhs->dig[whole] & (((mpz_dbl_dig_t)1 << part) - 1);
    }
    bool negative = lhs->neg;
    if (negative && lost != 0) {
        size_t i = 0;
        while (++digits[i] == 0) {
            ++i;
        }
    }
    take(dest, digits, len + 1, negative);
}

bool natmod_mpz_as_bytes(const mpz_t *z, bool big_endian, bool as_signed, size_t len, byte *buf) {
    size_t bytes = sizeof(mpz_dig_t);
    size_t n = MAX(len, z->len * bytes);
    unsigned carry = z->neg;
    byte sign = z->neg ? 0xff : 0;
    byte last = sign;
    bool fits = true;
    for (size_t i = 0; i < n; ++i) {
        unsigned digit = i / bytes < z->len ? z->dig[i / bytes] >> (8 * (i % bytes)) & 0xff : 0;
        unsigned value = (digit ^ sign) + carry;
        carry = value >> 8;
        if (i < len) {
            last = (byte)value;
            buf[big_endian ? len - 1 - i : i] = last;
        } else {
            fits = fits && (byte)value == sign;
        }
    }
    return fits && !(as_signed && len != 0 && ((last ^ sign) & 0x80));
}

size_t mpz_as_str_inpl(const mpz_t *z, unsigned int base, const char *prefix, char base_char,
                       char comma, char *str) {
    mpz_dig_t *rest = new_digits(z->len);
    memcpy(rest, z->dig, z->len * sizeof(mpz_dig_t));
    size_t rest_len = z->len;
    size_t group = base == 10 ? 3 : 4;
    size_t len = 0;
    size_t digits = 0;
    // The last digit first; turned round at the end.
    do {
        mpz_dbl_dig_t remainder = 0;
        for (size_t i = rest_len; i-- != 0;) {
            remainder = remainder << BASE_BITS | rest[i];
            rest[i] = (mpz_dig_t)(remainder / base);
            remainder %= base;
        }
        while (rest_len != 0 && rest[rest_len - 1] == 0) {
            --rest_len;
        }
        if (comma != '\0' && digits != 0 && digits % group == 0) {
            str[len++] = comma;
        }
        ++digits;
        str[len++] =
            (char)(remainder < 10 ? '0' + remainder : (unsigned)base_char + remainder - 10);
    } while (rest_len != 0);
    m_free(rest);
    for (size_t i = prefix == NULL ? 0 : strlen(prefix); i-- != 0;) {
        str[len++] = prefix[i];
    }
    if (z->neg) {
        str[len++] = '-';
    }
    for (size_t i = 0; i < len / 2; ++i) {
        char c = str[i];
        str[i] = str[len - 1 - i];
        str[len - 1 - i] = c;
    }
    str[len] = '\0';
    return len;
}
