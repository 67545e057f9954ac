// SPDX-License-Identifier: 0BSD
// Integers near a number, and what only takes a number apart.
#include "libm.h"

num_t natmod_num_integral(num_t v, num_rounding_t rounding) {
    if (v.kind != NUM_FINITE || v.exponent >= NUM_TOP) return v;
    if (v.exponent < 0) {
        v.fraction = num_shift_right(v.fraction, -v.exponent);
        v.exponent = 0;
    }
    uint64_t one = NUM_HALF_RANGE >> v.exponent;
    uint64_t part = v.fraction & (one - 1), whole = v.fraction - part;
    bool up = false;
    if (rounding == TO_FLOOR) up = v.neg && part;
    if (rounding == TO_CEILING) up = !v.neg && part;
    if (rounding == TO_NEAREST) up = part >= one >> 1;
    if (rounding == TO_EVEN) up = part > one >> 1 || (part == one >> 1 && (whole & one));
    return natmod_num_normal(v.neg, v.exponent, whole + (up ? one : 0));
}

#define INTEGRAL(name, rounding)                 \
    static num_t name##_of(num_t v, bool wide) { \
        (void)wide;                              \
        return natmod_num_integral(v, rounding); \
    }                                            \
    MATH1(name, name##_of)
INTEGRAL(trunc, TO_ZERO)
INTEGRAL(floor, TO_FLOOR)
INTEGRAL(ceil, TO_CEILING)
INTEGRAL(round, TO_NEAREST)
INTEGRAL(rint, TO_EVEN)
INTEGRAL(nearbyint, TO_EVEN)

#define TO_INTEGER(type, name, limit, rounding)                                                \
    type name(double x) {                                                                      \
        return (type)natmod_num_to_signed(natmod_num_integral(num_of_df(x), rounding), limit); \
    }                                                                                          \
    type name##f(float x) {                                                                    \
        return (type)natmod_num_to_signed(natmod_num_integral(num_of_sf(x), rounding), limit); \
    }
TO_INTEGER(long, lround, __LONG_MAX__, TO_NEAREST)
TO_INTEGER(long, lrint, __LONG_MAX__, TO_EVEN)
TO_INTEGER(long long, llround, INT64_MAX, TO_NEAREST)
TO_INTEGER(long long, llrint, INT64_MAX, TO_EVEN)

#define PARTS(type, end, f)                                                           \
    type frexp##end(type x, int *exponent) {                                          \
        num_t v = num_of_##f(x);                                                      \
        *exponent = 0;                                                                \
        if (v.kind != NUM_FINITE) return x;                                           \
        *exponent = v.exponent + 1;                                                   \
        v.exponent = -1;                                                              \
        return num_to_##f(v);                                                         \
    }                                                                                 \
    type scalbln##end(type x, long n) {                                               \
        num_t v = num_of_##f(x);                                                      \
        v.exponent += (int)(n > 10000 ? 10000 : n < -10000 ? -10000 : n);             \
        return num_to_##f(v);                                                         \
    }                                                                                 \
    type scalbn##end(type x, int n) {                                                 \
        return scalbln##end(x, n);                                                    \
    }                                                                                 \
    type ldexp##end(type x, int n) {                                                  \
        return scalbln##end(x, n);                                                    \
    }                                                                                 \
    int ilogb##end(type x) {                                                          \
        num_t v = num_of_##f(x);                                                      \
        if (v.kind == NUM_FINITE) return v.exponent;                                  \
        return v.kind == NUM_INFINITE ? __INT_MAX__ : -__INT_MAX__;                   \
    }                                                                                 \
    type logb##end(type x) {                                                          \
        num_t v = num_of_##f(x);                                                      \
        if (v.kind == NUM_FINITE) return (type)v.exponent;                            \
        v.neg = v.kind == NUM_ZERO;                                                   \
        if (v.kind == NUM_ZERO) v.kind = NUM_INFINITE;                                \
        return num_to_##f(v);                                                         \
    }                                                                                 \
    type modf##end(type x, type *whole) {                                             \
        num_t v = num_of_##f(x), w = natmod_num_integral(v, TO_ZERO);                 \
        *whole = num_to_##f(w);                                                       \
        if (v.kind == NUM_FINITE) v = num_subtract(v, w);                             \
        if (v.kind == NUM_INFINITE) v.kind = NUM_ZERO;                                \
        v.neg = num_of_##f(x).neg;                                                    \
        return num_to_##f(v);                                                         \
    }                                                                                 \
    type fabs##end(type x) {                                                          \
        return num_to_##f(num_absolute(num_of_##f(x)));                               \
    }                                                                                 \
    type copysign##end(type x, type y) {                                              \
        num_t v = num_of_##f(x);                                                      \
        v.neg = num_of_##f(y).neg;                                                    \
        return num_to_##f(v);                                                         \
    }                                                                                 \
    type fmin##end(type x, type y) {                                                  \
        int order = natmod_num_compare(num_of_##f(x), num_of_##f(y), 2);              \
        return order == 2 ? (x == x ? x : y) : order < 0 ? x : y;                     \
    }                                                                                 \
    type fmax##end(type x, type y) {                                                  \
        int order = natmod_num_compare(num_of_##f(x), num_of_##f(y), 2);              \
        return order == 2 ? (x == x ? x : y) : order > 0 ? x : y;                     \
    }                                                                                 \
    type fdim##end(type x, type y) {                                                  \
        num_t a = num_of_##f(x), b = num_of_##f(y);                                   \
        return natmod_num_compare(a, b, 1) <= 0 ? 0 : num_to_##f(num_subtract(a, b)); \
    }                                                                                 \
    type nan##end(const char *tag) {                                                  \
        (void)tag;                                                                    \
        return NAN;                                                                   \
    }
PARTS(double, , df)
PARTS(float, f, sf)

// The bits of floats are in their order.
double nextafter(double x, double y) {
    union {
        double value;
        uint64_t bits;
    } u = {x};
    if (x != x || y != y) return x + y;
    if (x == y) return y;
    if (x == 0)
        u.bits = (uint64_t)(y < 0) << 63 | 1;
    else
        u.bits += (x < y) == (x > 0) ? 1 : ~(uint64_t)0;
    return u.value;
}
float nextafterf(float x, float y) {
    union {
        float value;
        uint32_t bits;
    } u = {x};
    if (x != x || y != y) return x + y;
    if (x == y) return y;
    if (x == 0)
        u.bits = (uint32_t)(y < 0) << 31 | 1;
    else
        u.bits += (x < y) == (x > 0) ? 1 : ~(uint32_t)0;
    return u.value;
}
