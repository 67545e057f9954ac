// SPDX-License-Identifier: MIT
// Interrupts: C functions as handlers, which may not use memory, and what they hand to Python.
#include "py/mphal.h"
#include "py/runtime.h"

static volatile mp_uint_t count;
static mp_uint_t last_us;
static mp_hal_pin_obj_t pin;
static bool has_pin;
MP_REGISTER_ROOT_POINTER(mp_obj_t irqs_later);

// A handler: counts, moves a pin, and leaves the rest for later. The argument is the Pin or Timer.
static mp_obj_t irqs_handler(mp_obj_t source) {
    (void)source;
    mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
    count = count + 1;
    MICROPY_END_ATOMIC_SECTION(state);
    last_us = mp_hal_ticks_us();
    if (has_pin) {
        mp_hal_pin_write(pin, count & 1);
    }
    mp_obj_t later = MP_STATE_VM(irqs_later);
    if (later != MP_OBJ_NULL && !mp_sched_schedule(later, MP_OBJ_NEW_SMALL_INT((mp_int_t)count))) {
        MP_STATE_VM(irqs_later) = MP_OBJ_NULL;  // the queue is full
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqs_handler_obj, irqs_handler);

// The Python function for later, and a pin; either may be None.
static mp_obj_t irqs_prepare(mp_obj_t later, mp_obj_t pin_in) {
    count = 0;
    MP_STATE_VM(irqs_later) = later == mp_const_none ? MP_OBJ_NULL : later;
    has_pin = pin_in != mp_const_none;
    if (has_pin) {
        pin = mp_hal_get_pin_obj(pin_in);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(irqs_prepare_obj, irqs_prepare);

static mp_obj_t irqs_count(void) {
    return mp_obj_new_int_from_uint(count);
}
static MP_DEFINE_CONST_FUN_OBJ_0(irqs_count_obj, irqs_count);

// Whether the handler has run that often within the time.
static mp_obj_t irqs_wait(mp_obj_t count_in, mp_obj_t ms_in) {
    mp_uint_t wanted = (mp_uint_t)mp_obj_get_int(count_in), ms = (mp_uint_t)mp_obj_get_int(ms_in);
    mp_uint_t start = mp_hal_ticks_ms();
    while (count < wanted && mp_hal_ticks_ms() - start < ms) {
        mp_event_handle_nowait();
    }
    return mp_obj_new_bool(count >= wanted);
}
static MP_DEFINE_CONST_FUN_OBJ_2(irqs_wait_obj, irqs_wait);

// source.irq(handler, hard=True), from C.
static mp_obj_t irqs_attach(mp_obj_t source) {
    mp_obj_t call[5];
    mp_load_method(source, MP_QSTR_irq, call);
    call[2] = MP_OBJ_FROM_PTR(&irqs_handler_obj);
    call[3] = MP_OBJ_NEW_QSTR(MP_QSTR_hard);
    call[4] = mp_const_true;
    return mp_call_method_n_kw(1, 1, call);
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqs_attach_obj, irqs_attach);

static const mp_rom_map_elem_t irqs_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_irqs)},
    {MP_ROM_QSTR(MP_QSTR_handler), MP_ROM_PTR(&irqs_handler_obj)},
    {MP_ROM_QSTR(MP_QSTR_prepare), MP_ROM_PTR(&irqs_prepare_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&irqs_count_obj)},
    {MP_ROM_QSTR(MP_QSTR_wait), MP_ROM_PTR(&irqs_wait_obj)},
    {MP_ROM_QSTR(MP_QSTR_attach), MP_ROM_PTR(&irqs_attach_obj)},
};
static MP_DEFINE_CONST_DICT(irqs_globals, irqs_globals_table);

const mp_obj_module_t irqs_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&irqs_globals,
};
MP_REGISTER_MODULE(MP_QSTR_irqs, irqs_module);
