// SPDX-License-Identifier: 0BSD
// The garbage collector, as far as a module can reach it.
#ifndef NATMOD_PY_GC_H
#define NATMOD_PY_GC_H

#include "py/mpconfig.h"
#include "py/mpprint.h"

enum {
    GC_ALLOC_FLAG_HAS_FINALISER = 1,
};

typedef struct _gc_info_t {
    size_t total;
    size_t used;
    size_t free;
    size_t max_free;
    size_t num_1block;
    size_t num_2block;
    size_t max_block;
} gc_info_t;

NATMOD_BEGIN_C
// The first three; the others are 0.
void gc_info_fast(gc_info_t *info);
// These return NULL when there is no room.
void *gc_alloc(size_t n_bytes, unsigned int alloc_flags);
void *gc_realloc(void *ptr, size_t n_bytes, bool allow_move);
void gc_free(void *ptr);
// Through module gc.
void gc_collect(void);
NATMOD_END_C

#endif
