// SPDX-License-Identifier: 0BSD
// Makes the globals of a module where they are packed, few, and all objects of its own. Small
// modules are like that, so every byte counts here: we keep little in registers.
#include "../start/packed_globals.h"

static MP_ALWAYSINLINE inline mp_obj_t store(mp_obj_fun_bc_t *self, bool with_builtins) {
    mp_module_context_t *context = (mp_module_context_t *)(uintptr_t)self->context;
    uintptr_t base;
    const uint16_t *packed = packed_values(self, &base);
    const mp_fun_table_t *table = packed_fun_table(self);
    FORGET_FUN_TABLE(self);
    if (with_builtins) {
        find_builtins(self, table);
    }
    context->module.globals = (mp_obj_dict_t *)MP_OBJ_TO_PTR(table->new_dict(packed[-1]));
    // As in firmware. A store into an ordered dict goes through the entries there are.
    context->module.globals->map.is_ordered = 1;
    const qstr_short_t *qstr = context->constants.qstr_table;
    uintptr_t value = object_of_qstr(table, *qstr++);
    do {
        table->store_attr(MP_OBJ_FROM_PTR(context), *qstr++, (mp_obj_t)value);
        value = base + *packed++;
    } while ((value & PACKED_INT) == 0);
    context->module.globals->map.is_fixed = 1;
    return MP_OBJ_FROM_PTR(context);
}

// Each with and without a list of builtins.
#if NATMOD_STARTER
mp_obj_t natmod_starter_store_globals(mp_obj_fun_bc_t *self);
mp_obj_t natmod_starter_store_globals(mp_obj_fun_bc_t *self) {
    return store(self, false);
}
mp_obj_t natmod_starter_store_globals_and_builtins(mp_obj_fun_bc_t *self);
mp_obj_t natmod_starter_store_globals_and_builtins(mp_obj_fun_bc_t *self) {
    return store(self, true);
}
#else
mp_obj_t natmod_store_globals(mp_obj_fun_bc_t *self);
mp_obj_t natmod_store_globals(mp_obj_fun_bc_t *self) {
    return store(self, false);
}
mp_obj_t natmod_store_globals_and_builtins(mp_obj_fun_bc_t *self);
mp_obj_t natmod_store_globals_and_builtins(mp_obj_fun_bc_t *self) {
    return store(self, true);
}
#endif
