// SPDX-License-Identifier: MIT
// Parts of the module depend on macros.
#include "py/dynruntime.h"

#define WITH_EXTRA 1
#define WITH_OTHER 0

static mp_obj_t extra(void) {
    return MP_OBJ_NEW_SMALL_INT(1);
}
static MP_DEFINE_CONST_FUN_OBJ_0(extra_obj, extra);

#if WITH_EXTRA
mp_obj_full_type_t thing_type;
#endif

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    #if WITH_EXTRA
    thing_type.base.type = &mp_type_type;
    thing_type.name = MP_QSTR_Thing;
    mp_store_global(MP_QSTR_Thing, MP_OBJ_FROM_PTR(&thing_type));
    mp_store_global(MP_QSTR_extra, MP_OBJ_FROM_PTR(&extra_obj));
    #endif

    #if WITH_OTHER
    mp_store_global(MP_QSTR_mode, MP_OBJ_NEW_SMALL_INT(1));
    mp_printf(&mp_plat_print, "other\n");
    #elif WITH_EXTRA
    mp_store_global(MP_QSTR_mode, MP_OBJ_NEW_SMALL_INT(2));
    mp_printf(&mp_plat_print, "extra\n");
    #else
    mp_store_global(MP_QSTR_mode, MP_OBJ_NEW_SMALL_INT(3));
    #endif

    MP_DYNRUNTIME_INIT_EXIT
}
