// SPDX-License-Identifier: 0BSD
// What division leaves, which is exact.
#include "libm.h"

// Towards zero, or to the nearest quotient; *quotient: its last bits.
static num_t remainder_of(num_t x, num_t y, bool nearest, uint32_t *quotient) {
    *quotient = 0;
    if (x.kind == NUM_NAN || y.kind == NUM_NAN || x.kind == NUM_INFINITE || y.kind == NUM_ZERO)
        return num_of_kind(NUM_NAN, false);
    if (x.kind == NUM_ZERO || y.kind == NUM_INFINITE) return x;
    int n = x.exponent - y.exponent;
    if (n < -1) return x;
    uint64_t rest = x.fraction, by = y.fraction;
    if (n < 0) {
        n = 0;
        by <<= 1;
        y.exponent--;
    }
    for (;; rest <<= 1) {
        *quotient <<= 1;
        if (rest >= by) {
            rest -= by;
            *quotient |= 1;
        }
        if (n-- == 0) break;
    }
    bool more = rest > by - rest || (rest == by - rest && *quotient & 1);
    if (nearest && more) {
        ++*quotient;
        rest = by - rest;
        return natmod_num_normal(!x.neg, y.exponent, rest);
    }
    return natmod_num_normal(x.neg, y.exponent, rest);
}

#define REMAINDERS(type, end, f)                                                         \
    type fmod##end(type x, type y) {                                                     \
        uint32_t quotient;                                                               \
        return num_to_##f(remainder_of(num_of_##f(x), num_of_##f(y), false, &quotient)); \
    }                                                                                    \
    type remquo##end(type x, type y, int *quotient) {                                    \
        num_t a = num_of_##f(x), b = num_of_##f(y);                                      \
        uint32_t bits;                                                                   \
        a = remainder_of(a, b, true, &bits);                                             \
        *quotient = (int)(bits & 0x7FFFFFFF);                                            \
        if (num_of_##f(x).neg != b.neg) *quotient = -*quotient;                          \
        return num_to_##f(a);                                                            \
    }                                                                                    \
    type remainder##end(type x, type y) {                                                \
        int quotient;                                                                    \
        return remquo##end(x, y, &quotient);                                             \
    }
REMAINDERS(double, , df)
REMAINDERS(float, f, sf)
