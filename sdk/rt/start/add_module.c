// SPDX-License-Identifier: 0BSD
// Adds modules that are registered beside the file's main module: "pkg.sub", or any other name.
// Python can import them once it has imported the main module.
#include "../rt.h"

NATMOD_QSTR(sys);
NATMOD_QSTR(modules);

// Makes `value` an attribute of the module, unless it has one of that name. Replaces a fixed dict
// by a copy first. With ABI 6.1 it always does, because firmware 1.20 stores the attribute again at
// each import of both by a dotted name.
static void add_attribute(mp_obj_module_t *parent, qstr name, mp_obj_t value) {
    mp_obj_t key = natmod_obj_from_qstr(name);
    bool present = mp_map_lookup(&parent->globals->map, key, MP_MAP_LOOKUP) != NULL;
    if (present && NATMOD_ABI > 1) {
        return;
    }
    natmod_unfix_globals(parent);
    if (!present) {
        mp_obj_dict_store(MP_OBJ_FROM_PTR(parent->globals), key, value);
    }
}

// The module whose name is the part before the last dot; NULL if there is none.
static mp_obj_module_t *parent_of(const mp_module_context_t *context, mp_obj_t modules,
                                  const char *name, const char *last_dot) {
    if (strchr(name, '.') == last_dot) {
        return (mp_obj_module_t *)&context->module;
    }
    mp_obj_t key = mp_obj_new_str(name, (size_t)(last_dot - name));
    mp_map_elem_t *found = mp_map_lookup(mp_obj_dict_get_map(modules), key, MP_MAP_LOOKUP);
    return found == NULL ? NULL : (mp_obj_module_t *)MP_OBJ_TO_PTR(found->value);
}

void natmod_add_module(const mp_module_context_t *context, const char *name,
                       const mp_obj_module_t *module) {
    mp_obj_t object = MP_OBJ_FROM_PTR(module);
    mp_obj_t modules = natmod_module_attr(Q(sys), Q(modules));
    mp_obj_dict_store(modules, natmod_obj_from_qstr(qstr_from_str(name)), object);
    // The modules above it were added before it.
    const char *dot = strrchr(name, '.');
    mp_obj_module_t *parent = dot == NULL ? NULL : parent_of(context, modules, name, dot);
    if (parent != NULL) {
        add_attribute(parent, qstr_from_str(dot + 1), object);
    }
    natmod_call_init(object);
}
