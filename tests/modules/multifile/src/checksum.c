// SPDX-License-Identifier: MIT
// Plain C, without MicroPython.
#include <stddef.h>
#include <stdint.h>

uint32_t multifile_checksum(const uint8_t *data, size_t len);

static uint32_t step(uint32_t sum, uint8_t byte) {
    return (sum << 5) + sum + byte;
}

uint32_t multifile_checksum(const uint8_t *data, size_t len) {
    uint32_t sum = 5381;
    while (len-- > 0) {
        sum = step(sum, *data++);
    }
    return sum;
}
