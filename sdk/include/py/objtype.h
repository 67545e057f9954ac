// SPDX-License-Identifier: 0BSD
// Instances of classes made in Python.
#ifndef NATMOD_PY_OBJTYPE_H
#define NATMOD_PY_OBJTYPE_H

#include "py/obj.h"

NATMOD_FLEXIBLE_BEGIN
typedef struct _mp_obj_instance_t {
    mp_obj_base_t base;
    mp_map_t members;
    __extension__ mp_obj_t subobj[];  // of the native base class, if there is one
} mp_obj_instance_t;
NATMOD_FLEXIBLE_END
NATMOD_SIZE(mp_obj_instance_t, 4);
NATMOD_AT(mp_obj_instance_t, members, 1);

#define mp_obj_is_instance_type(type) ((type)->flags & MP_TYPE_FLAG_INSTANCE_TYPE)
#define mp_obj_is_native_type(type) (!((type)->flags & MP_TYPE_FLAG_INSTANCE_TYPE))

NATMOD_BEGIN_C
// What an instance has in subobj[0] until its native base is made. In code only.
const mp_obj_fun_builtin_var_t *natmod_native_base_init_wrapper(void);
#define mp_native_base_init_wrapper_obj (*natmod_native_base_init_wrapper())
bool mp_obj_instance_is_callable(mp_obj_t self_in);
mp_obj_t mp_obj_instance_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args);
NATMOD_END_C

#endif
