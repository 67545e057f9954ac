// SPDX-License-Identifier: MIT
// Functions of the most general kind, one of which looks at its module's globals.
#include "py/dynruntime.h"

static mp_obj_t count(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    return MP_OBJ_NEW_SMALL_INT(10 * n_args + n_kw);
}

static mp_obj_t look(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    return mp_obj_subscr(MP_OBJ_FROM_PTR(self->context->module.globals), args[0], MP_OBJ_SENTINEL);
}

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_count, MP_DYNRUNTIME_MAKE_FUNCTION(count));
    mp_store_global(MP_QSTR_look, MP_DYNRUNTIME_MAKE_FUNCTION(look));
    mp_store_global(MP_QSTR_value, MP_OBJ_NEW_SMALL_INT(7));
    MP_DYNRUNTIME_INIT_EXIT
}
