// SPDX-License-Identifier: 0BSD
#include "libm.h"

#define ONE_BY_ROOT_PI NUM(-1, 0x48375D410A6DB447)

static num_t normal_density(num_t x, bool wide) {  // e^(-x^2) / sqrt(pi)
    num_t power = natmod_num_exp(num_negative(natmod_num_multiply(x, x)), wide);
    return natmod_num_multiply(power, ONE_BY_ROOT_PI);
}

static num_t twice(num_t v) {
    v.exponent++;
    return v;
}

// For 0 < x < 1.5: 2 x e^(-x^2) / sqrt(pi) times the sum of (2 x^2)^n / (1 * 3 * ... * (2 n + 1)).
static num_t series(num_t x, bool wide) {
    num_t step = twice(natmod_num_multiply(x, x)), term = NUM_ONE, sum = NUM_ONE;
    for (uint64_t n = 3; term.kind == NUM_FINITE && term.exponent > sum.exponent - 64; n += 2) {
        term = natmod_num_divide(natmod_num_multiply(term, step), natmod_num_from_unsigned(n));
        sum = natmod_num_add(sum, term);
    }
    return twice(natmod_num_multiply(natmod_num_multiply(x, sum), normal_density(x, wide)));
}

// 1 - erf(x) for x >= 1.5: a continued fraction, from its far end.
static num_t fraction(num_t x, bool wide) {
    num_t v = x;
    for (uint64_t n = wide ? 130 : 60; n > 0; n--) {
        num_t half = natmod_num_from_unsigned(n);
        half.exponent--;
        v = natmod_num_add(x, natmod_num_divide(half, v));
    }
    return natmod_num_divide(normal_density(x, wide), v);
}

static bool is_small(num_t x) {
    return natmod_num_compare(num_absolute(x), NUM(0, 0x6000000000000000), 1) < 0;
}

static num_t error(num_t x, bool wide) {
    if (x.kind == NUM_NAN || x.kind == NUM_ZERO) return x;
    num_t a = num_absolute(x), v = NUM_ONE;
    if (is_small(x))
        v = series(a, wide);
    else if (x.kind == NUM_FINITE && x.exponent < 6)
        v = num_subtract(NUM_ONE, fraction(a, wide));
    v.neg = x.neg;
    return v;
}

static num_t complement(num_t x, bool wide) {
    if (x.kind == NUM_NAN) return x;
    if (x.neg || is_small(x)) return num_subtract(NUM_ONE, error(x, wide));
    return x.kind == NUM_FINITE && x.exponent < 6 ? fraction(x, wide)
                                                  : num_of_kind(NUM_ZERO, false);
}

MATH1(erf, error)
MATH1(erfc, complement)
