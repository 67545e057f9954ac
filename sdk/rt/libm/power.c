// SPDX-License-Identifier: 0BSD
#include "libm.h"

static bool is_integer(num_t v) {
    return v.kind == NUM_ZERO || (v.kind == NUM_FINITE && v.exponent >= 0 &&
                                  (v.exponent >= NUM_TOP || v.fraction << (v.exponent + 2) == 0));
}
static bool is_odd(num_t v) {
    return is_integer(v) && v.kind == NUM_FINITE && v.exponent <= NUM_TOP &&
           (v.fraction >> (NUM_TOP - v.exponent) & 1);
}

static num_t power(num_t x, num_t y, bool wide) {
    if (y.kind == NUM_ZERO || natmod_num_compare(x, NUM_ONE, 1) == 0) return NUM_ONE;
    if (x.neg && x.kind == NUM_FINITE && y.kind == NUM_FINITE && !is_integer(y))
        return num_of_kind(NUM_NAN, false);
    num_t v = natmod_num_exp2(y, natmod_num_log2(num_absolute(x), wide), 0, wide);
    v.neg = x.neg && is_odd(y);
    return v;
}

static num_t square_root(num_t x, bool wide) {
    (void)wide;
    return natmod_num_sqrt(x);
}

static num_t cube_root(num_t x, bool wide) {
    if (x.kind != NUM_FINITE) return x;
    int third = (x.exponent + 3000) / 3 - 1000;
    num_t log = natmod_num_log2(NUM(x.exponent - 3 * third, x.fraction), wide);
    num_t v = natmod_num_exp2(log, NUM(-2, 0x5555555555555555), 0, wide);
    v.exponent += third;
    v.neg = x.neg;
    return v;
}

static num_t hypotenuse(num_t x, num_t y, bool wide) {
    (void)wide;
    if (x.kind == NUM_INFINITE || y.kind == NUM_INFINITE) return num_of_kind(NUM_INFINITE, false);
    return natmod_num_sqrt(natmod_num_add(natmod_num_multiply(x, x), natmod_num_multiply(y, y)));
}

MATH1(sqrt, square_root)
MATH1(cbrt, cube_root)
MATH2(pow, power)
MATH2(hypot, hypotenuse)
