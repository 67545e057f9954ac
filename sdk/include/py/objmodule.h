// SPDX-License-Identifier: 0BSD
// Module objects.
#ifndef NATMOD_PY_OBJMODULE_H
#define NATMOD_PY_OBJMODULE_H

#include "py/obj.h"

NATMOD_BEGIN_C
mp_obj_t mp_module_get_builtin(qstr module_name, bool extensible);
NATMOD_END_C

#endif
