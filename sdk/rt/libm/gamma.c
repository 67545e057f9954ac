// SPDX-License-Identifier: 0BSD
#include "libm.h"

// ln(gamma(x)) + ln(*factor) for x > 0: Stirling's series, of a number that is large enough for it.
static num_t log_gamma(num_t x, num_t *factor, bool wide) {
    // Bernoulli's numbers B(2k) / (2k * (2k - 1)).
    static const num_t kTerms[] = {
        {0x5555555555555555, -4, NUM_FINITE, false},  {0x5B05B05B05B05B06, -9, NUM_FINITE, true},
        {0x6806806806806807, -11, NUM_FINITE, false}, {0x4E04E04E04E04E05, -11, NUM_FINITE, true},
        {0x6E5478AC63FC8D5C, -11, NUM_FINITE, false}, {0x7DAAC36664F1F208, -10, NUM_FINITE, true},
        {0x6906906906906907, -8, NUM_FINITE, false},  {0x790A1B2C3D4E5F71, -6, NUM_FINITE, true}};
    *factor = NUM_ONE;
    num_t least = natmod_num_from_unsigned(20);
    for (; natmod_num_compare(x, least, 0) < 0; x = natmod_num_add(x, NUM_ONE))
        *factor = natmod_num_multiply(*factor, x);
    num_t inverse = natmod_num_divide(NUM_ONE, x), square = natmod_num_multiply(inverse, inverse);
    num_t sum = kTerms[7];
    for (int i = 7; i-- > 0;) sum = natmod_num_add(kTerms[i], natmod_num_multiply(sum, square));
    sum = natmod_num_add(natmod_num_multiply(sum, inverse), NUM(-1, 0x759FC72192FAD29A));
    num_t half = NUM(-1, NUM_HALF_RANGE);
    num_t power = natmod_num_multiply(num_subtract(x, half), natmod_num_log(x, wide));
    return natmod_num_add(num_subtract(power, x), sum);
}

// sin(pi * x)
static num_t sine_of_half_turns(num_t x, bool wide) {
    num_t whole = natmod_num_integral(x, TO_EVEN);
    bool odd = natmod_num_to_signed(whole, INT64_MAX) & 1;
    num_t v = natmod_num_sine(natmod_num_multiply(num_subtract(x, whole), NUM_PI), 0, wide);
    v.neg ^= odd;
    return v;
}

static bool is_pole(num_t x) {
    return x.kind == NUM_ZERO || (x.neg && x.kind == NUM_FINITE &&
                                  natmod_num_compare(x, natmod_num_integral(x, TO_ZERO), 1) == 0);
}

static num_t gamma_of(num_t x, bool wide) {
    if (x.kind == NUM_ZERO) return num_of_kind(NUM_INFINITE, x.neg);
    if (x.kind == NUM_NAN || is_pole(x) || (x.kind == NUM_INFINITE && x.neg))
        return num_of_kind(NUM_NAN, false);
    if (x.kind == NUM_INFINITE || (x.exponent > 10 && !x.neg))
        return num_of_kind(NUM_INFINITE, false);
    if (x.exponent > 10) return num_of_kind(NUM_ZERO, false);
    num_t factor, positive = x.neg ? num_subtract(NUM_ONE, x) : x;
    num_t v = natmod_num_exp(log_gamma(positive, &factor, wide), wide);
    v = natmod_num_divide(v, factor);
    if (!x.neg) return v;
    return natmod_num_divide(NUM_PI, natmod_num_multiply(v, sine_of_half_turns(x, wide)));
}

static num_t log_gamma_of(num_t x, bool wide) {
    if (x.kind == NUM_NAN) return x;
    if (is_pole(x) || x.kind == NUM_INFINITE) return num_of_kind(NUM_INFINITE, false);
    num_t factor, positive = x.neg ? num_subtract(NUM_ONE, x) : x;
    num_t v = log_gamma(positive, &factor, wide);
    if (!x.neg) return num_subtract(v, natmod_num_log(factor, wide));
    num_t sine = num_absolute(sine_of_half_turns(x, wide));
    factor = natmod_num_divide(natmod_num_multiply(NUM_PI, factor), sine);
    return num_subtract(natmod_num_log(factor, wide), v);
}

MATH1(tgamma, gamma_of)
MATH1(lgamma, log_gamma_of)
