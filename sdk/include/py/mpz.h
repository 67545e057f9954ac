// Integers of any size: sign, and digits of 16 bits, the lowest first. The layout is the firmware's, so
// that the value of an int object can be read (the Unix port has 16 bits too, on every machine); the
// functions are the SDK's.
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
void mpz_set_from_bytes(mpz_t *z, bool big_endian, size_t len, const byte *buf);
int mpz_cmp(const mpz_t *lhs, const mpz_t *rhs);
void mpz_abs_inpl(mpz_t *dest, const mpz_t *z);
void mpz_neg_inpl(mpz_t *dest, const mpz_t *z);
void mpz_shl_inpl(mpz_t *dest, const mpz_t *lhs, mp_uint_t rhs);
void mpz_shr_inpl(mpz_t *dest, const mpz_t *lhs, mp_uint_t rhs);
void mpz_add_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_sub_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
void mpz_mul_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs);
// Two's complement; false if it does not fit.
bool natmod_mpz_as_bytes(const mpz_t *z, bool big_endian, bool as_signed, size_t len, byte *buf);
// Returns the length without the terminating NUL.
size_t mpz_as_str_inpl(const mpz_t *z, unsigned int base, const char *prefix, char base_char,
                       char comma, char *str);
NATMOD_END_C

// (z, big_endian, len, buf) up to 1.24, then (z, big_endian, as_signed, len, buf).
#define mpz_as_bytes(...) \
    NATMOD_PICK_5(__VA_ARGS__, natmod_mpz_as_bytes, NATMOD_MPZ_AS_BYTES_4, , , )(__VA_ARGS__)
#define NATMOD_MPZ_AS_BYTES_4(z, big_endian, len, buf) \
    natmod_mpz_as_bytes(z, big_endian, false, len, buf)

static inline bool mpz_is_zero(const mpz_t *z) { return z->len == 0; }
static inline bool mpz_is_neg(const mpz_t *z) { return z->neg != 0; }
static inline size_t mpz_max_num_bits(const mpz_t *z) { return z->len * MPZ_DIG_SIZE; }

#endif
