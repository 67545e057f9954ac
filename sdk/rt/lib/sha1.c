// SPDX-License-Identifier: 0BSD
// SHA-1, RFC 3174.
#include "digest.h"

static void step(uint32_t *state, const uint8_t *block) {
    static const uint32_t kRounds[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    uint32_t words[16];  // the last 16 of the 80
    for (unsigned i = 0; i < 80; ++i) {
        uint32_t *word = &words[i % 16];
        if (i < 16) {
            *word = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 |
                    block[3];
            block += 4;
        } else {
            *word = natmod_rotate_left(
                words[(i - 3) % 16] ^ words[(i - 8) % 16] ^ words[(i - 14) % 16] ^ *word, 1);
        }
        uint32_t f;
        if (i < 20) {
            f = d ^ (b & (c ^ d));
        } else if (i < 40 || i >= 60) {
            f = b ^ c ^ d;
        } else {
            f = (b & c) | (d & (b | c));
        }
        f += natmod_rotate_left(a, 5) + e + kRounds[i / 20] + *word;
        e = d;
        d = c;
        c = natmod_rotate_left(b, 30);
        b = a;
        a = f;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void SHA1_Init(SHA1_CTX *context) {
    natmod_digest_init(context);
    context->state[4] = 0xc3d2e1f0;
}

void SHA1_Update(SHA1_CTX *context, const uint8_t *data, int len) {
    natmod_digest_update(context, data, (size_t)len, step);
}

void SHA1_Final(uint8_t *digest, SHA1_CTX *context) {
    natmod_digest_final(context, digest, SHA1_SIZE, NATMOD_DIGEST_BIG, step);
}
