// SPDX-License-Identifier: 0BSD
// The CRC-32 of zlib and Ethernet, under the name that it has in firmware.
#include "../rt.h"

uint32_t uzlib_crc32(const void *data, unsigned int length, uint32_t crc);

uint32_t uzlib_crc32(const void *data, unsigned int length, uint32_t crc) {
    const uint32_t polynomial = 0xedb88320;  // its lowest power is the highest bit
    for (const byte *at = (const byte *)data; length != 0; --length) {
        crc ^= *at++;
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
        }
    }
    return crc;
}
