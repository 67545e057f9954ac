// SPDX-License-Identifier: MIT
// Attributes of a module that a function answers for: loaded, stored, deleted.
#include "py/objmodule.h"
#include "py/runtime.h"

static mp_obj_t level = MP_OBJ_NEW_SMALL_INT(3);

static mp_obj_t delegation_level(void) {
    return level;
}
static MP_DEFINE_CONST_FUN_OBJ_0(delegation_level_obj, delegation_level);

// `level` is stored in C, `double` is computed.
void delegation_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    (void)self_in;
    if (attr == MP_QSTR_level) {
        if (dest[0] == MP_OBJ_NULL) {
            dest[0] = level;
        } else {
            level = dest[1] == MP_OBJ_NULL ? MP_OBJ_NEW_SMALL_INT(0) : dest[1];
            dest[0] = MP_OBJ_NULL;
        }
    } else if (attr == MP_QSTR_double && dest[0] == MP_OBJ_NULL) {
        dest[0] = mp_binary_op(MP_BINARY_OP_MULTIPLY, level, MP_OBJ_NEW_SMALL_INT(2));
    }
}

static const mp_rom_map_elem_t delegation_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_delegation) },
    { MP_ROM_QSTR(MP_QSTR_get), MP_ROM_PTR(&delegation_level_obj) },
};
static MP_DEFINE_CONST_DICT(delegation_globals, delegation_globals_table);

const mp_obj_module_t delegation_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&delegation_globals,
};

MP_REGISTER_MODULE(MP_QSTR_delegation, delegation_module);
MP_REGISTER_MODULE_DELEGATION(delegation_module, delegation_attr);
