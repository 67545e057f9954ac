// SPDX-License-Identifier: 0BSD
#include "number.h"

#ifdef num_product
uint64_t natmod_num_product(uint32_t a, uint32_t b) {
    uint32_t low = (a & 0xFFFF) * (b & 0xFFFF), middle = (a >> 16) * (b & 0xFFFF) + (low >> 16);
    uint32_t other = (a & 0xFFFF) * (b >> 16) + (middle & 0xFFFF);
    uint32_t high = (a >> 16) * (b >> 16) + (middle >> 16) + (other >> 16);
    return (uint64_t)high << 32 | (other << 16 | (low & 0xFFFF));
}
#endif

num_wide_t natmod_num_wide_product(uint64_t a, uint64_t b) {
#ifdef __SIZEOF_INT128__
    unsigned __int128 all = (unsigned __int128)a * b;
    return (num_wide_t){(uint64_t)(all >> 64), (uint64_t)all};
#else
    uint32_t a_low = (uint32_t)a, a_high = (uint32_t)(a >> 32);
    uint32_t b_low = (uint32_t)b, b_high = (uint32_t)(b >> 32);
    uint64_t low = num_product(a_low, b_low), high = num_product(a_high, b_high);
    uint64_t middle = num_product(a_high, b_low) + (low >> 32);
    uint64_t other = num_product(a_low, b_high) + (uint32_t)middle;
    return (num_wide_t){high + (middle >> 32) + (other >> 32), other << 32 | (uint32_t)low};
#endif
}

num_t natmod_num_normal(bool neg, int exponent, uint64_t fraction) {
    if (fraction == 0) return (num_t){0, 0, NUM_ZERO, neg};
    if (fraction >> 63) return (num_t){num_shift_right(fraction, 1), exponent + 1, NUM_FINITE, neg};
    int n = 0;
    uint32_t high = (uint32_t)(fraction >> 32);
    if (high == 0) {
        high = (uint32_t)fraction;
        n = 32;
    }
    for (int step = 16; step; step >>= 1) {
        if (high >> (32 - step)) continue;
        high <<= step;
        n += step;
    }
    n--;
    return (num_t){fraction << n, exponent - n, NUM_FINITE, neg};
}

// The digits of the significand, the hidden one included, and the exponent's bias.
static int digits_of(bool wide) {
    return wide ? 53 : 24;
}
static int bias_of(bool wide) {
    return wide ? 1023 : 127;
}

num_t natmod_num_split(uint64_t bits, bool wide) {
    int digits = digits_of(wide), bias = bias_of(wide);
    uint64_t fraction = bits & (((uint64_t)1 << (digits - 1)) - 1);
    int exponent = (int)(bits >> (digits - 1)) & (2 * bias + 1);
    bool neg = bits >> (wide ? 63 : 31);
    if (exponent == 2 * bias + 1) return (num_t){0, 0, fraction ? NUM_NAN : NUM_INFINITE, neg};
    if (exponent)
        fraction |= (uint64_t)1 << (digits - 1);
    else
        exponent = 1;
    return natmod_num_normal(neg, exponent - bias, fraction << (NUM_TOP + 1 - digits));
}

uint64_t natmod_num_join(num_t v, bool wide) {
    int digits = digits_of(wide), bias = bias_of(wide);
    uint64_t sign = (uint64_t)v.neg << (wide ? 63 : 31);
    uint64_t infinite = (uint64_t)(2 * bias + 1) << (digits - 1);
    if (v.kind == NUM_NAN) return infinite | (uint64_t)1 << (digits - 2);
    if (v.kind == NUM_ZERO) return sign;
    int exponent = v.exponent + bias;
    if (v.kind == NUM_INFINITE || exponent > 2 * bias) return sign | infinite;
    if (exponent < 1) {  // too small for the hidden bit
        v.fraction = num_shift_right(v.fraction, 1 - exponent);
        exponent = 0;
    }
    int drop = NUM_TOP + 1 - digits;
    uint64_t lost = v.fraction & (((uint64_t)1 << drop) - 1), half = (uint64_t)1 << (drop - 1);
    uint64_t kept = v.fraction >> drop;
    kept += lost > half || (lost == half && (kept & 1));
    // A carry out of the significand steps the exponent, up to infinity. The hidden bit adds one
    // too.
    return sign | (kept + ((uint64_t)(exponent ? exponent - 1 : 0) << (digits - 1)));
}

static num_t of_kind(num_kind_t kind, bool neg) {
    return (num_t){0, 0, (uint8_t)kind, neg};
}

