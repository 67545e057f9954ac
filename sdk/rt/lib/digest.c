// SPDX-License-Identifier: 0BSD
#include "digest.h"

#include <string.h>

void natmod_digest_init(natmod_digest_t *digest) {
    digest->length[0] = digest->length[1] = 0;
    digest->state[0] = 0x67452301;
    digest->state[1] = 0xefcdab89;
    digest->state[2] = 0x98badcfe;
    digest->state[3] = 0x10325476;
}

void natmod_digest_update(natmod_digest_t *digest, const uint8_t *data, size_t len,
                          natmod_digest_step_t *step) {
    while (len != 0) {
        uint32_t used = digest->length[0] % 64, n = 64 - used;
        if (n > len) n = (uint32_t)len;
        memcpy(digest->block + used, data, n);
        data += n;
        len -= n;
        digest->length[0] += n;
        if (digest->length[0] < n) ++digest->length[1];
        if (used + n == 64) step(digest->state, digest->block);
    }
}

void natmod_digest_final(natmod_digest_t *digest, uint8_t *result, unsigned size, unsigned order,
                         natmod_digest_step_t *step) {
    const uint32_t bits[2] = {digest->length[0] << 3,
                              digest->length[1] << 3 | digest->length[0] >> 29};
    uint8_t byte = 0x80;
    do {
        natmod_digest_update(digest, &byte, 1, step);
        byte = 0;
    } while (digest->length[0] % 64 != 56);
    for (unsigned i = 0; i < 8; ++i) {
        unsigned number = i ^ order;
        byte = (uint8_t)(bits[number / 4] >> number % 4 * 8);
        natmod_digest_update(digest, &byte, 1, step);
    }
    for (unsigned i = 0; i < size; ++i) {
        result[i] = (uint8_t)(digest->state[i / 4] >> (i ^ order) % 4 * 8);
    }
}
