// SPDX-License-Identifier: MIT
// A module that Python files may extend, registered as such; and a name that a header gives.
#include "py/runtime.h"

static mp_obj_t extensible_where(void) {
    return MP_OBJ_NEW_QSTR(MP_QSTR_in_C);
}
static MP_DEFINE_CONST_FUN_OBJ_0(extensible_where_obj, extensible_where);

static const mp_rom_map_elem_t extensible_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_extensible) },
    { MP_ROM_QSTR(MP_QSTR_where), MP_ROM_PTR(&extensible_where_obj) },
};
static MP_DEFINE_CONST_DICT(extensible_globals, extensible_globals_table);

const mp_obj_module_t extensible_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&extensible_globals,
};

MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_extensible, extensible_module);
