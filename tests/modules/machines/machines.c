// SPDX-License-Identifier: MIT
// The classes of module machine by their names in C, pins by number, and the firmware's own pulses.
#include "extmod/modmachine.h"
#include "py/mphal.h"
#include "py/runtime.h"

static const mp_obj_type_t *const types[] = {
    &machine_adc_type,         &machine_i2c_type,         &machine_pin_type,   &machine_pwm_type,
    &machine_signal_type,      &machine_spi_type,         &machine_timer_type, &machine_uart_type,
    &mp_machine_soft_i2c_type, &mp_machine_soft_spi_type,
};

static mp_obj_t machines_types(void) {
    mp_obj_t items[MP_ARRAY_SIZE(types)];
    for (size_t i = 0; i < MP_ARRAY_SIZE(types); ++i) {
        items[i] = MP_OBJ_FROM_PTR(types[i]);
    }
    return mp_obj_new_tuple(MP_ARRAY_SIZE(types), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(machines_types_obj, machines_types);

static mp_obj_t machines_is_pin(mp_obj_t obj) {
    return mp_obj_new_bool(mp_obj_is_type(obj, &machine_pin_type));
}
static MP_DEFINE_CONST_FUN_OBJ_1(machines_is_pin_obj, machines_is_pin);

// An output's own level, of a pin by its number.
static mp_obj_t machines_output(mp_obj_t number) {
    mp_hal_pin_obj_t pin = mp_hal_get_pin_obj(number);
    mp_hal_pin_output(pin);
    int level = 0;
    for (int i = 0; i < 4; ++i) {
        mp_hal_pin_write(pin, i & 1);
        level = 2 * level + mp_hal_pin_read(pin);
    }
    mp_hal_pin_input(pin);
    return mp_obj_new_int(level);
}
static MP_DEFINE_CONST_FUN_OBJ_1(machines_output_obj, machines_output);

// What a bus of two open-drain wires does; the level while it is low.
static mp_obj_t machines_open_drain(mp_obj_t number) {
    mp_hal_pin_obj_t pin = mp_hal_get_pin_obj(number);
    mp_hal_pin_open_drain(pin);
    mp_uint_t state = mp_hal_quiet_timing_enter();
    mp_hal_pin_od_low(pin);
    mp_hal_delay_us_fast(2);
    int level = mp_hal_pin_read(pin);
    mp_hal_quiet_timing_exit(state);
    mp_hal_pin_od_high(pin);
    mp_hal_pin_input(pin);
    return mp_obj_new_int(level);
}
static MP_DEFINE_CONST_FUN_OBJ_1(machines_open_drain_obj, machines_open_drain);

static mp_obj_t machines_bits(mp_obj_t pin, mp_obj_t bits) {
    uint32_t timing_ns[4] = {400, 850, 800, 450};
    mp_buffer_info_t info;
    mp_get_buffer_raise(bits, &info, MP_BUFFER_READ);
    machine_bitstream_high_low(mp_hal_get_pin_obj(pin), timing_ns, info.buf, info.len);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(machines_bits_obj, machines_bits);

static const mp_rom_map_elem_t machines_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_machines)},
    {MP_ROM_QSTR(MP_QSTR_types), MP_ROM_PTR(&machines_types_obj)},
    {MP_ROM_QSTR(MP_QSTR_is_pin), MP_ROM_PTR(&machines_is_pin_obj)},
    {MP_ROM_QSTR(MP_QSTR_output), MP_ROM_PTR(&machines_output_obj)},
    {MP_ROM_QSTR(MP_QSTR_open_drain), MP_ROM_PTR(&machines_open_drain_obj)},
    {MP_ROM_QSTR(MP_QSTR_bits), MP_ROM_PTR(&machines_bits_obj)},
};
static MP_DEFINE_CONST_DICT(machines_globals, machines_globals_table);

const mp_obj_module_t machines_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&machines_globals,
};
MP_REGISTER_MODULE(MP_QSTR_machines, machines_module);
