// SPDX-License-Identifier: 0BSD
// What a compiler for Xtensa calls for arithmetic that the machine lacks: division, shifts and
// products of 64 bits, and everything in float and double. The libgcc of Debian's lx106 compiler
// leaves out what the esp8266 has in ROM, and windowed clang comes with none at all.
//
// Floats: split() takes an operand apart, the operation works on 63 bits of fraction, and join()
// rounds the result once, to nearest even, as it puts it together.
//
// The functions are weak: where libgcc has one, either will do.
#ifdef __XTENSA__

#include <stdbool.h>
#include <stdint.h>

#define RT __attribute__((weak))

// --- Integers
// --------------------------------------------------------------------------------------
//
// Nothing here may need a function that it defines: shifts of 64 bits by a variable are calls.

typedef union {
    uint64_t all;
    struct {
        uint32_t low, high;
    } half;
} pair_t;

RT uint64_t __lshrdi3(uint64_t value, int n) {
    pair_t v = {value};
    if (n >= 32) {
        v.half.low = v.half.high >> (n - 32);
        v.half.high = 0;
    } else if (n > 0) {
        v.half.low = v.half.low >> n | v.half.high << (32 - n);
        v.half.high >>= n;
    }
    return v.all;
}

RT int64_t __ashrdi3(int64_t value, int n) {
    uint64_t shifted = __lshrdi3((uint64_t)value, n);
    return value < 0 && n > 0 ? (int64_t)(shifted | ~__lshrdi3(~(uint64_t)0, n)) : (int64_t)shifted;
}

RT uint64_t __ashldi3(uint64_t value, int n) {
    pair_t v = {value};
    if (n >= 32) {
        v.half.high = v.half.low << (n - 32);
        v.half.low = 0;
    } else if (n > 0) {
        v.half.high = v.half.high << n | v.half.low >> (32 - n);
        v.half.low <<= n;
    }
    return v.all;
}

static uint64_t wide_product(uint32_t a, uint32_t b) {
    uint32_t low = (a & 0xFFFF) * (b & 0xFFFF), middle = (a >> 16) * (b & 0xFFFF) + (low >> 16);
    uint32_t other = (a & 0xFFFF) * (b >> 16) + (middle & 0xFFFF);
    pair_t v;
    v.half.low = other << 16 | (low & 0xFFFF);
    v.half.high = (a >> 16) * (b >> 16) + (middle >> 16) + (other >> 16);
    return v.all;
}

RT uint64_t __muldi3(uint64_t a, uint64_t b) {
    pair_t x = {a}, y = {b}, v = {wide_product(x.half.low, y.half.low)};
    v.half.high += x.half.low * y.half.high + x.half.high * y.half.low;
    return v.all;
}

static uint32_t divide32(uint32_t a, uint32_t b, uint32_t *rest) {
    uint32_t quotient = 0, r = 0;
    for (int i = 31; i >= 0; i--) {
        uint32_t carry = r >> 31;
        r = r << 1 | (a >> i & 1);
        if (carry || r >= b) {
            r -= b;
            quotient |= (uint32_t)1 << i;
        }
    }
    *rest = r;
    return quotient;
}

static uint64_t divide64(uint64_t a, uint64_t b, uint64_t *rest) {
    pair_t from = {a}, quotient = {0}, r = {0};
    for (int i = 63; i >= 0; i--) {
        uint32_t carry = r.half.high >> 31, word = i >= 32 ? from.half.high : from.half.low;
        r.half.high = r.half.high << 1 | r.half.low >> 31;
        r.half.low = r.half.low << 1 | (word >> (i & 31) & 1);
        if (carry || r.all >= b) {
            r.all -= b;
            if (i >= 32)
                quotient.half.high |= (uint32_t)1 << (i - 32);
            else
                quotient.half.low |= (uint32_t)1 << i;
        }
    }
    *rest = r.all;
    return quotient.all;
}

