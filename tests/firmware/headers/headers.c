// SPDX-License-Identifier: MIT
// Uses the headers of a port: those of tests/firmware/port, whose functions tests/host has.
#include "py/mphal.h"
#include "py/runtime.h"
#ifdef WITH_VENDOR
#include "vendor.h"
#else
#define VENDOR_VALUE 0
#endif

static mp_obj_t values(mp_obj_t pin_in) {
    mp_hal_pin_obj_t pin = mp_hal_get_pin_obj(pin_in);
    _Static_assert(sizeof pin == sizeof(short), "not the port's type");
    _Static_assert(MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A, "not the SDK's setting");
    mp_obj_t items[] = {
        mp_obj_new_int(mp_hal_pin_read(pin)),
        mp_obj_new_int(MICROPY_HW_TINY_BOARD),
        mp_obj_new_int((mp_int_t)mp_hal_ticks_us()),
        mp_obj_new_int(VENDOR_VALUE),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(values_obj, values);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_values), MP_ROM_PTR(&values_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t headers_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_headers, headers_module);
