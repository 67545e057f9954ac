// SPDX-License-Identifier: 0BSD
// MD5 (RFC 1321) and SHA-1 (RFC 3174) under the names of axTLS, by which MicroPython's hashlib
// finds them in a port's firmware. Nothing else of axTLS is here.
#ifndef NATMOD_LIB_AXTLS_CRYPTO_H
#define NATMOD_LIB_AXTLS_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include "natmod/compiler.h"

#define MD5_SIZE 16
#define SHA1_SIZE 20

// The state comes last, because MD5 has a word less of it.
typedef struct natmod_digest {
    uint32_t length[2];  // bytes so far, low word first
    uint8_t block[64];   // those that fill no block yet
    uint32_t state[5];
} natmod_digest_t;
typedef natmod_digest_t MD5_CTX;
typedef natmod_digest_t SHA1_CTX;

NATMOD_BEGIN_C
void MD5_Init(MD5_CTX *context);
void MD5_Update(MD5_CTX *context, const uint8_t *data, int len);
void MD5_Final(uint8_t *digest, MD5_CTX *context);
void SHA1_Init(SHA1_CTX *context);
void SHA1_Update(SHA1_CTX *context, const uint8_t *data, int len);
void SHA1_Final(uint8_t *digest, SHA1_CTX *context);
NATMOD_END_C

#endif
