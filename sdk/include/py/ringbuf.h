// SPDX-License-Identifier: 0BSD
// A ring of bytes: one place stays free, so that full and empty differ.
#ifndef NATMOD_PY_RINGBUF_H
#define NATMOD_PY_RINGBUF_H

#include "py/misc.h"
#include "py/mpconfig.h"

typedef struct _ringbuf_t {
    uint8_t *buf;
    uint16_t size;
    uint16_t iget;
    uint16_t iput;
} ringbuf_t;

#define ringbuf_alloc(r, sz)           \
    do {                               \
        (r)->buf = m_new(uint8_t, sz); \
        (r)->size = (uint16_t)(sz);    \
        (r)->iget = 0;                 \
        (r)->iput = 0;                 \
    } while (0)

static inline uint16_t natmod_ringbuf_next(const ringbuf_t *r, uint16_t i) {
    return (uint16_t)(i + 1u >= r->size ? 0u : i + 1u);
}
static inline void ringbuf_reset(ringbuf_t *r) {
    r->iget = r->iput = 0;
}
static inline int ringbuf_peek(ringbuf_t *r) {
    return r->iget == r->iput ? -1 : r->buf[r->iget];
}
static inline int ringbuf_get(ringbuf_t *r) {
    int value = ringbuf_peek(r);
    if (value >= 0) {
        r->iget = natmod_ringbuf_next(r, r->iget);
    }
    return value;
}
static inline int ringbuf_put(ringbuf_t *r, uint8_t v) {
    uint16_t next = natmod_ringbuf_next(r, r->iput);
    if (next == r->iget) {
        return -1;
    }
    r->buf[r->iput] = v;
    r->iput = next;
    return 0;
}
static inline size_t ringbuf_avail(ringbuf_t *r) {
    return (size_t)(r->iput >= r->iget ? r->iput - r->iget : r->size + r->iput - r->iget);
}
static inline size_t ringbuf_free(ringbuf_t *r) {
    return r->size - 1u - ringbuf_avail(r);
}

NATMOD_BEGIN_C
// Two bytes, the higher first. -1: they are not there, or no room.
int ringbuf_get16(ringbuf_t *r);
int ringbuf_peek16(ringbuf_t *r);
int ringbuf_put16(ringbuf_t *r, uint16_t v);
// All or nothing: -1 for nothing, -2 if the ring is too small for ever.
int ringbuf_get_bytes(ringbuf_t *r, uint8_t *data, size_t data_len);
int ringbuf_put_bytes(ringbuf_t *r, const uint8_t *data, size_t data_len);
NATMOD_END_C

#endif
