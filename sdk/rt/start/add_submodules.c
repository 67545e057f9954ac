// SPDX-License-Identifier: 0BSD
// Makes module objects that are attributes of a module importable, as in `import pkg.sub`.
#include "../rt.h"

NATMOD_QSTR(sys);
NATMOD_QSTR(modules);

// The modules on the way to the current one, so that we do not follow one that holds itself.
typedef struct parent {
    const struct parent *next;
    const mp_obj_module_t *module;
} parent;

static bool among(const parent *p, const mp_obj_module_t *module) {
    for (; p != NULL; p = p->next) {
        if (p->module == module) {
            return true;
        }
    }
    return false;
}

#if NATMOD_ABI == 1
// Firmware 1.20 stores a submodule in the module above it at each import of the two by a dotted
// name. A fixed dict would refuse that.
static void make_storable(mp_obj_t object) {
    natmod_unfix_globals((mp_obj_module_t *)MP_OBJ_TO_PTR(object));
}
#endif

// `name` holds the module's full name, on entry and on return.
static void add(mp_obj_t modules, vstr_t *name, const parent *parents,
                const mp_obj_module_t *module) {
    const parent self = {parents, module};
    const mp_map_t *map = &module->globals->map;
    for (size_t i = 0; i < map->alloc; ++i) {
        if (!mp_map_slot_is_filled(map, i)) {
            continue;
        }
        mp_obj_t value = map->table[i].value;
        if (!mp_obj_is_exact_type(value, &mp_type_module) || among(&self, MP_OBJ_TO_PTR(value))) {
            continue;
        }
#if NATMOD_ABI == 1
        make_storable(mp_obj_dict_get(modules, mp_obj_new_str(name->buf, name->len)));
#endif
        size_t outer = name->len;
        size_t len;
        const char *key = mp_obj_str_get_data(map->table[i].key, &len);
        vstr_add_byte(name, '.');
        vstr_add_strn(name, key, len);
        mp_obj_dict_store(modules, MP_OBJ_NEW_QSTR(qstr_from_strn(name->buf, name->len)), value);
        add(modules, name, &self, MP_OBJ_TO_PTR(value));
        name->len = outer;
    }
}

void natmod_add_submodules(const char *name, const mp_obj_module_t *module) {
    vstr_t full;
    vstr_init(&full, 32);
    vstr_add_str(&full, name);
    add(natmod_module_attr(Q(sys), Q(modules)), &full, NULL, module);
    vstr_clear(&full);
}
