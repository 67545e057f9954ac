// Makes a module's globals writable: the tables of sources are fixed.
#include "../rt.h"

// Not static: so it is in memory that the collector looks at, which a module object need not be.
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
