// SPDX-License-Identifier: MIT
// Two exceptions, one derived from the other.
#include "py/dynruntime.h"

mp_obj_full_type_t base_error, derived_error;

static mp_obj_t fail(mp_obj_t which) {
    if (mp_obj_is_true(which)) {
        mp_raise_msg((mp_obj_type_t *)&derived_error, "derived");
    }
    mp_raise_msg((mp_obj_type_t *)&base_error, MP_ERROR_TEXT("base"));
}
static MP_DEFINE_CONST_FUN_OBJ_1(fail_obj, fail);

// Called at import.
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_obj_exception_init(&base_error, MP_QSTR_BaseError, &mp_type_Exception);
    mp_obj_exception_init(&derived_error, MP_QSTR_DerivedError, (mp_obj_type_t *)&base_error);
    mp_store_global(MP_QSTR_BaseError, MP_OBJ_FROM_PTR(&base_error));
    mp_store_global(MP_QSTR_DerivedError, MP_OBJ_FROM_PTR(&derived_error));
    mp_store_global(MP_QSTR_fail, MP_OBJ_FROM_PTR(&fail_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
