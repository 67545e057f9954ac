// SPDX-License-Identifier: 0BSD
// Bit operations on integers of any size, which Python treats as endless two's complement.
#include "../rt.h"

#include "py/mpz.h"

// Digit i of the two's complement; *carry is 1 before the first digit of a negative number.
static mpz_dig_t next_digit(const mpz_t *z, size_t i, unsigned *carry) {
    mpz_dbl_dig_t digit = i < z->len ? z->dig[i] : 0u;
    if (z->neg) {
        digit = (mpz_dbl_dig_t)(mpz_dig_t)~digit + *carry;
        *carry = digit >> MPZ_DIG_SIZE;
    }
    return (mpz_dig_t)digit;
}

static void combine(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs, char op) {
    size_t len = MAX(lhs->len, rhs->len) + 1;
    bool negative = op == '&'   ? lhs->neg && rhs->neg
                    : op == '|' ? lhs->neg || rhs->neg
                                : lhs->neg != rhs->neg;
    mpz_t result = {negative, 0, len & (SIZE_MAX >> 2), len, m_new(mpz_dig_t, len)};
    unsigned carry_l = 1;
    unsigned carry_r = 1;
    unsigned carry = 1;
    for (size_t i = 0; i < len; ++i) {
        mpz_dig_t l = next_digit(lhs, i, &carry_l);
        mpz_dig_t r = next_digit(rhs, i, &carry_r);
        result.dig[i] = (mpz_dig_t)(op == '&' ? l & r : op == '|' ? l | r : l ^ r);
        result.dig[i] = next_digit(&result, i, &carry);  // back to a magnitude
    }
    while (result.len != 0 && result.dig[result.len - 1] == 0) {
        --result.len;
    }
    mpz_deinit(dest);
    *dest = result;
}

void mpz_and_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    combine(dest, lhs, rhs, '&');
}

void mpz_or_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    combine(dest, lhs, rhs, '|');
}

void mpz_xor_inpl(mpz_t *dest, const mpz_t *lhs, const mpz_t *rhs) {
    combine(dest, lhs, rhs, '^');
}

// ~z is -z - 1.
void mpz_not_inpl(mpz_t *dest, const mpz_t *z) {
    mpz_t one;
    mpz_init_from_int(&one, 1);
    mpz_neg_inpl(dest, z);
    mpz_sub_inpl(dest, dest, &one);
    mpz_deinit(&one);
}
