// SPDX-License-Identifier: 0BSD
// The generated mpy_init calls these, if it does more than give the imported module its dict.
#include "../rt.h"

void natmod_call_init(mp_obj_t module) {
    mp_obj_t init[2];
    mp_load_method_maybe(module, Q___init__, init);
    if (init[0] != MP_OBJ_NULL) {
        mp_call_method_n_kw(0, 0, init);
    }
}

void natmod_copy_globals(const mp_module_context_t *context, const mp_obj_module_t *module) {
    const mp_map_t *map = &module->globals->map;
    for (size_t i = 0; i < map->alloc; ++i) {
        if (mp_map_slot_is_filled(map, i)) {
            mp_obj_dict_store(MP_OBJ_FROM_PTR(context->module.globals), map->table[i].key,
                              map->table[i].value);
        }
    }
    natmod_call_init(MP_OBJ_FROM_PTR(context));
}
