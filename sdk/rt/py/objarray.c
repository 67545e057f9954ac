// SPDX-License-Identifier: 0BSD
// bytearray and memoryview objects.
#include "../rt.h"

mp_obj_t mp_obj_new_bytearray(size_t n, const void *items) {
    void *copy = m_new(byte, n);
    memcpy(copy, items, n);
    return mp_obj_new_bytearray_by_ref(n, copy);
}

mp_obj_t mp_obj_new_memoryview(byte typecode, size_t nitems, void *items) {
    mp_obj_array_t *view = m_new_obj(mp_obj_array_t);
    mp_obj_memoryview_init(view, typecode, 0, nitems, items);
    return MP_OBJ_FROM_PTR(view);
}
