// @NAME@: a MicroPython module. The same source is compiled into firmware (as a user C module) and
// into a .mpy file (by natmod).
#include "py/runtime.h"

@SUM@
static mp_obj_t @NAME@_add(mp_obj_t a, mp_obj_t b) {
    return mp_obj_new_int(@NAME@_sum(mp_obj_get_int(a), mp_obj_get_int(b)));
}
static MP_DEFINE_CONST_FUN_OBJ_2(@NAME@_add_obj, @NAME@_add);
@CLASS@
static const mp_rom_map_elem_t @NAME@_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_@NAME@) },
    { MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&@NAME@_add_obj) },
    { MP_ROM_QSTR(MP_QSTR_ANSWER), MP_ROM_INT(42) },
@ENTRY@};
static MP_DEFINE_CONST_DICT(@NAME@_globals, @NAME@_globals_table);

const mp_obj_module_t @NAME@_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&@NAME@_globals,
};

MP_REGISTER_MODULE(MP_QSTR_@NAME@, @NAME@_user_cmodule);
