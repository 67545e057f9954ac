// SPDX-License-Identifier: MIT
// Two checksums, as a library that knows nothing of MicroPython would have them.
#ifndef SUMS_H
#define SUMS_H

#include <stddef.h>
#include <stdint.h>

uint16_t sums_fletcher16(const void *data, size_t size);
// `start` is 1 for a new sum, or the sum so far.
uint32_t sums_adler32(uint32_t start, const void *data, size_t size);

#endif