num_t natmod_num_add(num_t a, num_t b) {
    if (a.kind == NUM_NAN || b.kind == NUM_ZERO) {
        if (a.kind == NUM_ZERO) a.neg = a.neg && b.neg;
        return a;
    }
    if (b.kind == NUM_NAN || a.kind == NUM_ZERO) return b;
    if (a.kind == NUM_INFINITE)
        return of_kind(b.kind == NUM_INFINITE && a.neg != b.neg ? NUM_NAN : NUM_INFINITE, a.neg);
    if (b.kind == NUM_INFINITE) return b;
    if (a.exponent < b.exponent || (a.exponent == b.exponent && a.fraction < b.fraction)) {
        num_t swap = a;
        a = b;
        b = swap;
    }
    b.fraction = num_shift_right(b.fraction, a.exponent - b.exponent);
    if (a.neg == b.neg) return natmod_num_normal(a.neg, a.exponent, a.fraction + b.fraction);
    uint64_t difference = a.fraction - b.fraction;
    return natmod_num_normal(a.neg && difference, a.exponent, difference);
}

num_t natmod_num_multiply(num_t a, num_t b) {
    bool neg = a.neg != b.neg;
    if (a.kind == NUM_NAN || b.kind == NUM_NAN) return of_kind(NUM_NAN, false);
    if (a.kind == NUM_INFINITE || b.kind == NUM_INFINITE)
        return of_kind(a.kind == NUM_ZERO || b.kind == NUM_ZERO ? NUM_NAN : NUM_INFINITE, neg);
    if (a.kind == NUM_ZERO || b.kind == NUM_ZERO) return of_kind(NUM_ZERO, neg);
    num_wide_t product = natmod_num_wide_product(a.fraction, b.fraction);
    return natmod_num_normal(neg, a.exponent + b.exponent + 1,
                             product.high << 1 | product.low >> 63 | (product.low << 1 != 0));
}

num_t natmod_num_divide(num_t a, num_t b) {
    bool neg = a.neg != b.neg;
    if (a.kind == NUM_NAN || b.kind == NUM_NAN || (a.kind == b.kind && a.kind != NUM_FINITE))
        return of_kind(NUM_NAN, false);
    if (a.kind == NUM_INFINITE || b.kind == NUM_ZERO) return of_kind(NUM_INFINITE, neg);
    if (a.kind == NUM_ZERO || b.kind == NUM_INFINITE) return of_kind(NUM_ZERO, neg);
    uint64_t quotient = 0, rest = a.fraction;
    for (int i = 0; i <= NUM_TOP; i++) {
        quotient <<= 1;
        if (rest >= b.fraction) {
            rest -= b.fraction;
            quotient |= 1;
        }
        rest <<= 1;
    }
    return natmod_num_normal(neg, a.exponent - b.exponent, quotient | (rest != 0));
}

num_t natmod_num_sqrt(num_t v) {
    if (v.kind == NUM_ZERO || v.kind == NUM_NAN) return v;
    if (v.neg) return of_kind(NUM_NAN, false);
    if (v.kind == NUM_INFINITE) return v;
    // Digit by digit: `rest` is what the square of `root` leaves of the digits of the fraction so
    // far.
    uint64_t digits = v.fraction << (v.exponent & 1), rest = 0, root = 0;
    for (int i = 0; i < NUM_TOP; i++) {
        rest = rest << 2 | digits >> 62;
        digits <<= 2;
        root <<= 1;
        if (rest <= root << 1) continue;
        rest -= root << 1 | 1;
        root |= 1;
    }
    return natmod_num_normal(false, v.exponent >> 1, root << 1 | (rest != 0));
}

int natmod_num_compare(num_t a, num_t b, int unordered) {
    if (a.kind == NUM_NAN || b.kind == NUM_NAN) return unordered;
    if (a.kind == NUM_ZERO && b.kind == NUM_ZERO) return 0;
    if (a.kind == NUM_INFINITE && b.kind == NUM_INFINITE && a.neg == b.neg) return 0;
    num_t d = num_subtract(a, b);
    return d.kind == NUM_ZERO ? 0 : d.neg ? -1 : 1;
}

num_t natmod_num_from_unsigned(uint64_t value) {
    return natmod_num_normal(false, NUM_TOP, value);
}

num_t natmod_num_from_signed(int64_t value) {
    num_t v = natmod_num_from_unsigned(value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    v.neg = value < 0;
    return v;
}

static uint64_t truncated(num_t v, uint64_t limit) {
    if (v.kind == NUM_ZERO || v.kind == NUM_NAN || (v.kind == NUM_FINITE && v.exponent < 0))
        return 0;
    if (v.kind == NUM_INFINITE || v.exponent > 63) return limit;
    uint64_t value = v.exponent > NUM_TOP ? v.fraction << 1 : v.fraction >> (NUM_TOP - v.exponent);
    return value > limit ? limit : value;
}

int64_t natmod_num_to_signed(num_t v, uint64_t limit) {
    uint64_t value = truncated(v, limit + v.neg);
    return (int64_t)(v.neg ? 0 - value : value);
}

uint64_t natmod_num_to_unsigned(num_t v, uint64_t limit) {
    return v.neg ? 0 : truncated(v, limit);
}