#define DIVISIONS(bits, suffix)                                                       \
    RT uint##bits##_t __udiv##suffix(uint##bits##_t a, uint##bits##_t b) {            \
        uint##bits##_t rest;                                                          \
        return divide##bits(a, b, &rest);                                             \
    }                                                                                 \
    RT uint##bits##_t __umod##suffix(uint##bits##_t a, uint##bits##_t b) {            \
        uint##bits##_t rest;                                                          \
        divide##bits(a, b, &rest);                                                    \
        return rest;                                                                  \
    }                                                                                 \
    RT int##bits##_t __div##suffix(int##bits##_t a, int##bits##_t b) {                \
        uint##bits##_t rest, x = (uint##bits##_t)a, y = (uint##bits##_t)b;            \
        uint##bits##_t q = divide##bits(a < 0 ? 0 - x : x, b < 0 ? 0 - y : y, &rest); \
        return (int##bits##_t)((a < 0) != (b < 0) ? 0 - q : q);                       \
    }                                                                                 \
    RT int##bits##_t __mod##suffix(int##bits##_t a, int##bits##_t b) {                \
        uint##bits##_t rest, x = (uint##bits##_t)a, y = (uint##bits##_t)b;            \
        divide##bits(a < 0 ? 0 - x : x, b < 0 ? 0 - y : y, &rest);                    \
        return (int##bits##_t)(a < 0 ? 0 - rest : rest);                              \
    }
DIVISIONS(32, si3)
DIVISIONS(64, di3)

// --- Floats
// ------------------------------------------------------------------------------------------

typedef enum { ZERO, FINITE, INFINITE, NOT_A_NUMBER } kind_t;

// A finite value is fraction * 2^(exponent - 62), bit 62 of the fraction being its highest.
typedef struct {
    kind_t kind;
    bool neg;
    int exponent;
    uint64_t fraction;
} parts_t;

enum { TOP = 62 };

// Shifts right; a bit that is lost leaves a one in the last place, so that rounding sees it.
static uint64_t shift_right(uint64_t value, int n) {
    if (n <= 0) return value;
    if (n > 63) return value != 0;
    uint64_t shifted = value >> n;
    return shifted | (shifted << n != value);
}

static parts_t normal(bool neg, int exponent, uint64_t fraction) {
    if (fraction == 0) return (parts_t){ZERO, neg, 0, 0};
    if (fraction >> 63) {
        fraction = shift_right(fraction, 1);
        exponent++;
    }
    for (; !(fraction >> TOP); exponent--) fraction <<= 1;
    return (parts_t){FINITE, neg, exponent, fraction};
}

// A format has `digits` bits of significand, the hidden one included, and exponents up to `bias`.
static parts_t split(uint64_t bits, int digits, int bias) {
    uint64_t fraction = bits & (((uint64_t)1 << (digits - 1)) - 1);
    int exponent = (int)(bits >> (digits - 1)) & (2 * bias + 1);
    bool neg = bits >> (digits == 24 ? 31 : 63);
    if (exponent == 2 * bias + 1) return (parts_t){fraction ? NOT_A_NUMBER : INFINITE, neg, 0, 0};
    if (exponent)
        fraction |= (uint64_t)1 << (digits - 1);
    else
        exponent = 1;
    return normal(neg, exponent - bias, fraction << (TOP + 1 - digits));
}

static uint64_t join(parts_t v, int digits, int bias) {
    uint64_t sign = (uint64_t)v.neg << (digits == 24 ? 31 : 63), infinite = (uint64_t)(2 * bias + 1)
                                                                            << (digits - 1);
    if (v.kind == NOT_A_NUMBER) return infinite | (uint64_t)1 << (digits - 2);
    if (v.kind == ZERO) return sign;
    int exponent = v.exponent + bias;
    if (v.kind == INFINITE || exponent > 2 * bias) return sign | infinite;
    if (exponent < 1) {  // too small for the hidden bit
        v.fraction = shift_right(v.fraction, 1 - exponent);
        exponent = 0;
    }
    int drop = TOP + 1 - digits;
    uint64_t lost = v.fraction & (((uint64_t)1 << drop) - 1), half = (uint64_t)1 << (drop - 1);
    uint64_t kept = v.fraction >> drop;
    kept += lost > half || (lost == half && (kept & 1));
    // A carry out of the significand steps the exponent, up to infinity. The hidden bit adds one
    // too.
    return sign | (kept + ((uint64_t)(exponent ? exponent - 1 : 0) << (digits - 1)));
}

