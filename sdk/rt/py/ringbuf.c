// SPDX-License-Identifier: 0BSD
// A ring of bytes: putting and getting more than one at a time.
#include "py/ringbuf.h"

int ringbuf_peek16(ringbuf_t *r) {
    if (ringbuf_avail(r) < 2) {
        return -1;
    }
    return r->buf[r->iget] << 8 | r->buf[natmod_ringbuf_next(r, r->iget)];
}

int ringbuf_get16(ringbuf_t *r) {
    int value = ringbuf_peek16(r);
    if (value >= 0) {
        ringbuf_get(r);
        ringbuf_get(r);
    }
    return value;
}

int ringbuf_put16(ringbuf_t *r, uint16_t v) {
    uint8_t bytes[2] = {(uint8_t)(v >> 8), (uint8_t)v};
    return ringbuf_put_bytes(r, bytes, 2);
}

// That much is not there now, or never can be.
static int no_room(const ringbuf_t *r, size_t data_len) {
    return r->size <= data_len ? -2 : -1;
}

int ringbuf_get_bytes(ringbuf_t *r, uint8_t *data, size_t data_len) {
    if (ringbuf_avail(r) < data_len) {
        return no_room(r, data_len);
    }
    for (size_t i = 0; i < data_len; ++i) {
        data[i] = (uint8_t)ringbuf_get(r);
    }
    return 0;
}

int ringbuf_put_bytes(ringbuf_t *r, const uint8_t *data, size_t data_len) {
    if (ringbuf_free(r) < data_len) {
        return no_room(r, data_len);
    }
    for (size_t i = 0; i < data_len; ++i) {
        ringbuf_put(r, data[i]);
    }
    return 0;
}
