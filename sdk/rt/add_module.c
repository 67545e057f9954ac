// Modules that are registered beside the one that gives the file its name: "pkg.sub", or another
// name altogether. They are importable as soon as that one is imported.
#include "rt.h"

NATMOD_QSTR(sys);
NATMOD_QSTR(modules);

// Makes `value` an attribute of the imported module unless it has one of that name. A fixed dict
// is replaced by a copy for it; with ABI 6.1 always, because firmware 1.20 stores the attribute again
// whenever both are imported by a dotted name.
static void add_attribute(const mp_module_context_t *context, qstr name, mp_obj_t value) {
    mp_obj_dict_t *globals = context->module.globals;
    mp_obj_t key = natmod_obj_from_qstr(name);
    bool present = mp_map_lookup(&globals->map, key, MP_MAP_LOOKUP) != NULL;
    if (present && NATMOD_ABI > 1) {
        return;
    }
    if (globals->map.is_fixed) {
        globals = (mp_obj_dict_t *)MP_OBJ_TO_PTR(mp_obj_dict_copy(MP_OBJ_FROM_PTR(globals)));
        ((mp_module_context_t *)context)->module.globals = globals;
    }
    if (present) {
        return;
    }
    mp_obj_dict_store(MP_OBJ_FROM_PTR(globals), key, value);
}

void natmod_add_module(const mp_module_context_t *context, const char *name,
                       const mp_obj_module_t *module) {
    mp_obj_t object = MP_OBJ_FROM_PTR(module);
    mp_obj_dict_store(natmod_module_attr(Q(sys), Q(modules)),
                      natmod_obj_from_qstr(qstr_from_str(name)), object);
    // What lies deeper than one level is an attribute where its parent's table says so.
    const char *dot = strchr(name, '.');
    if (dot != NULL && strchr(dot + 1, '.') == NULL) {
        add_attribute(context, qstr_from_str(dot + 1), object);
    }
    natmod_call_init(object);
}
