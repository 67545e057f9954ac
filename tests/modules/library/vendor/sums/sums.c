// SPDX-License-Identifier: MIT
#include "sums.h"

uint16_t sums_fletcher16(const void *data, size_t size) {
    const uint8_t *bytes = data;
    unsigned low = 0, high = 0;
    for (size_t i = 0; i < size; ++i) {
        low = (low + bytes[i]) % 255;
        high = (high + low) % 255;
    }
    return (uint16_t)(high << 8 | low);
}

uint32_t sums_adler32(uint32_t start, const void *data, size_t size) {
    enum { BASE = 65521 };
    const uint8_t *bytes = data;
    uint32_t low = start & 0xffff, high = start >> 16;
    for (size_t i = 0; i < size; ++i) {
        low = (low + bytes[i]) % BASE;
        high = (high + low) % BASE;
    }
    return high << 16 | low;
}
