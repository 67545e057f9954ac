// SPDX-License-Identifier: 0BSD
// What a compiler calls for integers of 64 bits on a machine of 32, and for division where the
// machine has none.
//
// Nothing here may need a function that it defines: shifts by a variable and products of 64 bits
// are calls.
#include "number.h"

#if UINTPTR_MAX <= 0xFFFFFFFF

typedef union {
    uint64_t all;
    struct {
        uint32_t low, high;
    } half;
} pair_t;

static uint64_t shifted_right(uint64_t value, int n) {
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

static int64_t shifted_right_signed(int64_t value, int n) {
    return (int64_t)(value < 0 ? ~shifted_right(~(uint64_t)value, n)
                               : shifted_right((uint64_t)value, n));
}

static uint64_t shifted_left(uint64_t value, int n) {
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

static uint64_t product(uint64_t a, uint64_t b) {
    pair_t x = {a}, y = {b}, v = {num_product(x.half.low, y.half.low)};
    v.half.high += x.half.low * y.half.high + x.half.high * y.half.low;
    return v.all;
}

static uint32_t divide32(uint32_t a, uint32_t b, uint32_t *rest) {
#if defined(__riscv_div) || defined(__ARM_FEATURE_IDIV) || defined(__i386__)
    *rest = a % b;
    return a / b;
#else
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
#endif
}

static uint64_t divide64(uint64_t a, uint64_t b, uint64_t *rest) {
    pair_t from = {a}, by = {b}, quotient = {0}, r = {0};
    if (!from.half.high && !by.half.high) {
        quotient.half.low = divide32(from.half.low, by.half.low, &r.half.low);
        *rest = r.all;
        return quotient.all;
    }
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

#define SIGNED_DIVISION(bits)                                                      \
    static int##bits##_t divide_signed##bits(int##bits##_t a, int##bits##_t b,     \
                                             int##bits##_t *rest) {                \
        uint##bits##_t r, x = (uint##bits##_t)a, y = (uint##bits##_t)b;            \
        uint##bits##_t q = divide##bits(a < 0 ? 0 - x : x, b < 0 ? 0 - y : y, &r); \
        *rest = (int##bits##_t)(a < 0 ? 0 - r : r);                                \
        return (int##bits##_t)((a < 0) != (b < 0) ? 0 - q : q);                    \
    }
SIGNED_DIVISION(32)
SIGNED_DIVISION(64)

#ifdef __arm__

uint64_t __aeabi_llsr(uint64_t value, int n) {
    return shifted_right(value, n);
}
int64_t __aeabi_lasr(int64_t value, int n) {
    return shifted_right_signed(value, n);
}
uint64_t __aeabi_llsl(uint64_t value, int n) {
    return shifted_left(value, n);
}
uint64_t __aeabi_lmul(uint64_t a, uint64_t b) {
    return product(a, b);
}
int __aeabi_lcmp(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}
int __aeabi_ulcmp(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}
uint32_t __aeabi_uidiv(uint32_t a, uint32_t b) {
    uint32_t rest;
    return divide32(a, b, &rest);
}
int32_t __aeabi_idiv(int32_t a, int32_t b) {
    int32_t rest;
    return divide_signed32(a, b, &rest);
}

// The quotient is in r0, the remainder in r1, as the halves of 64 bits are.
uint64_t __aeabi_uidivmod(uint32_t a, uint32_t b) {
    pair_t v = {0};
    v.half.low = divide32(a, b, &v.half.high);
    return v.all;
}
uint64_t __aeabi_idivmod(int32_t a, int32_t b) {
    pair_t v = {0};
    int32_t rest;
    v.half.low = (uint32_t)divide_signed32(a, b, &rest);
    v.half.high = (uint32_t)rest;
    return v.all;
}

// The quotient is in r0 and r1, the remainder in r2 and r3, which no function in C can do.
uint64_t natmod_num_divide64(uint64_t a, uint64_t b, uint64_t *rest) {
    return divide64(a, b, rest);
}
int64_t natmod_num_divide_signed64(int64_t a, int64_t b, int64_t *rest) {
    return divide_signed64(a, b, rest);
}
#define CALL_WITH_REST(function)                    \
    __asm__(                                        \
        "push {r4, lr}\n\tsub sp, #16\n\t"          \
        "add r4, sp, #8\n\tstr r4, [sp]\n\t"        \
        "bl " #function                             \
        "\n\t"                                      \
        "ldr r2, [sp, #8]\n\tldr r3, [sp, #12]\n\t" \
        "add sp, #16\n\tpop {r4, pc}")
__attribute__((naked)) void __aeabi_uldivmod(void) {
    CALL_WITH_REST(natmod_num_divide64);
}
__attribute__((naked)) void __aeabi_ldivmod(void) {
    CALL_WITH_REST(natmod_num_divide_signed64);
}

#else

uint64_t __lshrdi3(uint64_t value, int n) {
    return shifted_right(value, n);
}
int64_t __ashrdi3(int64_t value, int n) {
    return shifted_right_signed(value, n);
}
uint64_t __ashldi3(uint64_t value, int n) {
    return shifted_left(value, n);
}
uint64_t __muldi3(uint64_t a, uint64_t b) {
    return product(a, b);
}

#define DIVISION_FUNCTIONS(bits, suffix)                                   \
    uint##bits##_t __udiv##suffix##3(uint##bits##_t a, uint##bits##_t b) { \
        uint##bits##_t rest;                                               \
        return divide##bits(a, b, &rest);                                  \
    }                                                                      \
    uint##bits##_t __umod##suffix##3(uint##bits##_t a, uint##bits##_t b) { \
        uint##bits##_t rest;                                               \
        divide##bits(a, b, &rest);                                         \
        return rest;                                                       \
    }                                                                      \
    int##bits##_t __div##suffix##3(int##bits##_t a, int##bits##_t b) {     \
        int##bits##_t rest;                                                \
        return divide_signed##bits(a, b, &rest);                           \
    }                                                                      \
    int##bits##_t __mod##suffix##3(int##bits##_t a, int##bits##_t b) {     \
        int##bits##_t rest;                                                \
        divide_signed##bits(a, b, &rest);                                  \
        return rest;                                                       \
    }
DIVISION_FUNCTIONS(32, si)
DIVISION_FUNCTIONS(64, di)

#endif
#endif
