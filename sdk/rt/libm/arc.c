// SPDX-License-Identifier: 0BSD
#include "libm.h"

// Of a / b, where 0 <= a <= b.
static num_t small_angle(num_t a, num_t b, bool wide) {
    // Of 1/4, 1/2, 3/4 and 1.
    static const num_t kAngles[] = {{0x7D6DD7E4B203758B, -3, NUM_FINITE, false},
                                    {0x76B19C1586ED3DA3, -2, NUM_FINITE, false},
                                    {0x525E3E8C9A7B8492, -1, NUM_FINITE, false},
                                    {0x6487ED5110B4611A, -1, NUM_FINITE, false}};
    int quarters = 0, apart = b.exponent - a.exponent;
    if (a.kind == NUM_FINITE && b.kind == NUM_FINITE && apart < 8) {
        uint64_t x = a.fraction >> (4 + apart), y = b.fraction >> 4;
        while (8 * x > (uint64_t)(2 * quarters + 1) * y) quarters++;
    }
    num_t t;
    if (quarters == 0) {
        t = natmod_num_divide(a, b);
    } else {
        num_t c = natmod_num_normal(false, NUM_TOP - 2, (uint64_t)quarters);
        t = natmod_num_divide(num_subtract(a, natmod_num_multiply(c, b)),
                              natmod_num_add(b, natmod_num_multiply(c, a)));
    }
    num_t square = natmod_num_multiply(t, t);
    num_t series = num_of_fixed(natmod_num_odd_series(num_to_fixed(square), true, wide));
    num_t v = num_subtract(t, natmod_num_multiply(t, natmod_num_multiply(square, series)));
    return quarters == 0 ? v : natmod_num_add(kAngles[quarters - 1], v);
}

num_t natmod_num_atan2(num_t y, num_t x, bool wide) {
    if (x.kind == NUM_NAN || y.kind == NUM_NAN) return num_of_kind(NUM_NAN, false);
    num_t a = num_absolute(y), b = num_absolute(x);
    if (a.kind == NUM_INFINITE && b.kind == NUM_INFINITE) a = b = NUM_ONE;
    if (a.kind == NUM_ZERO && b.kind == NUM_ZERO) b = NUM_ONE;
    bool steep = natmod_num_compare(a, b, 0) > 0;
    num_t v = steep ? small_angle(b, a, wide) : small_angle(a, b, wide);
    if (steep) v = num_subtract(NUM_PI_2, v);
    if (x.neg) v = num_subtract(NUM_PI, v);
    v.neg = y.neg;
    return v;
}

static num_t arctangent(num_t x, bool wide) {
    return natmod_num_atan2(x, NUM_ONE, wide);
}
// Of the other side, where the hypotenuse is 1.
static num_t other_side(num_t x) {
    return natmod_num_sqrt(
        natmod_num_multiply(num_subtract(NUM_ONE, x), natmod_num_add(NUM_ONE, x)));
}
static num_t arcsine(num_t x, bool wide) {
    return natmod_num_atan2(x, other_side(x), wide);
}
static num_t arccosine(num_t x, bool wide) {
    return natmod_num_atan2(other_side(x), x, wide);
}

MATH1(atan, arctangent)
MATH1(asin, arcsine)
MATH1(acos, arccosine)
MATH2(atan2, natmod_num_atan2)
