// SPDX-License-Identifier: 0BSD
// What a compiler calls to count bits where the machine has no instruction.
#include <stdint.h>

int __clzsi2(uint32_t x) {
    int n = 0;
    for (int step = 16; step; step >>= 1) {
        if (x >> (32 - step)) continue;
        x <<= step;
        n += step;
    }
    return n + !x;
}
int __clzdi2(uint64_t x) {
    return x >> 32 ? __clzsi2((uint32_t)(x >> 32)) : 32 + __clzsi2((uint32_t)x);
}
int __ctzsi2(uint32_t x) {
    return 31 - __clzsi2(x & (0 - x));
}
int __ctzdi2(uint64_t x) {
    return (uint32_t)x ? __ctzsi2((uint32_t)x) : 32 + __ctzsi2((uint32_t)(x >> 32));
}
int __popcountsi2(uint32_t x) {
    int n = 0;
    for (; x; x &= x - 1) n++;
    return n;
}
int __popcountdi2(uint64_t x) {
    return __popcountsi2((uint32_t)(x >> 32)) + __popcountsi2((uint32_t)x);
}
