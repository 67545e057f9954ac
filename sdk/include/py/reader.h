// SPDX-License-Identifier: 0BSD
// A source of bytes, as the firmware's loader and compiler read them.
#ifndef NATMOD_PY_READER_H
#define NATMOD_PY_READER_H

#include "py/obj.h"

#define MP_READER_EOF ((mp_uint_t)(-1))

typedef struct _mp_reader_t {
    void *data;
    mp_uint_t (*readbyte)(void *data);
    void (*close)(void *data);
} mp_reader_t;

#endif
