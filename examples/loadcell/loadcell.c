// SPDX-License-Identifier: 0BSD
// loadcell: the HX711, a converter of 24 bits for scales, on any two pins.
//
// Its protocol is made by hand: 25 to 27 pulses on the clock, each shorter than 60 us, for longer
// ones switch it off; after each of the first 24 it shows a bit, the highest first. So interrupts
// are off while the clock is high. The same source compiles into firmware.

#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/obj.h"
#include "py/runtime.h"

enum { BITS = 24, FIRST_GAIN = 1, LAST_GAIN = 3 };  // gain: how many pulses after the bits

typedef struct {
    mp_obj_base_t base;
    mp_hal_pin_obj_t clock, data;
    uint8_t pulses;
} cell_t;

// Cell(clock, data, gain=1): pins that are set up as output and input. Gain 1 is channel A by 128,
// 2 is channel B by 32, 3 is channel A by 64.
static mp_obj_t cell_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 2, 3, false);
    mp_int_t gain = n_args > 2 ? mp_obj_get_int(args[2]) : FIRST_GAIN;
    if (gain < FIRST_GAIN || gain > LAST_GAIN) {
        mp_raise_ValueError(MP_ERROR_TEXT("gain is 1, 2 or 3"));
    }
    cell_t *self = mp_obj_malloc(cell_t, type);
    self->clock = mp_hal_get_pin_obj(args[0]);
    self->data = mp_hal_get_pin_obj(args[1]);
    self->pulses = (uint8_t)gain;
    mp_hal_pin_write(self->clock, 0);
    return MP_OBJ_FROM_PTR(self);
}

// The bit that the chip shows after a pulse.
static uint32_t pulse(cell_t *self) {
    mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
    mp_hal_pin_write(self->clock, 1);
    mp_hal_delay_us(1);
    uint32_t bit = (uint32_t)mp_hal_pin_read(self->data);
    mp_hal_pin_write(self->clock, 0);
    MICROPY_END_ATOMIC_SECTION(state);
    mp_hal_delay_us(1);
    return bit;
}

// cell.ready(): the chip pulls its data low when it has a value, 10 or 80 times a second.
static mp_obj_t cell_ready(mp_obj_t self_in) {
    cell_t *self = (cell_t *)MP_OBJ_TO_PTR(self_in);
    return mp_obj_new_bool(mp_hal_pin_read(self->data) == 0);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cell_ready_obj, cell_ready);

// cell.read(timeout_ms=1000): the next value.
static mp_obj_t cell_read(size_t n_args, const mp_obj_t *args) {
    cell_t *self = (cell_t *)MP_OBJ_TO_PTR(args[0]);
    mp_uint_t timeout = n_args > 1 ? (mp_uint_t)mp_obj_get_int(args[1]) : 1000;
    mp_uint_t start = mp_hal_ticks_ms();
    while (mp_hal_pin_read(self->data) != 0) {
        if (mp_hal_ticks_ms() - start >= timeout) {
            mp_raise_OSError(MP_ETIMEDOUT);
        }
        mp_hal_delay_ms(1);
    }
    uint32_t value = 0;
    for (int i = 0; i < BITS; ++i) {
        value = value << 1 | pulse(self);
    }
    for (int i = 0; i < self->pulses; ++i) {
        pulse(self);
    }
    int32_t sign = 1 << (BITS - 1);
    return mp_obj_new_int(((int32_t)value ^ sign) - sign);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(cell_read_obj, 1, 2, cell_read);

static const mp_rom_map_elem_t cell_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_ready), MP_ROM_PTR(&cell_ready_obj)},
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&cell_read_obj)},
};
static MP_DEFINE_CONST_DICT(cell_locals, cell_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    cell_type, MP_QSTR_Cell, MP_TYPE_FLAG_NONE,
    make_new, cell_make_new,
    locals_dict, &cell_locals
    );

static const mp_rom_map_elem_t loadcell_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_loadcell)},
    {MP_ROM_QSTR(MP_QSTR_Cell), MP_ROM_PTR(&cell_type)},
};
static MP_DEFINE_CONST_DICT(loadcell_globals, loadcell_globals_table);

const mp_obj_module_t loadcell_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&loadcell_globals,
};
MP_REGISTER_MODULE(MP_QSTR_loadcell, loadcell_module);
