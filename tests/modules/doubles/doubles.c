// SPDX-License-Identifier: MIT
// Double precision: for firmware and architectures whose floats have 64 bits.
#include <math.h>

#include "py/runtime.h"

static const double pi = 3.14159265358979323846;
static double accumulator = 1e-300;

static mp_obj_t doubles_precise(mp_obj_t x) {
    double value = mp_obj_get_float_to_d(x);
    mp_obj_t items[] = {
        mp_obj_new_float_from_d(value + 1e-12),
        mp_obj_new_float_from_d(sqrt(value)),
        mp_obj_new_float_from_d(sin(value)),
        mp_obj_new_float_from_d(atan2(value, pi)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(doubles_precise_obj, doubles_precise);

static mp_obj_t doubles_scale(mp_obj_t x) {
    accumulator *= mp_obj_get_float_to_d(x);
    return mp_obj_new_float_from_d(accumulator);
}
static MP_DEFINE_CONST_FUN_OBJ_1(doubles_scale_obj, doubles_scale);

static mp_obj_t doubles_to_int(mp_obj_t x) {
    double value = mp_obj_get_float_to_d(x);
    mp_obj_t items[] = {
        mp_obj_new_int_from_ll((long long)value),
        mp_obj_new_float_from_d((double)(long long)value),
        mp_obj_new_float_from_d((double)(unsigned long long)(value < 0 ? -value : value)),
        mp_obj_new_float_from_d(floor(value)),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(doubles_to_int_obj, doubles_to_int);

static const mp_rom_map_elem_t doubles_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_doubles) },
    { MP_ROM_QSTR(MP_QSTR_precise), MP_ROM_PTR(&doubles_precise_obj) },
    { MP_ROM_QSTR(MP_QSTR_scale), MP_ROM_PTR(&doubles_scale_obj) },
    { MP_ROM_QSTR(MP_QSTR_to_int), MP_ROM_PTR(&doubles_to_int_obj) },
};
static MP_DEFINE_CONST_DICT(doubles_globals, doubles_globals_table);

const mp_obj_module_t doubles_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&doubles_globals,
};

MP_REGISTER_MODULE(MP_QSTR_doubles, doubles_module);
