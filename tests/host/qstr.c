// SPDX-License-Identifier: MIT
// Interned strings. Numbers 1 to 165 are the same in every firmware. Here the others begin at 700,
// which catches a module that confuses its own numbers with the firmware's.
#include "host.h"

enum { FIRST_OWN = 700, MAX_OWN = 4096 };

static const char *const kStatic[] = {
    NULL,
#define QSTR(name) #name,
#define QSTR_TEXT(name, text) text,
#include "../../sdk/rt/static_qstrs.h"
};
enum { N_STATIC = sizeof kStatic / sizeof *kStatic - 1 };

static struct {
    const char *text[MAX_OWN];
    size_t len[MAX_OWN];
    size_t n;
} own;

const char *qstr_text(qstr_t q, size_t *len) {
    const char *text = NULL;
    size_t n = 0;
    if (q >= 1 && q <= N_STATIC) {
        text = kStatic[q];
        n = strlen(text);
    } else if (q >= FIRST_OWN && q - FIRST_OWN < own.n) {
        text = own.text[q - FIRST_OWN];
        n = own.len[q - FIRST_OWN];
    } else {
        fail("AssertionError", "%u is not the number of a qstr", (unsigned)q);
    }
    if (len) *len = n;
    return text;
}

qstr_t qstr_find(const char *text, size_t len) {
    for (size_t i = 1; i <= N_STATIC; i++)
        if (strlen(kStatic[i]) == len && memcmp(kStatic[i], text, len) == 0) return i;
    for (size_t i = 0; i < own.n; i++)
        if (own.len[i] == len && memcmp(own.text[i], text, len) == 0) return FIRST_OWN + i;
    return 0;
}

qstr_t qstr_n(const char *text, size_t len) {
    qstr_t q = qstr_find(text, len);
    if (q) return q;
    if (len > 255) fail("RuntimeError", "name too long");
    if (own.n == MAX_OWN) fail("MemoryError", "too many names");
    static char *chunk;  // texts are never freed, so they are kept out of the heap
    static size_t left;
    if (left < len + 1) {
        left = 65536;
        chunk = port_map(left);
        if (!chunk) fail("MemoryError", "no room for names");
    }
    memcpy(chunk, text, len);
    chunk[len] = 0;
    own.text[own.n] = chunk;
    own.len[own.n] = len;
    chunk += len + 1;
    left -= len + 1;
    return FIRST_OWN + own.n++;
}

qstr_t qstr(const char *text) { return qstr_n(text, strlen(text)); }
