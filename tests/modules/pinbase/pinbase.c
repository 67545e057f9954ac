// SPDX-License-Identifier: MIT
// What firmware with machine.PinBase has: the protocol of pinbase in Python, signals, pulses.
#include "extmod/modmachine.h"
#include "extmod/virtpin.h"
#include "py/runtime.h"

// Writes the levels of a str of digits; returns what is read after each.
static mp_obj_t pinbase_levels(mp_obj_t pin_in, mp_obj_t levels_in) {
    mp_hal_pin_obj_t pin = mp_hal_get_pin_obj(pin_in);
    const char *levels = mp_obj_str_get_str(levels_in);
    char read[16];
    size_t n = 0;
    for (; levels[n] != 0 && n < sizeof(read); ++n) {
        mp_hal_pin_write(pin, levels[n] == '1');
        read[n] = (char)('0' + mp_hal_pin_read(pin));
    }
    return mp_obj_new_str(read, n);
}
static MP_DEFINE_CONST_FUN_OBJ_2(pinbase_levels_obj, pinbase_levels);

// The protocol itself.
static mp_obj_t pinbase_ioctl(mp_obj_t pin, mp_obj_t request) {
    const mp_pin_p_t *protocol = MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(pin), protocol);
    if (protocol == NULL) {
        return mp_const_none;
    }
    int error = 0;
    return mp_obj_new_int(
        (mp_int_t)protocol->ioctl(pin, (mp_uint_t)mp_obj_get_int(request), 0, &error));
}
static MP_DEFINE_CONST_FUN_OBJ_2(pinbase_ioctl_obj, pinbase_ioctl);

static mp_obj_t pinbase_time_pulse(mp_obj_t pin, mp_obj_t level, mp_obj_t timeout) {
    mp_uint_t us = machine_time_pulse_us(mp_hal_get_pin_obj(pin), mp_obj_get_int(level),
                                         (mp_uint_t)mp_obj_get_int(timeout));
    return mp_obj_new_int((mp_int_t)us);
}
static MP_DEFINE_CONST_FUN_OBJ_3(pinbase_time_pulse_obj, pinbase_time_pulse);

static mp_obj_t pinbase_kind(mp_obj_t pin) {
    return mp_obj_new_str_from_cstr(
        mp_obj_is_type(pin, &machine_signal_type) ? "signal"
        : mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(pin)),
                                  MP_OBJ_FROM_PTR(&machine_pinbase_type))
            ? "pin"
            : "other");
}
static MP_DEFINE_CONST_FUN_OBJ_1(pinbase_kind_obj, pinbase_kind);

static const mp_rom_map_elem_t pinbase_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_pinbase)},
    {MP_ROM_QSTR(MP_QSTR_levels), MP_ROM_PTR(&pinbase_levels_obj)},
    {MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&pinbase_ioctl_obj)},
    {MP_ROM_QSTR(MP_QSTR_time_pulse), MP_ROM_PTR(&pinbase_time_pulse_obj)},
    {MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&pinbase_kind_obj)},
};
static MP_DEFINE_CONST_DICT(pinbase_globals, pinbase_globals_table);

const mp_obj_module_t pinbase_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&pinbase_globals,
};
MP_REGISTER_MODULE(MP_QSTR_pinbase, pinbase_module);
