// SPDX-License-Identifier: 0BSD
// Powers, and the hyperbolic functions that are made of them.
#include "libm.h"

// (2^x - 1) / x for x below 1/4: ln(2)^k / k! from the first.
static uint64_t power_series(uint64_t x, bool wide) {
    static const uint64_t kTerms[] = {0xB17217F7D1CF79AC, 0x3D7F7BFF058B1D51, 0x0E35846B82505FC6,
                                      0x0276556DF749CEE5, 0x005761FF9E299CC4, 0x000A184897C363C4,
                                      0x0000FFE5FE2C4586, 0x0000162C0223A5C8, 0x000001B5253D395E,
                                      0x0000001E4CF5158C, 0x00000001E8CAC735, 0x000000001C3BD651,
                                      0x0000000001816193};
    uint64_t sum = 0;
    for (int i = wide ? 13 : 8; i-- > 0;) sum = kTerms[i] + num_high_product(sum, x);
    return sum;
}

num_t natmod_num_exp2(num_t a, num_t b, uint64_t b_low, bool wide) {
    bool neg = a.neg != b.neg;
    if (a.kind == NUM_NAN || b.kind == NUM_NAN) return num_of_kind(NUM_NAN, false);
    if (a.kind == NUM_ZERO || b.kind == NUM_ZERO) return NUM_ONE;
    int exponent = a.exponent + b.exponent;
    if (a.kind == NUM_INFINITE || b.kind == NUM_INFINITE || exponent > 16)
        return num_of_kind(neg ? NUM_ZERO : NUM_INFINITE, false);
    if (exponent < -66) return NUM_ONE;

    // The integer part of a * b, and 64 bits after the point, which is `point` bits from the right.
    num_wide_t product = natmod_num_wide_product(a.fraction, b.fraction);
    uint64_t low = num_high_product(a.fraction, b_low);
    product.low += low;
    product.high += product.low < low;
    int point = 2 * NUM_TOP - exponent, whole = 0;
    uint64_t part;
    if (point >= 128) {
        part = point >= 192 ? 0 : product.high >> (point - 128);
    } else {
        whole = (int)(product.high >> (point - 64));
        part = product.high << (128 - point) | product.low >> (point - 64);
    }
    if (neg) {
        whole = -whole - (part != 0);
        part = 0 - part;
    }
    // 2^part, as that of its quarters times that of the rest.
    static const uint64_t kQuarters[] = {0x4000000000000000, 0x4C1BF828C6DC54B8, 0x5A827999FCEF3242,
                                         0x6BA27E656B4EB57A};
    uint64_t rest = part << 2 >> 2;
    uint64_t power =
        NUM_HALF_RANGE + (num_high_product(rest, power_series(rest, wide)) >> (64 - NUM_TOP));
    product = natmod_num_wide_product(power, kQuarters[part >> 62]);
    return natmod_num_of_wide(false, whole, product);
}

num_t natmod_num_exp(num_t x, bool wide) {
    return natmod_num_exp2(x, NUM_LOG2E, NUM_LOG2E_LOW, wide);
}
static num_t exp_2(num_t x, bool wide) {
    return natmod_num_exp2(x, NUM_ONE, 0, wide);
}

num_t natmod_num_expm1(num_t x, bool wide) {
    num_t power = natmod_num_multiply(num_absolute(x), NUM_LOG2E);
    if (x.kind != NUM_FINITE || power.exponent >= -2)
        return x.kind == NUM_ZERO ? x : num_subtract(natmod_num_exp(x, wide), NUM_ONE);
    uint64_t series = power_series(num_to_fixed(power), wide);
    num_t v = natmod_num_multiply(power, num_of_fixed(series));
    return x.neg ? num_negative(natmod_num_divide(v, natmod_num_add(NUM_ONE, v))) : v;
}

static num_t half(num_t v) {
    v.exponent--;
    return v;
}

static num_t sine_h(num_t x, bool wide) {
    if (x.kind != NUM_FINITE) return x;
    num_t e = natmod_num_expm1(num_absolute(x), wide), v = e;
    if (e.kind == NUM_FINITE)
        v = half(natmod_num_add(e, natmod_num_divide(e, natmod_num_add(NUM_ONE, e))));
    v.neg = x.neg;
    return v;
}

static num_t cosine_h(num_t x, bool wide) {
    num_t e = natmod_num_exp(num_absolute(x), wide);
    return half(natmod_num_add(e, natmod_num_divide(NUM_ONE, e)));
}

static num_t tangent_h(num_t x, bool wide) {
    if (x.kind == NUM_ZERO || x.kind == NUM_NAN) return x;
    num_t twice = num_absolute(x);
    twice.exponent++;
    num_t e = natmod_num_expm1(twice, wide), v = NUM_ONE;
    if (e.kind == NUM_FINITE) v = natmod_num_divide(e, natmod_num_add(e, NUM_TWO));
    v.neg = x.neg;
    return v;
}

MATH1(exp, natmod_num_exp)
MATH1(exp2, exp_2)
MATH1(expm1, natmod_num_expm1)
MATH1(sinh, sine_h)
MATH1(cosh, cosine_h)
MATH1(tanh, tangent_h)
