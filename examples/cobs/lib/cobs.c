// SPDX-License-Identifier: 0BSD
#include "cobs.h"

// A group is a count, and one byte less than it; the zero behind it is left out. A group of the
// greatest count has no zero behind it.
enum { GREATEST = 0xff };

size_t cobs_bound(size_t length) {
    return length + length / (GREATEST - 1) + 1;
}

size_t cobs_encode(const uint8_t *in, size_t length, uint8_t *out) {
    size_t count_at = 0, end = 1;
    for (size_t i = 0; i < length; ++i) {
        if (in[i] != 0) {
            out[end++] = in[i];
        }
        if (in[i] == 0 || (end - count_at == GREATEST && i + 1 < length)) {
            out[count_at] = (uint8_t)(end - count_at);
            count_at = end++;
        }
    }
    out[count_at] = (uint8_t)(end - count_at);
    return end;
}

size_t cobs_decode(const uint8_t *in, size_t length, uint8_t *out) {
    size_t written = 0;
    for (size_t i = 0; i < length;) {
        size_t count = in[i];
        if (count == 0 || count > length - i) {
            return SIZE_MAX;
        }
        for (size_t k = 1; k < count; ++k) {
            if (in[i + k] == 0) {
                return SIZE_MAX;
            }
            out[written++] = in[i + k];
        }
        i += count;
        if (count < GREATEST && i < length) {
            out[written++] = 0;
        }
    }
    return written;
}
