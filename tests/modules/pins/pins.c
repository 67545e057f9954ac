// SPDX-License-Identifier: MIT
// Pins: by the protocol of their type, or by the methods of a class in Python.
#include "extmod/virtpin.h"
#include "py/mphal.h"
#include "py/runtime.h"

// Ports without pins of their own have only reading and writing.
#ifndef MP_HAL_PIN_FMT
static void init(mp_hal_pin_obj_t pin, qstr mode) {
    mp_obj_t dest[3];
    mp_load_method(pin, MP_QSTR_init, dest);
    dest[2] = mp_load_attr(pin, mode);
    mp_call_method_n_kw(1, 0, dest);
}
#define mp_hal_pin_input(pin) init(pin, MP_QSTR_IN)
#define mp_hal_pin_output(pin) init(pin, MP_QSTR_OUT)
#define mp_hal_pin_open_drain(pin) init(pin, MP_QSTR_OPEN_DRAIN)
#define mp_hal_pin_low(pin) mp_hal_pin_write(pin, 0)
#define mp_hal_pin_high(pin) mp_hal_pin_write(pin, 1)
#define mp_hal_pin_od_low(pin) mp_hal_pin_write(pin, 0)
#define mp_hal_pin_od_high(pin) mp_hal_pin_write(pin, 1)
#define mp_hal_delay_us_fast(us) mp_hal_delay_us(us)
#define mp_hal_quiet_timing_enter() MICROPY_BEGIN_ATOMIC_SECTION()
#define mp_hal_quiet_timing_exit(state) MICROPY_END_ATOMIC_SECTION(state)
#endif

// Writes the levels of a str of digits; returns what is read after each.
static mp_obj_t pins_levels(mp_obj_t pin_in, mp_obj_t levels_in) {
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
static MP_DEFINE_CONST_FUN_OBJ_2(pins_levels_obj, pins_levels);

static mp_obj_t pins_virtual(mp_obj_t pin, mp_obj_t level) {
    mp_virtual_pin_write(pin, mp_obj_get_int(level));
    return mp_obj_new_int(mp_virtual_pin_read(pin));
}
static MP_DEFINE_CONST_FUN_OBJ_2(pins_virtual_obj, pins_virtual);

static mp_obj_t pins_modes(mp_obj_t pin_in) {
    mp_hal_pin_obj_t pin = mp_hal_get_pin_obj(pin_in);
    mp_hal_pin_output(pin);
    mp_hal_pin_high(pin);
    mp_hal_pin_low(pin);
    mp_hal_pin_open_drain(pin);
    mp_hal_pin_od_high(pin);
    mp_hal_pin_od_low(pin);
    mp_hal_pin_input(pin);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(pins_modes_obj, pins_modes);

// A pulse, undisturbed.
static mp_obj_t pins_pulse(mp_obj_t pin_in, mp_obj_t us_in) {
    mp_hal_pin_obj_t pin = mp_hal_get_pin_obj(pin_in);
    mp_uint_t us = (mp_uint_t)mp_obj_get_int(us_in);
    mp_uint_t state = mp_hal_quiet_timing_enter();
    mp_hal_pin_write(pin, 1);
    mp_hal_delay_us_fast(us);
    mp_hal_pin_write(pin, 0);
    mp_hal_quiet_timing_exit(state);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(pins_pulse_obj, pins_pulse);

// How long that many short delays take, in us.
static mp_obj_t pins_delays(mp_obj_t n_in, mp_obj_t us_in) {
    mp_uint_t us = (mp_uint_t)mp_obj_get_int(us_in);
    mp_uint_t start = mp_hal_ticks_us();
    for (mp_int_t n = mp_obj_get_int(n_in); n > 0; --n) {
        mp_hal_delay_us_fast(us);
    }
    return mp_obj_new_int_from_uint(mp_hal_ticks_us() - start);
}
static MP_DEFINE_CONST_FUN_OBJ_2(pins_delays_obj, pins_delays);

static const mp_rom_map_elem_t pins_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_pins)},
    {MP_ROM_QSTR(MP_QSTR_levels), MP_ROM_PTR(&pins_levels_obj)},
    {MP_ROM_QSTR(MP_QSTR_virtual), MP_ROM_PTR(&pins_virtual_obj)},
    {MP_ROM_QSTR(MP_QSTR_modes), MP_ROM_PTR(&pins_modes_obj)},
    {MP_ROM_QSTR(MP_QSTR_pulse), MP_ROM_PTR(&pins_pulse_obj)},
    {MP_ROM_QSTR(MP_QSTR_delays), MP_ROM_PTR(&pins_delays_obj)},
};
static MP_DEFINE_CONST_DICT(pins_globals, pins_globals_table);

const mp_obj_module_t pins_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&pins_globals,
};
MP_REGISTER_MODULE(MP_QSTR_pins, pins_module);