static parts_t add(parts_t a, parts_t b) {
    if (a.kind == NOT_A_NUMBER || b.kind == ZERO) {
        if (a.kind == ZERO) a.neg = a.neg && b.neg;
        return a;
    }
    if (b.kind == NOT_A_NUMBER || a.kind == ZERO) return b;
    if (a.kind == INFINITE)
        return (parts_t){b.kind == INFINITE && a.neg != b.neg ? NOT_A_NUMBER : INFINITE, a.neg, 0,
                         0};
    if (b.kind == INFINITE) return b;
    if (a.exponent < b.exponent || (a.exponent == b.exponent && a.fraction < b.fraction)) {
        parts_t swap = a;
        a = b;
        b = swap;
    }
    b.fraction = shift_right(b.fraction, a.exponent - b.exponent);
    if (a.neg == b.neg) return normal(a.neg, a.exponent, a.fraction + b.fraction);
    uint64_t difference = a.fraction - b.fraction;
    return normal(a.neg && difference, a.exponent, difference);
}

static parts_t subtract(parts_t a, parts_t b) {
    b.neg = !b.neg;
    return add(a, b);
}

static uint64_t high_product(uint64_t a, uint64_t b) {
    pair_t x = {a}, y = {b};
    uint64_t low = wide_product(x.half.low, y.half.low),
             middle = wide_product(x.half.high, y.half.low);
    uint64_t other = wide_product(x.half.low, y.half.high),
             high = wide_product(x.half.high, y.half.high);
    middle += low >> 32;
    other += (uint32_t)middle;
    high += (middle >> 32) + (other >> 32);
    return high | ((uint32_t)other || (uint32_t)low);
}

static parts_t multiply(parts_t a, parts_t b) {
    bool neg = a.neg != b.neg;
    if (a.kind == NOT_A_NUMBER || b.kind == NOT_A_NUMBER)
        return (parts_t){NOT_A_NUMBER, false, 0, 0};
    if (a.kind == INFINITE || b.kind == INFINITE)
        return (parts_t){a.kind == ZERO || b.kind == ZERO ? NOT_A_NUMBER : INFINITE, neg, 0, 0};
    if (a.kind == ZERO || b.kind == ZERO) return (parts_t){ZERO, neg, 0, 0};
    return normal(neg, a.exponent + b.exponent + 2, high_product(a.fraction, b.fraction));
}

static parts_t divide(parts_t a, parts_t b) {
    bool neg = a.neg != b.neg;
    if (a.kind == NOT_A_NUMBER || b.kind == NOT_A_NUMBER || (a.kind == b.kind && a.kind != FINITE))
        return (parts_t){NOT_A_NUMBER, false, 0, 0};
    if (a.kind == INFINITE || b.kind == ZERO) return (parts_t){INFINITE, neg, 0, 0};
    if (a.kind == ZERO || b.kind == INFINITE) return (parts_t){ZERO, neg, 0, 0};
    uint64_t quotient = 0, rest = a.fraction;
    for (int i = 0; i < 62; i++) {
        quotient <<= 1;
        if (rest >= b.fraction) {
            rest -= b.fraction;
            quotient |= 1;
        }
        rest <<= 1;
    }
    return normal(neg, a.exponent - b.exponent + 1, quotient | (rest != 0));
}

// -1, 0 or 1; `unordered` if one is not a number.
static int compare(parts_t a, parts_t b, int unordered) {
    if (a.kind == NOT_A_NUMBER || b.kind == NOT_A_NUMBER) return unordered;
    if (a.kind == ZERO && b.kind == ZERO) return 0;
    parts_t d = a.kind == INFINITE && b.kind == INFINITE && a.neg == b.neg
                    ? (parts_t){ZERO, false, 0, 0}
                    : subtract(a, b);
    return d.kind == ZERO ? 0 : d.neg ? -1 : 1;
}

static parts_t from_unsigned(bool neg, uint64_t value) {
    if (value >> 63) return normal(neg, TOP + 1, shift_right(value, 1));
    return normal(neg, TOP, value);
}

