// SPDX-License-Identifier: 0BSD
// Calls that print an exception instead of letting it through, as interrupt handlers need.
#include "../rt.h"

static mp_obj_t call_protected(mp_obj_t fun, size_t n_args, const mp_obj_t *args) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = natmod_tab_call_function_n_kw(fun, n_args, args);
        nlr_pop();
        return result;
    }
    mp_obj_print_exception(&mp_plat_print, MP_OBJ_FROM_PTR(nlr.ret_val));
    return MP_OBJ_NULL;
}

mp_obj_t mp_call_function_1_protected(mp_obj_t fun, mp_obj_t arg) {
    return call_protected(fun, 1, &arg);
}

mp_obj_t mp_call_function_2_protected(mp_obj_t fun, mp_obj_t arg1, mp_obj_t arg2) {
    mp_obj_t args[2] = {arg1, arg2};
    return call_protected(fun, 2, args);
}
