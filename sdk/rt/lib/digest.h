// SPDX-License-Identifier: 0BSD
// What MD5 and SHA-1 have in common: blocks of 64 bytes, padding, turning words into bytes.
#ifndef NATMOD_DIGEST_H
#define NATMOD_DIGEST_H

#include "lib/axtls/crypto/crypto.h"

// Takes one block into the state.
typedef void natmod_digest_step_t(uint32_t *state, const uint8_t *block);

// Which byte of eight comes first: number 0, the lowest (MD5), or number 7 (SHA-1).
enum { NATMOD_DIGEST_LITTLE = 0, NATMOD_DIGEST_BIG = 7 };

// The first four words are the same for both.
void natmod_digest_init(natmod_digest_t *digest);
void natmod_digest_update(natmod_digest_t *digest, const uint8_t *data, size_t len,
                          natmod_digest_step_t *step);
void natmod_digest_final(natmod_digest_t *digest, uint8_t *result, unsigned size, unsigned order,
                         natmod_digest_step_t *step);

static inline uint32_t natmod_rotate_left(uint32_t x, unsigned bits) {
    return x << bits | x >> (32 - bits);
}

#endif
