// SPDX-License-Identifier: MIT
// Constant objects of the module's own: attrtuples, floats, lists, sets of options, nested.
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"

static const qstr info_fields[] = { MP_QSTR_name, MP_QSTR_version, MP_QSTR_parts };
static const MP_DEFINE_STR_OBJ(version_obj, "1.2-beta");
static const mp_rom_obj_tuple_t parts_obj = {
    { &mp_type_tuple }, 2, { MP_ROM_QSTR(MP_QSTR_head), MP_ROM_QSTR(MP_QSTR_tail) },
};
static MP_DEFINE_ATTRTUPLE(
    info_obj,
    info_fields,
    3,
    MP_ROM_QSTR(MP_QSTR_constants),
    MP_ROM_PTR(&version_obj),
    MP_ROM_PTR(&parts_obj)
    );

// A list that exists before any code runs. It is not constant, but its length cannot change.
static mp_obj_t list_items[] = { MP_OBJ_NEW_SMALL_INT(1), MP_OBJ_NEW_SMALL_INT(2), MP_OBJ_NEW_SMALL_INT(3) };
static mp_obj_list_t list_obj = { { &mp_type_list }, MP_ARRAY_SIZE(list_items), MP_ARRAY_SIZE(list_items), list_items };

// A tuple of objects of every kind, and a dict that holds the dict before it.
static const mp_rom_map_elem_t inner_table[] = {
    { MP_ROM_QSTR(MP_QSTR_on), MP_ROM_TRUE },
    { MP_ROM_QSTR(MP_QSTR_off), MP_ROM_FALSE },
};
static MP_DEFINE_CONST_DICT(inner_dict, inner_table);
static const mp_rom_map_elem_t outer_table[] = {
    { MP_ROM_QSTR(MP_QSTR_inner), MP_ROM_PTR(&inner_dict) },
    { MP_ROM_QSTR(MP_QSTR_info), MP_ROM_PTR(&info_obj) },
};
static MP_DEFINE_CONST_DICT(outer_dict, outer_table);
static const mp_rom_obj_tuple_t mixed_obj = {
    { &mp_type_tuple },
    7,
    {
        MP_ROM_PTR(&outer_dict), MP_ROM_PTR(&parts_obj), MP_ROM_PTR(&list_obj), MP_ROM_PTR(&mp_type_str),
        MP_ROM_INT(-12), MP_ROM_NONE, MP_ROM_PTR(&mp_const_empty_tuple_obj),
    },
};

// An attrtuple made at run time.
static mp_obj_t constants_point(mp_obj_t x, mp_obj_t y) {
    static const qstr fields[] = { MP_QSTR_x, MP_QSTR_y };
    mp_obj_t items[] = { x, y };
    return mp_obj_new_attrtuple(fields, 2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(constants_point_obj, constants_point);

// Identity of what is constant.
static mp_obj_t constants_is(mp_obj_t obj) {
    static const void *const known[] = { &info_obj, &parts_obj, &list_obj, &outer_dict, &mixed_obj, &version_obj };
    for (size_t i = 0; i < MP_ARRAY_SIZE(known); i++) {
        if (MP_OBJ_TO_PTR(obj) == known[i]) {
            return MP_OBJ_NEW_SMALL_INT(i);
        }
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(constants_is_obj, constants_is);

static const mp_rom_map_elem_t constants_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_constants) },
    { MP_ROM_QSTR(MP_QSTR_info), MP_ROM_PTR(&info_obj) },
    { MP_ROM_QSTR(MP_QSTR_list), MP_ROM_PTR(&list_obj) },
    { MP_ROM_QSTR(MP_QSTR_outer), MP_ROM_PTR(&outer_dict) },
    { MP_ROM_QSTR(MP_QSTR_mixed), MP_ROM_PTR(&mixed_obj) },
    { MP_ROM_QSTR(MP_QSTR_point), MP_ROM_PTR(&constants_point_obj) },
    { MP_ROM_QSTR(MP_QSTR_is_known), MP_ROM_PTR(&constants_is_obj) },
};
static MP_DEFINE_CONST_DICT(constants_globals, constants_globals_table);

const mp_obj_module_t constants_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&constants_globals,
};

MP_REGISTER_MODULE(MP_QSTR_constants, constants_module);
