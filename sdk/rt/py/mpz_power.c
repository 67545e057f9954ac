// SPDX-License-Identifier: 0BSD
// Division and powers of integers of any size.
#include "../rt.h"

#include "py/mpz.h"

static bool bit_at(const mpz_t *z, size_t i) {
    return z->dig[i / MPZ_DIG_SIZE] >> (i % MPZ_DIG_SIZE) & 1;
}

// Long division in bits, of the sizes. What is left has the divisor's sign, as Python has it.
void mpz_divmod_inpl(mpz_t *dest_quo, mpz_t *dest_rem, const mpz_t *lhs, const mpz_t *rhs) {
    mpz_t quotient, rest, divisor, one;
    mpz_init_zero(&quotient);
    mpz_init_zero(&rest);
    mpz_init_zero(&divisor);
    mpz_init_from_int(&one, 1);
    mpz_abs_inpl(&divisor, rhs);
    for (size_t i = lhs->len * MPZ_DIG_SIZE; i-- != 0;) {
        mpz_shl_inpl(&rest, &rest, 1);
        mpz_shl_inpl(&quotient, &quotient, 1);
        if (bit_at(lhs, i)) {
            mpz_add_inpl(&rest, &rest, &one);
        }
        if (mpz_cmp(&rest, &divisor) >= 0) {
            mpz_sub_inpl(&rest, &rest, &divisor);
            mpz_add_inpl(&quotient, &quotient, &one);
        }
    }
    if (lhs->neg != rhs->neg) {
        mpz_neg_inpl(&quotient, &quotient);
        if (!mpz_is_zero(&rest)) {
            mpz_sub_inpl(&quotient, &quotient, &one);
            mpz_sub_inpl(&rest, &divisor, &rest);
        }
    }
    if (rhs->neg) {
        mpz_neg_inpl(&rest, &rest);
    }
    mpz_deinit(&divisor);
    mpz_deinit(&one);
    mpz_deinit(dest_quo);
    mpz_deinit(dest_rem);
    *dest_quo = quotient;
    *dest_rem = rest;
}

// Square and multiply; modulo mod, if there is one. As in firmware, 0 and what has a negative
// exponent give 0.
static void power(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs, const mpz_t *mod) {
    mpz_t result, square, ignored;
    mpz_init_from_int(&result, !(rhs->neg || mpz_is_zero(lhs)));
    mpz_init_zero(&square);
    mpz_init_zero(&ignored);
    mpz_set(&square, lhs);
    size_t bits = rhs->neg ? 0 : rhs->len * MPZ_DIG_SIZE;
    while (bits != 0 && !bit_at(rhs, bits - 1)) {
        --bits;
    }
    if (mod != NULL) {
        mpz_divmod_inpl(&ignored, &result, &result, mod);
    }
    for (size_t i = 0; i < bits; ++i) {
        if (i != 0) {
            mpz_mul_inpl(&square, &square, &square);
        }
        if (mod != NULL) {
            mpz_divmod_inpl(&ignored, &square, &square, mod);
        }
        if (bit_at(rhs, i)) {
            mpz_mul_inpl(&result, &result, &square);
        }
        if (mod != NULL) {
            mpz_divmod_inpl(&ignored, &result, &result, mod);
        }
    }
    mpz_deinit(&square);
    mpz_deinit(&ignored);
    mpz_deinit(dest);
    *dest = result;
}

void mpz_pow_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    power(dest, lhs, rhs, NULL);
}

void mpz_pow3_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs, const mpz_t *mod) {
    power(dest, lhs, rhs, mod);
}
