// SPDX-License-Identifier: MIT
// Code that has to run at import: calls, conditions, loops, a table that stays as it is.
#include "py/dynruntime.h"

static uint8_t squares[8];
static int ready;

static void fill(void) {
    for (int i = 0; i < 8; i++) {
        squares[i] = i * i;
    }
    ready = 1;
}

static mp_obj_t square(mp_obj_t i) {
    return mp_obj_new_int(squares[mp_obj_get_int(i) & 7]);
}
static MP_DEFINE_CONST_FUN_OBJ_1(square_obj, square);

// Called at import.
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    // The table first.
    fill();

    mp_store_global(MP_QSTR_square, MP_OBJ_FROM_PTR(&square_obj));
    if (ready) {
        mp_store_global(MP_QSTR_state, MP_OBJ_NEW_QSTR(MP_QSTR_ready));
    } else {
        mp_store_global(MP_QSTR_failure, mp_const_true);
    }
    int sum = 0;
    for (int i = 0; i < 8; i++) {
        sum += squares[i];
    }
    mp_store_global(MP_QSTR_sum, mp_obj_new_int(sum));

    MP_DYNRUNTIME_INIT_EXIT
}
