// SPDX-License-Identifier: 0BSD
// Function objects that the firmware makes for loaded code; mpy_init's first argument is one.
#ifndef NATMOD_PY_OBJFUN_H
#define NATMOD_PY_OBJFUN_H

#include "py/bc.h"
#include "py/obj.h"

NATMOD_FLEXIBLE_BEGIN
typedef struct _mp_obj_fun_bc_t {
    mp_obj_base_t base;
    const mp_module_context_t *context;
    struct _mp_raw_code_t *const *child_table;
    const byte *bytecode;  // start of text
    __extension__ mp_obj_t extra_args[];
} mp_obj_fun_bc_t;
NATMOD_FLEXIBLE_END
NATMOD_SIZE(mp_obj_fun_bc_t, 4);
NATMOD_AT(mp_obj_fun_bc_t, context, 1);
NATMOD_AT(mp_obj_fun_bc_t, bytecode, 3);

#endif
