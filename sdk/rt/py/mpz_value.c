// SPDX-License-Identifier: 0BSD
// Integers of any size from texts and floats, and to words and floats.
#include "../rt.h"

#include "py/mpz.h"

void mpz_init_fixed_from_int(mpz_t *z, mpz_dig_t *dig, size_t dig_alloc, mp_int_t val) {
    mp_uint_t size = val < 0 ? 0 - (mp_uint_t)val : (mp_uint_t)val;
    z->neg = val < 0;
    z->fixed_dig = 1;
    z->alloc = dig_alloc & (SIZE_MAX >> 2);
    z->dig = dig;
    for (z->len = 0; size != 0; size >>= MPZ_DIG_SIZE) {
        dig[z->len++] = (mpz_dig_t)size;
    }
}

// The digits that the text begins with; returns how many.
size_t mpz_set_from_str(mpz_t *z, const char *str, size_t len, bool neg, unsigned int base) {
    size_t alloc = 6 * len / MPZ_DIG_SIZE + 1;  // six bits a character at most
    mpz_dig_t *digits = m_new0(mpz_dig_t, alloc);
    size_t used = 0;
    size_t n = 0;
    for (; n < len && unichar_isalnum((byte)str[n]); ++n) {
        mpz_dbl_dig_t carry = (mpz_dbl_dig_t)unichar_xdigit_value((byte)str[n]);
        if (carry >= base) {
            break;
        }
        for (size_t i = 0; i < used; ++i, carry >>= MPZ_DIG_SIZE) {
            carry += (mpz_dbl_dig_t)digits[i] * base;
            digits[i] = (mpz_dig_t)carry;
        }
        if (carry != 0) {
            digits[used++] = (mpz_dig_t)carry;
        }
    }
    mpz_deinit(z);
    *z = (mpz_t){neg && used != 0, 0, alloc & (SIZE_MAX >> 2), used, digits};
    return n;
}

static bool as_word(const mpz_t *z, mp_uint_t *value, mp_uint_t max) {
    *value = 0;
    for (size_t i = z->len; i-- != 0;) {
        if (*value > max >> MPZ_DIG_SIZE) {
            return false;
        }
        *value = *value << MPZ_DIG_SIZE | z->dig[i];
    }
    return true;
}

bool mpz_as_int_checked(const mpz_t *z, mp_int_t *value) {
    mp_uint_t size;
    if (!as_word(z, &size, MP_INT_MAX)) {
        return false;
    }
    *value = (mp_int_t)(z->neg ? 0 - size : size);
    return true;
}

bool mpz_as_uint_checked(const mpz_t *z, mp_uint_t *value) {
    return !z->neg && as_word(z, value, MP_UINT_MAX);
}

mp_int_t mpz_hash(const mpz_t *z) {
    mp_uint_t value = 0;
    for (size_t i = z->len; i-- != 0;) {
        value = value << MPZ_DIG_SIZE | z->dig[i];
    }
    return (mp_int_t)(z->neg ? 0 - value : value);
}

#if MICROPY_PY_BUILTINS_FLOAT
mp_float_t mpz_as_float(const mpz_t *z) {
    mp_float_t value = 0;
    for (size_t i = z->len; i-- != 0;) {
        value = value * (mp_float_t)(1u << MPZ_DIG_SIZE) + (mp_float_t)z->dig[i];
    }
    return z->neg ? -value : value;
}

// What is behind the point is cut off; infinite and not a number are 0.
void mpz_set_from_float(mpz_t *z, mp_float_t src) {
    const mp_float_t base = (mp_float_t)(1u << MPZ_DIG_SIZE);
    mp_float_t size = src < 0 ? -src : src;
    mpz_set_from_int(z, 0);
    if (!(size >= 1) || size * 0 != 0) {
        return;
    }
    size_t len = 1;
    for (; size >= base; size /= base) {
        ++len;
    }
    mpz_dig_t *digits = m_new0(mpz_dig_t, len);
    for (size_t i = len; i-- != 0; size *= base) {
        digits[i] = (mpz_dig_t)size;
        size -= (mp_float_t)digits[i];
    }
    mpz_deinit(z);
    *z = (mpz_t){src < 0, 0, len & (SIZE_MAX >> 2), len, digits};
}
#endif
