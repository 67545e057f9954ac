// SPDX-License-Identifier: 0BSD
#include "libm.h"

// x * 2 / pi without its multiples of four: returns the nearest integer, and in *rest what is left,
// times pi / 2. x is positive.
static int reduce(num_t x, num_t *rest) {
    // 64 zeros, and the first digits of 2 / pi.
    static const uint32_t kTwoByPi[] = {
        0x00000000, 0x00000000, 0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599,
        0x3C439041, 0xFE5163AB, 0xDEBBC561, 0xB7246E3A, 0x424DD2E0, 0x06492EEA, 0x09D1921C,
        0xFE1DEB1C, 0xB129A73E, 0xE88235F5, 0x2EBB4484, 0xE99C7026, 0xB45F7E41, 0x3991D639,
        0x835339F4, 0x9C845F8B, 0xBDF9283B, 0x1FF897FF, 0xDE05980F, 0xEF2F118B, 0x5A0A6D1F,
        0x6D367ECF, 0x27CB09B7, 0x4F463F66, 0x9E5FEA2D, 0x7527BAC7, 0xEBE5F17B, 0x3D0739F7,
        0x8A5292EA, 0x6BFB5FB1, 0x1F8D5D08};
    if (x.exponent < -1) {
        *rest = x;
        return 0;
    }
    if (x.exponent < 0) {  // nothing is lost: a double has 53 digits
        x.exponent++;
        x.fraction >>= 1;
    }
    // The 192 digits of which the product is less than four and not too small to count.
    const uint32_t *from = kTwoByPi + x.exponent / 32;
    int n = x.exponent % 32;
    uint64_t digits[3];
    for (int i = 0; i < 3; i++, from += 2)
        digits[i] = ((uint64_t)from[0] << 32 | from[1]) << n | (uint64_t)from[2] >> 1 >> (31 - n);
    num_wide_t low = natmod_num_wide_product(x.fraction, digits[2]);
    num_wide_t middle = natmod_num_wide_product(x.fraction, digits[1]);
    middle.low += low.high;
    middle.high += (middle.low < low.high) + x.fraction * digits[0];
    // middle is the product in quarters of 2^-126 turns.
    int quarter = (int)(middle.high >> 62);
    num_wide_t part = {middle.high << 2 | middle.low >> 62, middle.low << 2 | low.low >> 62};
    bool above = part.high >> 63;
    if (above) {
        quarter++;
        part.low = 0 - part.low;
        part.high = 0 - part.high - (part.low != 0);
    }
    *rest = natmod_num_multiply(natmod_num_of_wide(above, -4, part), NUM_PI_2);
    return quarter;
}

// Sine or cosine of up to half a quarter of a turn.
static num_t series(num_t x, bool cosine, bool wide) {
    // 1 / 2! and so on.
    static const uint64_t kTerms[] = {
        0x8000000000000000, 0x2AAAAAAAAAAAAAAB, 0x0AAAAAAAAAAAAAAB, 0x0222222222222222,
        0x005B05B05B05B05B, 0x000D00D00D00D00D, 0x0001A01A01A01A02, 0x00002E3BC74AAD8E,
        0x0000049F93EDDE28, 0x0000006B99159FD5, 0x00000008F76C77FC, 0x00000000B092309D,
        0x000000000C9CBA54, 0x0000000000D73F9F, 0x00000000000D73FA, 0x000000000000CA96,
        0x0000000000000B41, 0x0000000000000098, 0x0000000000000008};
    uint64_t square = num_to_fixed(natmod_num_multiply(x, x)), sum = 0;
    for (int i = (wide ? 18 : 12) - !cosine; i >= 0; i -= 2)
        sum = kTerms[i] - num_high_product(sum, square);
    num_t v = num_of_fixed(0 - num_high_product(sum, square));
    if (v.kind == NUM_ZERO) v = NUM_ONE;
    return cosine ? v : natmod_num_multiply(x, v);
}

num_t natmod_num_sine(num_t x, int quarter, bool wide) {
    if (x.kind == NUM_ZERO && quarter == 0) return x;
    if (x.kind == NUM_NAN || x.kind == NUM_INFINITE) return num_of_kind(NUM_NAN, false);
    bool neg = x.neg && quarter == 0;
    quarter += reduce(num_absolute(x), &x);
    num_t v = series(x, quarter & 1, wide);
    v.neg ^= neg ^ (quarter >> 1 & 1);
    return v;
}

static num_t sine(num_t x, bool wide) {
    return natmod_num_sine(x, 0, wide);
}
static num_t cosine(num_t x, bool wide) {
    return natmod_num_sine(x, 1, wide);
}

static num_t tangent(num_t x, bool wide) {
    if (x.kind == NUM_ZERO) return x;
    if (x.kind != NUM_FINITE) return num_of_kind(NUM_NAN, false);
    bool neg = x.neg;
    bool odd = reduce(num_absolute(x), &x) & 1;
    num_t s = series(x, false, wide), c = series(x, true, wide);
    num_t v = odd ? natmod_num_divide(c, s) : natmod_num_divide(s, c);
    v.neg ^= neg ^ odd;
    return v;
}

MATH1(sin, sine)
MATH1(cos, cosine)
MATH1(tan, tangent)

void sincos(double x, double *s, double *c) {
    *s = sin(x);
    *c = cos(x);
}
void sincosf(float x, float *s, float *c) {
    *s = sinf(x);
    *c = cosf(x);
}
