// SPDX-License-Identifier: 0BSD
// x * y + z, rounded once.
#include "libm.h"

static num_wide_t shift_right(num_wide_t v, int n) {
    if (n >= 64) {
        bool lost = v.low != 0;
        v.low = num_shift_right(v.high, n - 64) | lost;
        v.high = 0;
    } else if (n > 0) {
        v.low = num_shift_right(v.low, n) | v.high << (64 - n);
        v.high >>= n;
    }
    return v;
}

static num_t multiply_and_add(num_t x, num_t y, num_t z) {
    if (x.kind != NUM_FINITE || y.kind != NUM_FINITE || z.kind != NUM_FINITE)
        return natmod_num_add(natmod_num_multiply(x, y), z);
    // In units of 2^(exponent - 2 * NUM_TOP), of the higher exponent.
    num_wide_t a = natmod_num_wide_product(x.fraction, y.fraction);
    num_wide_t b = {z.fraction >> (64 - NUM_TOP), z.fraction << NUM_TOP};
    bool neg = x.neg != y.neg;
    int exponent = x.exponent + y.exponent, apart = exponent - z.exponent;
    if (apart > 0) {
        b = shift_right(b, apart);
    } else {
        a = shift_right(a, -apart);
        exponent = z.exponent;
    }
    if (neg != z.neg) {
        b.low = 0 - b.low;
        b.high = 0 - b.high - (b.low != 0);
    }
    a.low += b.low;
    a.high += b.high + (a.low < b.low);
    if (neg != z.neg && a.high >> 63) {
        neg = !neg;
        a.low = 0 - a.low;
        a.high = 0 - a.high - (a.low != 0);
    }
    num_t v = natmod_num_of_wide(neg, exponent, a);
    if (v.kind == NUM_ZERO) v.neg = false;
    return v;
}

double fma(double x, double y, double z) {
    return num_to_df(multiply_and_add(num_of_df(x), num_of_df(y), num_of_df(z)));
}
float fmaf(float x, float y, float z) {
    return num_to_sf(multiply_and_add(num_of_sf(x), num_of_sf(y), num_of_sf(z)));
}
