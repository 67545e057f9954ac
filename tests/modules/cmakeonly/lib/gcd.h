// SPDX-License-Identifier: MIT
unsigned gcd(unsigned a, unsigned b);
