// SPDX-License-Identifier: 0BSD
// Numbers of 63 binary digits, in which the functions of this folder and of libm/ compute where the
// machine or the toolchain cannot. A float or a double is taken apart once and rounded once, to
// nearest even.
#ifndef NATMOD_COMPILER_NUMBER_H
#define NATMOD_COMPILER_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

typedef enum { NUM_ZERO, NUM_FINITE, NUM_INFINITE, NUM_NAN } num_kind_t;

// A finite number is fraction * 2^(exponent - NUM_TOP); bit NUM_TOP of the fraction is its highest.
typedef struct {
    uint64_t fraction;
    int exponent;
    uint8_t kind;
    bool neg;
} num_t;

enum { NUM_TOP = 62 };
#define NUM_HALF_RANGE ((uint64_t)1 << NUM_TOP)

typedef struct {
    uint64_t high, low;
} num_wide_t;

// Of 64 and 64 bits, 128.
num_wide_t natmod_num_wide_product(uint64_t a, uint64_t b);
static inline uint64_t num_high_product(uint64_t a, uint64_t b) {
    return natmod_num_wide_product(a, b).high;
}

// Of 32 and 32 bits, 64. Not every compiler can do that without a call of __muldi3, which is made
// of this.
#if defined(__riscv_mul) || defined(__ARM_FEATURE_DSP) || defined(__thumb2__) || \
    defined(__i386__) || defined(__x86_64__)
static inline uint64_t num_product(uint32_t a, uint32_t b) {
    return (uint64_t)a * b;
}
#else
uint64_t natmod_num_product(uint32_t a, uint32_t b);
#define num_product natmod_num_product
#endif

// Brings bit NUM_TOP to where it belongs. The other fractions of 63 bits go without.
num_t natmod_num_normal(bool neg, int exponent, uint64_t fraction);

// The bits of a float, or of a double if `wide`.
num_t natmod_num_split(uint64_t bits, bool wide);
uint64_t natmod_num_join(num_t v, bool wide);

num_t natmod_num_add(num_t a, num_t b);
num_t natmod_num_multiply(num_t a, num_t b);
num_t natmod_num_divide(num_t a, num_t b);
num_t natmod_num_sqrt(num_t v);
// -1, 0 or 1; `unordered` if one is not a number.
int natmod_num_compare(num_t a, num_t b, int unordered);

num_t natmod_num_from_signed(int64_t value);
num_t natmod_num_from_unsigned(uint64_t value);
// Towards zero, or to the nearest of those that there are; 0 for what is not a number.
int64_t natmod_num_to_signed(num_t v, uint64_t limit);
uint64_t natmod_num_to_unsigned(num_t v, uint64_t limit);

// The bits that are lost leave a one in the last place, so that rounding sees them.
static inline uint64_t num_shift_right(uint64_t value, int n) {
    if (n <= 0) return value;
    if (n > 63) return value != 0;
    uint64_t shifted = value >> n;
    return shifted | (shifted << n != value);
}

static inline num_t num_negative(num_t v) {
    v.neg = !v.neg;
    return v;
}
static inline num_t num_subtract(num_t a, num_t b) {
    return natmod_num_add(a, num_negative(b));
}

static inline num_t num_of_df(double value) {
    union {
        double value;
        uint64_t bits;
    } u = {value};
    return natmod_num_split(u.bits, true);
}
static inline double num_to_df(num_t v) {
    union {
        uint64_t bits;
        double value;
    } u = {natmod_num_join(v, true)};
    return u.value;
}
static inline num_t num_of_sf(float value) {
    union {
        float value;
        uint32_t bits;
    } u = {value};
    return natmod_num_split(u.bits, false);
}
static inline float num_to_sf(num_t v) {
    union {
        uint32_t bits;
        float value;
    } u = {(uint32_t)natmod_num_join(v, false)};
    return u.value;
}

#endif
