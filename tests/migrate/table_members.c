// SPDX-License-Identifier: MIT
// What older modules take from the function table themselves.
#include "py/dynruntime.h"

// The compiler makes calls of memcpy and memset.
#if !defined(__linux__)
void *memcpy(void *dst, const void *src, size_t n) {
    return mp_fun_table.memmove_(dst, src, n);
}
void *memset(void *s, int c, size_t n) {
    return mp_fun_table.memset_(s, c, n);
}
#endif

// An own one, which is none of the two above.
static void *memset_words(void *s, int c, size_t n) {
    mp_fun_table.memset_(s, c, n * sizeof(uint32_t));
    return s;
}

typedef struct {
    mp_obj_base_t base;
    uint32_t words[4];
} bag_t;

mp_obj_full_type_t bag_type;

STATIC mp_obj_t bag_new(mp_obj_t value) {
    bag_t *self = m_new_obj(bag_t);
    self->base.type = (mp_obj_type_t *)&bag_type;
    memset_words(self->words, mp_obj_get_int(value), 4);
    return MP_OBJ_FROM_PTR(self);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(bag_new_obj, bag_new);

STATIC mp_obj_t bag_sum(mp_obj_t self_in) {
    bag_t *self = MP_OBJ_TO_PTR(self_in);
    mp_int_t sum = 0;
    for (size_t i = 0; i < 4; ++i) {
        sum += self->words[i] & 0xff;
    }
    return mp_obj_new_int(sum);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(bag_sum_obj, bag_sum);

mp_obj_t bag_count(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    (void)self;
    (void)n_kw;
    (void)args;
    return mp_obj_new_int(n_args);
}

// More entries than are set.
mp_map_elem_t bag_locals_table[4];
STATIC MP_DEFINE_CONST_DICT(bag_locals, bag_locals_table);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    mp_store_global(MP_QSTR_new, MP_OBJ_FROM_PTR(&bag_new_obj));

    bag_type.base.type = mp_fun_table.type_type;
    bag_type.flags = MP_TYPE_FLAG_NONE;
    bag_type.name = MP_QSTR_Bag;
    bag_locals_table[0] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_sum), MP_OBJ_FROM_PTR(&bag_sum_obj) };
    bag_locals_table[2] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_count), MP_DYNRUNTIME_MAKE_FUNCTION(bag_count) };
    MP_OBJ_TYPE_SET_SLOT(&bag_type, locals_dict, (void *)&bag_locals, 0);

    MP_DYNRUNTIME_INIT_EXIT
}
