// SPDX-License-Identifier: 0BSD
// MP_REGISTER_MODULE_DELEGATION. The firmware's module type asks only delegates that are built into
// the firmware. So a module with a delegate gets a type of its own, which otherwise behaves like
// the firmware's.
#include "../rt.h"

NATMOD_QSTR(module);
#define MP_QSTR_module Q(module)

static natmod_delegation_t *delegations;

static void print(const mp_print_t *out, mp_obj_t self, mp_print_kind_t kind) {
    MP_OBJ_TYPE_GET_SLOT(&mp_type_module, print)(out, self, kind);
}

static void attr(mp_obj_t self, qstr name, mp_obj_t *dest) {
    bool load = dest[0] == MP_OBJ_NULL;
    MP_OBJ_TYPE_GET_SLOT(&mp_type_module, attr)(self, name, dest);
    // After a load, NULL in dest[0] means not found. After a store or delete it means done.
    if ((dest[0] == MP_OBJ_NULL) != load) {
        return;
    }
    for (const natmod_delegation_t *d = delegations; d != NULL; d = d->next) {
        if (MP_OBJ_FROM_PTR(d->seen) == self) {
            d->function(MP_OBJ_FROM_PTR(d->module), name, dest);
            return;
        }
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(type_module, MP_QSTR_module, MP_TYPE_FLAG_NONE, print, print, attr,
                                attr);

void natmod_delegate(natmod_delegation_t *delegation, const mp_obj_module_t *seen) {
    delegation->seen = seen;
    delegation->next = delegations;
    delegations = delegation;
    ((mp_obj_module_t *)seen)->base.type = &type_module;
}
