// SPDX-License-Identifier: MIT
// Functions and constants of every kind, stored one by one.
#include "py/dynruntime.h"

#define LIMIT (1 << 10)
#define STEP LIMIT / 4

enum { FIRST = 3, SECOND };

static mp_obj_t twice(mp_obj_t x) {
    return mp_obj_new_int(2 * mp_obj_get_int(x));
}
static MP_DEFINE_CONST_FUN_OBJ_1(twice_obj, twice);

static mp_obj_t fail(void) {
    mp_raise_ValueError("not today");
}
static MP_DEFINE_CONST_FUN_OBJ_0(fail_obj, fail);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    // What can be called.
    mp_store_global(MP_QSTR_twice, MP_OBJ_FROM_PTR(&twice_obj));
    mp_store_global(MP_QSTR_fail, (mp_obj_t)&fail_obj);

    /* What can only be read. */
    mp_store_global(MP_QSTR_LIMIT, mp_obj_new_int(LIMIT));
    mp_store_global(MP_QSTR_STEP, MP_OBJ_NEW_SMALL_INT(STEP));  // a quarter
    mp_store_global(MP_QSTR_SECOND, mp_obj_new_int(SECOND));
    mp_store_global(MP_QSTR_NEGATIVE, mp_obj_new_int(-5));
    mp_store_global(MP_QSTR_SIZE, mp_obj_new_int(sizeof(uint32_t)));
    mp_store_global(MP_QSTR_LABEL, MP_OBJ_NEW_QSTR(MP_QSTR_a_label));
    mp_store_global(MP_QSTR_NOTHING, mp_const_none);
    mp_store_global(MP_QSTR_YES, mp_const_true);
    mp_store_global(MP_QSTR_NO, mp_obj_new_bool(false));
    mp_store_global(MP_QSTR_EMPTY, mp_const_empty_tuple);
    mp_store_global(MP_QSTR_Error, MP_OBJ_FROM_PTR(&mp_type_ValueError));

    MP_DYNRUNTIME_INIT_EXIT
}
