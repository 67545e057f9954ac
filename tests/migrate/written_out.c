// SPDX-License-Identifier: MIT
// What the macros of the entry point do, written out.
#include "py/dynruntime.h"

static mp_obj_t get(void) {
    return mp_const_true;
}
static MP_DEFINE_CONST_FUN_OBJ_0(get_obj, get);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    mp_obj_t old_globals = mp_fun_table.swap_globals(self->context->module.globals);
    (void)n_args;
    mp_store_global(MP_QSTR_get, MP_OBJ_FROM_PTR(&get_obj));
    mp_fun_table.swap_globals(old_globals);
    return mp_const_none;
}
