// SPDX-License-Identifier: 0BSD
// Integers of any size: sign, and digits of 16 bits, the lowest first. The layout is the
// firmware's, so that the value of an int object can be read (the Unix port has 16 bits too, on
// every machine); the functions are the SDK's.
#ifndef NATMOD_PY_MPZ_H
#define NATMOD_PY_MPZ_H

#include "py/misc.h"
#include "py/mpconfig.h"

#define MPZ_DIG_SIZE (16)
typedef uint16_t mpz_dig_t;
typedef uint32_t mpz_dbl_dig_t;

typedef struct _mpz_t {
    size_t neg : 1;        // never of zero
    size_t fixed_dig : 1;  // the digits belong to somebody else
    size_t alloc : (8 * sizeof(size_t) - 2);
    size_t len;  // the highest digit is not 0
    mpz_dig_t *dig;
} mpz_t;
MP_STATIC_ASSERT(sizeof(mpz_t) == 3 * sizeof(size_t));

NATMOD_BEGIN_C
void mpz_init_zero(mpz_t *z);
void mpz_init_from_int(mpz_t *z, mp_int_t val);
void mpz_deinit(mpz_t *z);
void mpz_set(mpz_t *dest, const mpz_t *src);
void mpz_set_from_int(mpz_t *z, mp_int_t src);
void mpz_set_from_ll(mpz_t *z, long long i, bool is_signed);
size_t mpz_set_from_str(mpz_t *z, const char *str, size_t len, bool neg, unsigned int base);
#if MICROPY_PY_BUILTINS_FLOAT
void mpz_set_from_float(mpz_t *z, mp_float_t src);
mp_float_t mpz_as_float(const mpz_t *z);
#endif
void mpz_init_fixed_from_int(mpz_t *z, mpz_dig_t *dig, size_t dig_alloc, mp_int_t val);
mp_int_t mpz_hash(const mpz_t *z);
// False if it does not fit; the most negative word does not.
bool mpz_as_int_checked(const mpz_t *z, mp_int_t *value);
bool mpz_as_uint_checked(const mpz_t *z, mp_uint_t *value);
void mpz_set_from_bytes(mpz_t *z, bool big_endian, size_t len, const byte *buf);
int mpz_cmp(const mpz_t *lhs, const mpz_t *rhs);
void mpz_abs_inpl(mpz_t *dest, const mpz_t *z);
void mpz_neg_inpl(mpz_t *dest, const mpz_t *z);
void mpz_shl_inpl(mpz_t *dest, const mpz_t *lhs, mp_uint_t rhs);
void mpz_shr_inpl(mpz_t *dest, const mpz_t *lhs, mp_uint_t rhs);
void mpz_add_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_sub_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_mul_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
// Both round down; the divisor is not 0.
void mpz_divmod_inpl(mpz_t *dest_quo, mpz_t *dest_rem, const mpz_t *lhs, const mpz_t *rhs);
void mpz_pow_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_pow3_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs, const mpz_t *mod);
void mpz_not_inpl(mpz_t *dest, const mpz_t *z);
void mpz_and_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_or_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_xor_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
// Two's complement; false if it does not fit.
bool natmod_mpz_as_bytes(const mpz_t *z, bool big_endian, bool as_signed, size_t len, byte *buf);
// Returns the length without the terminating NUL.
size_t mpz_as_str_inpl(const mpz_t *z, unsigned int base, const char *prefix, char base_char,
                       char comma, char *str);
NATMOD_END_C

#define MPZ_NUM_DIG_FOR_INT ((sizeof(mp_int_t) * 8 + MPZ_DIG_SIZE - 1) / MPZ_DIG_SIZE)
#define MPZ_NUM_DIG_FOR_LL ((sizeof(long long) * 8 + MPZ_DIG_SIZE - 1) / MPZ_DIG_SIZE)
// An integer whose digits are on the stack.
#define MPZ_CONST_INT(z, val)                  \
    mpz_t z;                                   \
    mpz_dig_t z##_digits[MPZ_NUM_DIG_FOR_INT]; \
    mpz_init_fixed_from_int(&z, z##_digits, MPZ_NUM_DIG_FOR_INT, val);

// (z, big_endian, len, buf) up to 1.24, then (z, big_endian, as_signed, len, buf).
#define mpz_as_bytes(...) \
    NATMOD_PICK_5(__VA_ARGS__, natmod_mpz_as_bytes, NATMOD_MPZ_AS_BYTES_4, , , )(__VA_ARGS__)
#define NATMOD_MPZ_AS_BYTES_4(z, big_endian, len, buf) \
    natmod_mpz_as_bytes(z, big_endian, false, len, buf)

static inline bool mpz_is_zero(const mpz_t *z) {
    return z->len == 0;
}
static inline bool mpz_is_neg(const mpz_t *z) {
    return z->neg != 0;
}
static inline size_t mpz_max_num_bits(const mpz_t *z) {
    return z->len * MPZ_DIG_SIZE;
}

#endif
