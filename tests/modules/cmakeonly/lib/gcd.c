// SPDX-License-Identifier: MIT
#include "gcd.h"

unsigned gcd(unsigned a, unsigned b) {
    return b == 0 ? a : gcd(b, a % b);
}
