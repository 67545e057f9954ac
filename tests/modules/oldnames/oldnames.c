// Names that MicroPython no longer has, but modules still use.
#include "py/runtime.h"

STATIC int calls;

STATIC NORETURN void fail(void) {
    mp_raise_ValueError(MP_ERROR_TEXT("old"));
}

STATIC mp_obj_t oldnames_check(mp_obj_t obj) {
    calls++;
    if (obj == mp_const_none) {
        fail();
    }
    return mp_obj_new_int(calls);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(oldnames_check_obj, oldnames_check);

STATIC const mp_rom_map_elem_t oldnames_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_oldnames) },
    { MP_ROM_QSTR(MP_QSTR_check), MP_ROM_PTR(&oldnames_check_obj) },
};
STATIC MP_DEFINE_CONST_DICT(oldnames_globals, oldnames_globals_table);

const mp_obj_module_t oldnames_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&oldnames_globals,
};

MP_REGISTER_MODULE(MP_QSTR_oldnames, oldnames_module);
