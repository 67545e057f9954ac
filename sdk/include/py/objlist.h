// SPDX-License-Identifier: 0BSD
// Lists.
#ifndef NATMOD_PY_OBJLIST_H
#define NATMOD_PY_OBJLIST_H

#include "py/obj.h"

typedef struct _mp_obj_list_t {
    mp_obj_base_t base;
    size_t alloc;
    size_t len;
    mp_obj_t *items;
} mp_obj_list_t;
NATMOD_SIZE(mp_obj_list_t, 4);
NATMOD_AT(mp_obj_list_t, items, 3);

NATMOD_BEGIN_C
void mp_obj_list_init(mp_obj_list_t *o, size_t n);
mp_obj_t mp_obj_list_make_new(const mp_obj_type_t *type_in, size_t n_args, size_t n_kw,
                              const mp_obj_t *args);
mp_obj_t mp_obj_list_sort(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs);
mp_obj_list_t *mp_obj_list_optional_arg(mp_obj_t arg_in, size_t min_len);
mp_obj_list_t *mp_obj_list_ensure(mp_obj_t in, size_t min_len);
NATMOD_END_C

#endif
