// SPDX-License-Identifier: 0BSD
// tuples.
#include "../rt.h"

const mp_obj_tuple_t mp_const_empty_tuple_obj = {.base = {&mp_type_tuple}, .len = 0};

void mp_obj_tuple_get(mp_obj_t self_in, size_t *len, mp_obj_t **items) {
    mp_obj_tuple_t *self = (mp_obj_tuple_t *)MP_OBJ_TO_PTR(self_in);
    *len = self->len;
    *items = &self->items[0];
}

void mp_obj_tuple_del(mp_obj_t self_in) {
    m_free(MP_OBJ_TO_PTR(self_in));
}
