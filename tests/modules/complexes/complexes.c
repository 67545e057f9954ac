// SPDX-License-Identifier: MIT
// Complex numbers.
#include "py/runtime.h"

static mp_obj_t complexes_square(mp_obj_t obj) {
    mp_float_t re, im;
    mp_obj_get_complex(obj, &re, &im);
    return mp_obj_new_complex(re * re - im * im, 2 * re * im);
}
static MP_DEFINE_CONST_FUN_OBJ_1(complexes_square_obj, complexes_square);

static mp_obj_t complexes_parts(mp_obj_t obj) {
    mp_float_t re, im;
    if (!mp_obj_get_complex_maybe(obj, &re, &im)) {
        return mp_const_none;
    }
    mp_obj_t items[] = {
        mp_obj_new_float(re), mp_obj_new_float(im), mp_obj_new_bool(mp_obj_is_exact_type(obj, &mp_type_complex)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(complexes_parts_obj, complexes_parts);

static mp_obj_t complexes_make(mp_obj_t re, mp_obj_t im) {
    return mp_obj_new_complex(mp_obj_get_float(re), mp_obj_get_float(im));
}
static MP_DEFINE_CONST_FUN_OBJ_2(complexes_make_obj, complexes_make);

static const mp_rom_map_elem_t complexes_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_complexes) },
    { MP_ROM_QSTR(MP_QSTR_square), MP_ROM_PTR(&complexes_square_obj) },
    { MP_ROM_QSTR(MP_QSTR_make), MP_ROM_PTR(&complexes_make_obj) },
    { MP_ROM_QSTR(MP_QSTR_parts), MP_ROM_PTR(&complexes_parts_obj) },
};
static MP_DEFINE_CONST_DICT(complexes_globals, complexes_globals_table);

const mp_obj_module_t complexes_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&complexes_globals,
};

MP_REGISTER_MODULE(MP_QSTR_complexes, complexes_module);
