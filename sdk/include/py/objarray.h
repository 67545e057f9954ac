// SPDX-License-Identifier: 0BSD
// bytearray, array.array and memoryview objects.
#ifndef NATMOD_PY_OBJARRAY_H
#define NATMOD_PY_OBJARRAY_H

#include "py/obj.h"

// Typecode flag of a memoryview that may write.
#define MP_OBJ_ARRAY_TYPECODE_FLAG_RW (0x80)
#define MP_OBJ_ARRAY_FREE_SIZE_BITS (8 * sizeof(size_t) - 8)

typedef struct _mp_obj_array_t {
    mp_obj_base_t base;
    size_t typecode : 8;
    size_t free : MP_OBJ_ARRAY_FREE_SIZE_BITS;  // items allocated but unused; memoryview: offset
    size_t len;                                 // in items
    void *items;
} mp_obj_array_t;
NATMOD_SIZE(mp_obj_array_t, 4);
NATMOD_AT(mp_obj_array_t, len, 2);
NATMOD_AT(mp_obj_array_t, items, 3);

#define MP_DEFINE_MEMORYVIEW_OBJ(obj_name, typecode, offset, len, ptr) \
    mp_obj_array_t obj_name = {{&mp_type_memoryview}, (typecode), (offset), (len), (ptr)}

static inline void mp_obj_memoryview_init(mp_obj_array_t *self, size_t typecode, size_t offset,
                                          size_t len, void *items) {
    self->base.type = &mp_type_memoryview;
    self->typecode = typecode & 0xff;
    self->free = offset & (SIZE_MAX >> 8);
    self->len = len;
    self->items = items;
}

#endif
