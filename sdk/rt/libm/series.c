// SPDX-License-Identifier: 0BSD
#include "libm.h"

uint64_t natmod_num_odd_series(uint64_t z, bool alternating, bool wide) {
    static const uint64_t kTerms[] = {0x5555555555555555, 0x3333333333333333, 0x2492492492492492,
                                      0x1C71C71C71C71C72, 0x1745D1745D1745D1, 0x13B13B13B13B13B1,
                                      0x1111111111111111, 0x0F0F0F0F0F0F0F0F, 0x0D79435E50D79436,
                                      0x0C30C30C30C30C31, 0x0B21642C8590B216, 0x0A3D70A3D70A3D71,
                                      0x097B425ED097B426};
    uint64_t sum = 0;
    for (int i = wide ? 13 : 7; i-- > 0;) {
        uint64_t more = num_high_product(sum, z);
        sum = kTerms[i] + (alternating ? 0 - more : more);
    }
    return sum;
}

num_t natmod_num_of_wide(bool neg, int exponent, num_wide_t wide) {
    num_t v = natmod_num_normal(neg, 0, wide.high);
    if (v.kind == NUM_ZERO) return natmod_num_normal(neg, exponent - NUM_TOP, wide.low);
    int n = -v.exponent;  // how far it was shifted left
    v.fraction |= n > 0 ? wide.low >> (64 - n) | (wide.low << n != 0) : wide.low != 0;
    v.exponent += exponent + 64 - NUM_TOP;
    return v;
}
