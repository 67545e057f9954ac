// SPDX-License-Identifier: 0BSD
// A module's context: the module object and the tables of its file.
#ifndef NATMOD_PY_BC_H
#define NATMOD_PY_BC_H

#include "py/obj.h"

typedef struct _mp_module_constants_t {
    qstr_short_t *qstr_table;
    mp_obj_t *obj_table;
} mp_module_constants_t;

// The module object itself: its first member is one.
typedef struct _mp_module_context_t {
    mp_obj_module_t module;
    mp_module_constants_t constants;
} mp_module_context_t;
NATMOD_SIZE(mp_module_context_t, 4);
NATMOD_AT(mp_module_context_t, constants, 2);

#endif
