// SPDX-License-Identifier: 0BSD
// What a starter does last, unless it makes the module's globals: it calls the module.
#include "../start/start.h"

#if NATMOD_STARTER

// As the firmware would: the module is to see its own function object.
mp_obj_t natmod_run_module(mp_obj_fun_bc_t *self);
mp_obj_t natmod_run_module(mp_obj_fun_bc_t *self) {
    const mp_fun_table_t *table = fun_table(self);
#if NATMOD_ABI >= 3
    mp_obj_t module =
        table->make_function_from_proto_fun(self->child_table[0], self->context, NULL);
#else
    mp_obj_t module = table->make_function_from_raw_code(self->child_table[0], self->context, NULL);
#endif
    mp_obj_t result = table->call_function_n_kw(module, 0, NULL);
    // The module returns to the starter, so this still has to keep it.
    __asm__ volatile("" : : "r"(self));
    return result;
}

#else

typedef int natmod_no_starter;  // ISO C forbids a source without any declaration

#endif
