// SPDX-License-Identifier: 0BSD
// Makes a module's globals writable; the tables in sources are fixed.
#include "../rt.h"

// Not static, so that the garbage collector sees its memory. It need not see a module object's.
mp_obj_t natmod_unfixed_globals;

void natmod_unfix_globals(mp_obj_module_t *module) {
    if (module->globals->map.is_fixed) {
        mp_obj_t copy = mp_obj_dict_copy(MP_OBJ_FROM_PTR(module->globals));
        if (natmod_unfixed_globals == MP_OBJ_NULL) {
            natmod_unfixed_globals = mp_obj_new_list(0, NULL);
        }
        mp_obj_list_append(natmod_unfixed_globals, copy);
        module->globals = (mp_obj_dict_t *)MP_OBJ_TO_PTR(copy);
    }
}
