// SPDX-License-Identifier: 0BSD
// Tuples and attrtuples.
#ifndef NATMOD_PY_OBJTUPLE_H
#define NATMOD_PY_OBJTUPLE_H

#include "py/obj.h"

NATMOD_FLEXIBLE_BEGIN
typedef struct _mp_obj_tuple_t {
    mp_obj_base_t base;
    size_t len;
    __extension__ mp_obj_t items[];
} mp_obj_tuple_t;

typedef struct _mp_rom_obj_tuple_t {
    mp_obj_base_t base;
    size_t len;
    __extension__ mp_rom_obj_t items[];
} mp_rom_obj_tuple_t;
NATMOD_FLEXIBLE_END
NATMOD_SIZE(mp_obj_tuple_t, 2);
NATMOD_AT(mp_obj_tuple_t, items, 2);

#define mp_obj_is_tuple_compatible(o)                          \
    (MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(o), iter) == \
     (const void *)(uintptr_t)mp_obj_tuple_getiter)

NATMOD_BEGIN_C
void mp_obj_tuple_print(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind);
mp_obj_t mp_obj_tuple_unary_op(mp_unary_op_t op, mp_obj_t self_in);
mp_obj_t mp_obj_tuple_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs);
mp_obj_t mp_obj_tuple_subscr(mp_obj_t base, mp_obj_t index, mp_obj_t value);
mp_obj_t mp_obj_tuple_getiter(mp_obj_t o_in, mp_obj_iter_buf_t *iter_buf);
mp_obj_t mp_obj_new_attrtuple(const qstr *fields, size_t n, const mp_obj_t *items);
void mp_obj_attrtuple_print_helper(const mp_print_t *print, const qstr *fields, mp_obj_tuple_t *o);
NATMOD_END_C

#endif
