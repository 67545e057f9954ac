// SPDX-License-Identifier: 0BSD
// Consistent overhead byte stuffing: packets without zeros, so that a zero can end each.
// A library of plain C, as somebody else could have written it; it knows nothing of MicroPython.
#pragma once

#include <stddef.h>
#include <stdint.h>

// The most bytes that `length` bytes take when they are encoded.
size_t cobs_bound(size_t length);

// Writes the encoded bytes to `out`, which has room for cobs_bound(length), and returns their number.
size_t cobs_encode(const uint8_t *in, size_t length, uint8_t *out);

// The other way round; `out` has room for `length` bytes. Returns SIZE_MAX for bytes that no encoder
// writes.
size_t cobs_decode(const uint8_t *in, size_t length, uint8_t *out);
