// SPDX-License-Identifier: 0BSD
// Logarithms, and the inverse hyperbolic functions that are made of them.
#include "libm.h"

// ln((1 + s) / (1 - s)) for s up to 1/6
static num_t log_of_ratio(num_t s, bool wide) {
    num_t square = natmod_num_multiply(s, s);
    num_t series = num_of_fixed(natmod_num_odd_series(num_to_fixed(square), false, wide));
    s.exponent++;
    return natmod_num_add(s, natmod_num_multiply(s, natmod_num_multiply(square, series)));
}

num_t natmod_num_log(num_t x, bool wide) {
    if (x.kind == NUM_ZERO) return num_of_kind(NUM_INFINITE, true);
    if (x.kind == NUM_NAN || x.neg) return num_of_kind(NUM_NAN, false);
    if (x.kind == NUM_INFINITE) return x;
    // From the square root of 1/2 to that of 2.
    bool low = x.fraction > 0x5A827999FCEF3242;
    num_t near_one = NUM(low ? -1 : 0, x.fraction);
    num_t s = natmod_num_divide(num_subtract(near_one, NUM_ONE), natmod_num_add(near_one, NUM_ONE));
    if (s.kind == NUM_FINITE) s = log_of_ratio(s, wide);
    num_t exponent = natmod_num_from_signed(x.exponent + low);
    return natmod_num_add(natmod_num_multiply(exponent, NUM_LN2), s);
}

num_t natmod_num_log1p(num_t x, bool wide) {
    if (x.kind != NUM_FINITE || x.exponent >= -2)
        return x.kind == NUM_ZERO ? x : natmod_num_log(natmod_num_add(x, NUM_ONE), wide);
    return log_of_ratio(natmod_num_divide(x, natmod_num_add(x, NUM_TWO)), wide);
}

num_t natmod_num_log2(num_t x, bool wide) {
    num_t log = natmod_num_log(x, wide);
    return natmod_num_multiply(log, NUM_LOG2E);
}
static num_t log_10(num_t x, bool wide) {
    return natmod_num_multiply(natmod_num_log(x, wide), NUM_LOG10E);
}

static num_t with_sign(num_t v, bool neg) {
    v.neg = neg;
    return v;
}

static num_t arsinh(num_t x, bool wide) {
    if (x.kind != NUM_FINITE) return x;
    num_t square = natmod_num_multiply(x, x), a = num_absolute(x);
    num_t root = natmod_num_sqrt(natmod_num_add(square, NUM_ONE));
    num_t more = natmod_num_divide(square, natmod_num_add(root, NUM_ONE));
    return with_sign(natmod_num_log1p(natmod_num_add(a, more), wide), x.neg);
}

static num_t arcosh(num_t x, bool wide) {
    num_t t = num_subtract(x, NUM_ONE);
    if (t.kind != NUM_ZERO && t.neg) return num_of_kind(NUM_NAN, false);
    num_t root = natmod_num_sqrt(natmod_num_multiply(t, natmod_num_add(t, NUM_TWO)));
    return natmod_num_log1p(natmod_num_add(t, root), wide);
}

static num_t artanh(num_t x, bool wide) {
    if (x.kind == NUM_ZERO) return x;
    num_t a = num_absolute(x), v = natmod_num_divide(a, num_subtract(NUM_ONE, a));
    v.exponent++;
    v = natmod_num_log1p(v, wide);
    v.exponent--;
    return with_sign(v, x.neg);
}

MATH1(log, natmod_num_log)
MATH1(log2, natmod_num_log2)
MATH1(log10, log_10)
MATH1(log1p, natmod_num_log1p)
MATH1(asinh, arsinh)
MATH1(acosh, arcosh)
MATH1(atanh, artanh)