static parts_t from_signed(int64_t value) {
    return from_unsigned(value < 0, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

static uint64_t truncate(parts_t v, uint64_t limit) {
    if (v.kind == ZERO || v.kind == NOT_A_NUMBER || (v.kind == FINITE && v.exponent < 0)) return 0;
    if (v.kind == INFINITE || v.exponent > 63) return limit;
    uint64_t value = v.exponent > TOP ? v.fraction << 1 : v.fraction >> (TOP - v.exponent);
    return value > limit ? limit : value;
}

static int64_t to_signed(parts_t v, uint64_t limit) {
    uint64_t value = truncate(v, limit + v.neg);
    return (int64_t)(v.neg ? 0 - value : value);
}

static uint64_t to_unsigned(parts_t v, uint64_t limit) {
    return v.neg ? 0 : truncate(v, limit);
}

static parts_t split_df(double value) {
    union {
        double value;
        uint64_t bits;
    } u = {value};
    return split(u.bits, 53, 1023);
}
static double join_df(parts_t v) {
    union {
        uint64_t bits;
        double value;
    } u = {join(v, 53, 1023)};
    return u.value;
}
static parts_t split_sf(float value) {
    union {
        float value;
        uint32_t bits;
    } u = {value};
    return split(u.bits, 24, 127);
}
static float join_sf(parts_t v) {
    union {
        uint32_t bits;
        float value;
    } u = {(uint32_t)join(v, 24, 127)};
    return u.value;
}

#define FLOATS(type, f)                                         \
    RT type __add##f##3(type a, type b) {                       \
        return join_##f(add(split_##f(a), split_##f(b)));       \
    }                                                           \
    RT type __sub##f##3(type a, type b) {                       \
        return join_##f(subtract(split_##f(a), split_##f(b)));  \
    }                                                           \
    RT type __mul##f##3(type a, type b) {                       \
        return join_##f(multiply(split_##f(a), split_##f(b)));  \
    }                                                           \
    RT type __div##f##3(type a, type b) {                       \
        return join_##f(divide(split_##f(a), split_##f(b)));    \
    }                                                           \
    RT type __neg##f##2(type a) {                               \
        parts_t v = split_##f(a);                               \
        v.neg = !v.neg;                                         \
        return join_##f(v);                                     \
    }                                                           \
    RT int __eq##f##2(type a, type b) {                         \
        return compare(split_##f(a), split_##f(b), 1);          \
    }                                                           \
    RT int __ne##f##2(type a, type b) {                         \
        return compare(split_##f(a), split_##f(b), 1);          \
    }                                                           \
    RT int __lt##f##2(type a, type b) {                         \
        return compare(split_##f(a), split_##f(b), 1);          \
    }                                                           \
    RT int __le##f##2(type a, type b) {                         \
        return compare(split_##f(a), split_##f(b), 1);          \
    }                                                           \
    RT int __gt##f##2(type a, type b) {                         \
        return compare(split_##f(a), split_##f(b), -1);         \
    }                                                           \
    RT int __ge##f##2(type a, type b) {                         \
        return compare(split_##f(a), split_##f(b), -1);         \
    }                                                           \
    RT int __unord##f##2(type a, type b) {                      \
        return compare(split_##f(a), split_##f(b), 2) == 2;     \
    }                                                           \
    RT type __floatsi##f(int32_t a) {                           \
        return join_##f(from_signed(a));                        \
    }                                                           \
    RT type __floatdi##f(int64_t a) {                           \
        return join_##f(from_signed(a));                        \
    }                                                           \
    RT type __floatunsi##f(uint32_t a) {                        \
        return join_##f(from_unsigned(false, a));               \
    }                                                           \
    RT type __floatundi##f(uint64_t a) {                        \
        return join_##f(from_unsigned(false, a));               \
    }                                                           \
    RT int32_t __fix##f##si(type a) {                           \
        return (int32_t)to_signed(split_##f(a), INT32_MAX);     \
    }                                                           \
    RT int64_t __fix##f##di(type a) {                           \
        return to_signed(split_##f(a), INT64_MAX);              \
    }                                                           \
    RT uint32_t __fixuns##f##si(type a) {                       \
        return (uint32_t)to_unsigned(split_##f(a), UINT32_MAX); \
    }                                                           \
    RT uint64_t __fixuns##f##di(type a) {                       \
        return to_unsigned(split_##f(a), UINT64_MAX);           \
    }
FLOATS(double, df)
FLOATS(float, sf)

RT double __extendsfdf2(float a) {
    return join_df(split_sf(a));
}
RT float __truncdfsf2(double a) {
    return join_sf(split_df(a));
}

#endif
