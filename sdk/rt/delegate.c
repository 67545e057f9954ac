// MP_REGISTER_MODULE_DELEGATION: a C function that is asked for attributes that a module has not. A
// firmware keeps a table of them; here the module gets a __getattr__, for which its fixed dict is
// replaced by one on the heap. Reading is delegated, storing and deleting are not.
#include "rt.h"

enum { Q___getattr__ = 14 };

typedef struct {
    mp_obj_base_t base;
    mp_obj_t module;
    mp_attr_fun_t function;
} delegation;

static mp_obj_t delegation_call(mp_obj_t self_in, size_t n_args, size_t n_kw,
                                const mp_obj_t *args) {
    delegation *self = (delegation *)MP_OBJ_TO_PTR(self_in);
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    qstr attr = mp_obj_str_get_qstr(args[0]);
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    self->function(self->module, attr, dest);
    if (dest[0] == MP_OBJ_NULL) {
        mp_raise_msg_varg(&mp_type_AttributeError, "'module' object has no attribute '%q'", attr);
    }
    return dest[0];
}

static MP_DEFINE_CONST_OBJ_TYPE(delegation_type, Q___getattr__, MP_TYPE_FLAG_NONE, call,
                                delegation_call);

void natmod_delegate(const mp_module_context_t *context, const mp_obj_module_t *module,
                     mp_attr_fun_t function) {
    (void)context;
    delegation *self = mp_obj_malloc(delegation, &delegation_type);
    self->module = MP_OBJ_FROM_PTR(module);
    self->function = function;
    const mp_map_t *map = &module->globals->map;
    mp_obj_t globals = mp_obj_new_dict(map->used + 1);
    for (size_t i = 0; i < map->alloc; ++i) {
        if (mp_map_slot_is_filled(map, i)) {
            mp_obj_dict_store(globals, map->table[i].key, map->table[i].value);
        }
    }
    mp_obj_dict_store(globals, MP_OBJ_NEW_QSTR(Q___getattr__), MP_OBJ_FROM_PTR(self));
    ((mp_obj_module_t *)module)->globals = (mp_obj_dict_t *)MP_OBJ_TO_PTR(globals);
}
