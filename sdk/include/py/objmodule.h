// Module objects.
#ifndef NATMOD_PY_OBJMODULE_H
#define NATMOD_PY_OBJMODULE_H

#include "py/obj.h"

NATMOD_BEGIN_C
mp_obj_t mp_module_get_builtin(qstr module_name, bool extensible);
void mp_module_generic_attr(qstr attr, mp_obj_t *dest, const uint16_t *keys, mp_obj_t *values);
NATMOD_END_C

#endif
