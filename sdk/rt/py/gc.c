// SPDX-License-Identifier: 0BSD
// The collector, through module gc.
#include "../rt.h"

#include "py/gc.h"

NATMOD_QSTR(collect);
NATMOD_QSTR(gc);
NATMOD_QSTR(mem_alloc);
NATMOD_QSTR(mem_free);

void gc_collect(void) {
    NATMOD_ATTR(function, gc, collect);
    natmod_call_found(&function, 0, NULL);
}

static size_t heap_bytes(natmod_attr *function) {
    return (size_t)mp_obj_get_int(natmod_call_found(function, 0, NULL));
}

void gc_info_fast(gc_info_t *info) {
    NATMOD_ATTR(mem_alloc, gc, mem_alloc);
    NATMOD_ATTR(mem_free, gc, mem_free);
    memset(info, 0, sizeof(*info));
    info->used = heap_bytes(&mem_alloc);
    info->free = heap_bytes(&mem_free);
    info->total = info->used + info->free;
}

void gc_free(void *ptr) {
    m_free(ptr);
}
