// SPDX-License-Identifier: MIT
// A package of which each module is registered by its own dotted name.
#include "py/runtime.h"

#define MODULE(name, full_name)                                                    \
    static mp_obj_t name##_who(void) {                                             \
        return MP_OBJ_NEW_QSTR(MP_QSTR_##full_name);                               \
    }                                                                              \
    static MP_DEFINE_CONST_FUN_OBJ_0(name##_who_obj, name##_who);                  \
    static const mp_rom_map_elem_t name##_table[] = {                              \
        {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_##full_name)},         \
        {MP_ROM_QSTR(MP_QSTR_who), MP_ROM_PTR(&name##_who_obj)},                   \
    };                                                                             \
    static MP_DEFINE_CONST_DICT(name##_globals, name##_table);                     \
    const mp_obj_module_t name##_module = {{&mp_type_module}, (mp_obj_dict_t *)&name##_globals}

MODULE(deep, dotted_dot_left_dot_deep);
MODULE(left, dotted_dot_left);
MODULE(right, dotted_dot_right);
MODULE(dotted, dotted);

MP_REGISTER_MODULE(MP_QSTR_dotted_dot_left_dot_deep, deep_module);
MP_REGISTER_MODULE(MP_QSTR_dotted_dot_right, right_module);
MP_REGISTER_MODULE(MP_QSTR_dotted_dot_left, left_module);
MP_REGISTER_MODULE(MP_QSTR_dotted, dotted_module);
