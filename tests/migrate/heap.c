// SPDX-License-Identifier: MIT
// Globals that are made on the heap at import.
#include "py/dynruntime.h"

static const char greeting[] = "hello there";

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    // A text is made when it is needed.
    mp_store_global(MP_QSTR_greeting, mp_obj_new_str(greeting, sizeof(greeting) - 1));
    mp_obj_t items[2] = {MP_OBJ_NEW_SMALL_INT(1), MP_OBJ_NEW_SMALL_INT(2)};
    mp_store_global(MP_QSTR_pair, mp_obj_new_tuple(2, items));
    mp_obj_t list = mp_obj_new_list(0, NULL);
    mp_obj_list_append(list, mp_const_none);
    mp_store_global(MP_QSTR_list, list);
    mp_store_global(MP_QSTR_big, mp_obj_new_int_from_uint(0xffffffff));
    mp_store_global(MP_QSTR_answer, MP_OBJ_NEW_SMALL_INT(42));
    MP_DYNRUNTIME_INIT_EXIT
}
