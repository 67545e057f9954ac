// SPDX-License-Identifier: 0BSD
// What a compiler calls for floats and doubles where the machine has none. On ARM names and
// registers are those of its run-time ABI, which passes floats in integer registers whatever FPU
// there is.
#include "number.h"

#define ADD(f, a, b) num_to_##f(natmod_num_add(num_of_##f(a), num_of_##f(b)))
#define SUBTRACT(f, a, b) num_to_##f(num_subtract(num_of_##f(a), num_of_##f(b)))
#define MULTIPLY(f, a, b) num_to_##f(natmod_num_multiply(num_of_##f(a), num_of_##f(b)))
#define DIVIDE(f, a, b) num_to_##f(natmod_num_divide(num_of_##f(a), num_of_##f(b)))
#define COMPARE(f, a, b, unordered) natmod_num_compare(num_of_##f(a), num_of_##f(b), unordered)
#define FROM_SIGNED(f, a) num_to_##f(natmod_num_from_signed(a))
#define FROM_UNSIGNED(f, a) num_to_##f(natmod_num_from_unsigned(a))
#define TO_SIGNED(f, a, bits) (int##bits##_t) natmod_num_to_signed(num_of_##f(a), INT##bits##_MAX)
#define TO_UNSIGNED(f, a, bits) \
    (uint##bits##_t) natmod_num_to_unsigned(num_of_##f(a), UINT##bits##_MAX)

#ifdef __arm__
#define AEABI __attribute__((pcs("aapcs")))

#define ARM_FUNCTIONS(type, f, t)                  \
    AEABI type __aeabi_##t##add(type a, type b) {  \
        return ADD(f, a, b);                       \
    }                                              \
    AEABI type __aeabi_##t##sub(type a, type b) {  \
        return SUBTRACT(f, a, b);                  \
    }                                              \
    AEABI type __aeabi_##t##mul(type a, type b) {  \
        return MULTIPLY(f, a, b);                  \
    }                                              \
    AEABI type __aeabi_##t##div(type a, type b) {  \
        return DIVIDE(f, a, b);                    \
    }                                              \
    AEABI int __aeabi_##t##cmpeq(type a, type b) { \
        return COMPARE(f, a, b, 1) == 0;           \
    }                                              \
    AEABI int __aeabi_##t##cmplt(type a, type b) { \
        return COMPARE(f, a, b, 1) < 0;            \
    }                                              \
    AEABI int __aeabi_##t##cmple(type a, type b) { \
        return COMPARE(f, a, b, 1) <= 0;           \
    }                                              \
    AEABI int __aeabi_##t##cmpgt(type a, type b) { \
        return COMPARE(f, a, b, -1) > 0;           \
    }                                              \
    AEABI int __aeabi_##t##cmpge(type a, type b) { \
        return COMPARE(f, a, b, -1) >= 0;          \
    }                                              \
    AEABI int __aeabi_##t##cmpun(type a, type b) { \
        return COMPARE(f, a, b, 2) == 2;           \
    }                                              \
    AEABI type __aeabi_i2##t(int32_t a) {          \
        return FROM_SIGNED(f, a);                  \
    }                                              \
    AEABI type __aeabi_l2##t(int64_t a) {          \
        return FROM_SIGNED(f, a);                  \
    }                                              \
    AEABI type __aeabi_ui2##t(uint32_t a) {        \
        return FROM_UNSIGNED(f, a);                \
    }                                              \
    AEABI type __aeabi_ul2##t(uint64_t a) {        \
        return FROM_UNSIGNED(f, a);                \
    }                                              \
    AEABI int32_t __aeabi_##t##2iz(type a) {       \
        return TO_SIGNED(f, a, 32);                \
    }                                              \
    AEABI int64_t __aeabi_##t##2lz(type a) {       \
        return TO_SIGNED(f, a, 64);                \
    }                                              \
    AEABI uint32_t __aeabi_##t##2uiz(type a) {     \
        return TO_UNSIGNED(f, a, 32);              \
    }                                              \
    AEABI uint64_t __aeabi_##t##2ulz(type a) {     \
        return TO_UNSIGNED(f, a, 64);              \
    }
ARM_FUNCTIONS(double, df, d)
ARM_FUNCTIONS(float, sf, f)

AEABI double __aeabi_f2d(float a) {
    return num_to_df(num_of_sf(a));
}
AEABI float __aeabi_d2f(double a) {
    return num_to_sf(num_of_df(a));
}

#else

#define FUNCTIONS(type, f)                              \
    type __add##f##3(type a, type b) {                  \
        return ADD(f, a, b);                            \
    }                                                   \
    type __sub##f##3(type a, type b) {                  \
        return SUBTRACT(f, a, b);                       \
    }                                                   \
    type __mul##f##3(type a, type b) {                  \
        return MULTIPLY(f, a, b);                       \
    }                                                   \
    type __div##f##3(type a, type b) {                  \
        return DIVIDE(f, a, b);                         \
    }                                                   \
    type __neg##f##2(type a) {                          \
        return num_to_##f(num_negative(num_of_##f(a))); \
    }                                                   \
    int __eq##f##2(type a, type b) {                    \
        return COMPARE(f, a, b, 1);                     \
    }                                                   \
    int __ne##f##2(type a, type b) {                    \
        return COMPARE(f, a, b, 1);                     \
    }                                                   \
    int __lt##f##2(type a, type b) {                    \
        return COMPARE(f, a, b, 1);                     \
    }                                                   \
    int __le##f##2(type a, type b) {                    \
        return COMPARE(f, a, b, 1);                     \
    }                                                   \
    int __gt##f##2(type a, type b) {                    \
        return COMPARE(f, a, b, -1);                    \
    }                                                   \
    int __ge##f##2(type a, type b) {                    \
        return COMPARE(f, a, b, -1);                    \
    }                                                   \
    int __unord##f##2(type a, type b) {                 \
        return COMPARE(f, a, b, 2) == 2;                \
    }                                                   \
    type __floatsi##f(int32_t a) {                      \
        return FROM_SIGNED(f, a);                       \
    }                                                   \
    type __floatdi##f(int64_t a) {                      \
        return FROM_SIGNED(f, a);                       \
    }                                                   \
    type __floatunsi##f(uint32_t a) {                   \
        return FROM_UNSIGNED(f, a);                     \
    }                                                   \
    type __floatundi##f(uint64_t a) {                   \
        return FROM_UNSIGNED(f, a);                     \
    }                                                   \
    int32_t __fix##f##si(type a) {                      \
        return TO_SIGNED(f, a, 32);                     \
    }                                                   \
    int64_t __fix##f##di(type a) {                      \
        return TO_SIGNED(f, a, 64);                     \
    }                                                   \
    uint32_t __fixuns##f##si(type a) {                  \
        return TO_UNSIGNED(f, a, 32);                   \
    }                                                   \
    uint64_t __fixuns##f##di(type a) {                  \
        return TO_UNSIGNED(f, a, 64);                   \
    }
FUNCTIONS(double, df)
FUNCTIONS(float, sf)

double __extendsfdf2(float a) {
    return num_to_df(num_of_sf(a));
}
float __truncdfsf2(double a) {
    return num_to_sf(num_of_df(a));
}

#endif
