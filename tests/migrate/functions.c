// SPDX-License-Identifier: MIT
// Function objects whose members are assigned at import.
#include "py/dynruntime.h"

static mp_obj_t one(mp_obj_t x) {
    return mp_obj_new_int(mp_obj_get_int(x) + 1);
}
static mp_obj_t add(size_t n_args, const mp_obj_t *args) {
    mp_int_t sum = 0;
    for (size_t i = 0; i < n_args; i++) {
        sum += mp_obj_get_int(args[i]);
    }
    return mp_obj_new_int(sum);
}

static mp_obj_fun_builtin_fixed_t one_obj;
static mp_obj_fun_builtin_var_t add_obj;

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    one_obj.base.type = &mp_type_fun_builtin_1;
    one_obj.fun._1 = one;
    add_obj.base.type = &mp_type_fun_builtin_var;
    add_obj.sig = MP_OBJ_FUN_MAKE_SIG(1, 3, false);
    add_obj.fun.var = add;
    mp_store_global(MP_QSTR_one, MP_OBJ_FROM_PTR(&one_obj));
    mp_store_global(MP_QSTR_add, MP_OBJ_FROM_PTR(&add_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
