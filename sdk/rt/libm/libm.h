// SPDX-License-Identifier: 0BSD
// A C library's mathematics, for toolchains that come without. Each function computes in numbers of
// 63 digits, with 64 bits after the point in its series, and rounds once: to a float or to a
// double. So one core serves both. `wide`: the result will be a double, and a series goes on for
// longer.
#ifndef NATMOD_LIBM_H
#define NATMOD_LIBM_H

#include <math.h>

#include "../compiler/number.h"

#define NUM(exponent, fraction) ((num_t){(fraction), (exponent), NUM_FINITE, false})
#define NUM_ONE NUM(0, NUM_HALF_RANGE)
#define NUM_TWO NUM(1, NUM_HALF_RANGE)
#define NUM_LN2 NUM(-1, 0x58B90BFBE8E7BCD6)
#define NUM_LOG2E NUM(0, 0x5C551D94AE0BF85D)
#define NUM_LOG2E_LOW 0xDF43FF68348E9F44  // what comes after these bits
#define NUM_LOG10E NUM(-2, 0x6F2DEC549B9438CB)
#define NUM_PI NUM(1, 0x6487ED5110B4611A)
#define NUM_PI_2 NUM(0, 0x6487ED5110B4611A)

static inline num_t num_of_kind(num_kind_t kind, bool neg) {
    return (num_t){0, 0, (uint8_t)kind, neg};
}
static inline num_t num_absolute(num_t v) {
    v.neg = false;
    return v;
}
// Of a number that is less than one: 64 bits after the point, and back.
static inline uint64_t num_to_fixed(num_t v) {
    int n = -2 - v.exponent;
    return v.kind != NUM_FINITE || n > 63 ? 0 : n < 0 ? v.fraction << -n : v.fraction >> n;
}
static inline num_t num_of_fixed(uint64_t value) {
    return natmod_num_normal(false, -2, value);
}
// wide * 2^(exponent - 2 * NUM_TOP)
num_t natmod_num_of_wide(bool neg, int exponent, num_wide_t wide);

num_t natmod_num_exp2(num_t a, num_t b, uint64_t b_low, bool wide);  // 2^(a * b)
num_t natmod_num_exp(num_t x, bool wide);
num_t natmod_num_expm1(num_t x, bool wide);
num_t natmod_num_log(num_t x, bool wide);
num_t natmod_num_log1p(num_t x, bool wide);
num_t natmod_num_log2(num_t x, bool wide);
num_t natmod_num_sine(num_t x, int quarter, bool wide);  // quarters of a turn later
num_t natmod_num_atan2(num_t y, num_t x, bool wide);

// Sum of (+-z)^k / (2k + 3): what atan and its inverse hyperbolic have after their first term.
uint64_t natmod_num_odd_series(uint64_t z, bool alternating, bool wide);

typedef enum { TO_ZERO, TO_FLOOR, TO_CEILING, TO_NEAREST, TO_EVEN } num_rounding_t;
num_t natmod_num_integral(num_t v, num_rounding_t rounding);

// double NAME(double) and float NAMEf(float) of `core`, which takes a number and `wide`.
#define MATH1(name, core)                            \
    double name(double x) {                          \
        return num_to_df(core(num_of_df(x), true));  \
    }                                                \
    float name##f(float x) {                         \
        return num_to_sf(core(num_of_sf(x), false)); \
    }
#define MATH2(name, core)                                          \
    double name(double x, double y) {                              \
        return num_to_df(core(num_of_df(x), num_of_df(y), true));  \
    }                                                              \
    float name##f(float x, float y) {                              \
        return num_to_sf(core(num_of_sf(x), num_of_sf(y), false)); \
    }

#endif
