// SPDX-License-Identifier: MIT
// Time and console of the port, as portable modules use them.
#include "py/mphal.h"
#include "py/runtime.h"
#include "py/stackctrl.h"

static mp_obj_t hal_elapsed(mp_obj_t ms_in) {
    mp_uint_t ms = (mp_uint_t)mp_obj_get_int(ms_in);
    mp_uint_t start_ms = mp_hal_ticks_ms();
    mp_uint_t start_us = mp_hal_ticks_us();
    mp_hal_delay_ms(ms);
    mp_uint_t passed_ms = mp_hal_ticks_ms() - start_ms;
    mp_uint_t passed_us = mp_hal_ticks_us() - start_us;
    mp_obj_t items[] = {
        mp_obj_new_bool(passed_ms + 1 >= ms && passed_ms < ms + 5000),
        mp_obj_new_bool(passed_us + 1000 >= 1000 * ms && passed_us < 1000 * (ms + 5000)),
    };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(hal_elapsed_obj, hal_elapsed);

static mp_obj_t hal_short(void) {
    mp_uint_t start = mp_hal_ticks_us();
    mp_hal_delay_us(2000);
    mp_uint_t passed = mp_hal_ticks_us() - start;
    return mp_obj_new_bool(passed >= 1900 && passed < 5000000);
}
static MP_DEFINE_CONST_FUN_OBJ_0(hal_short_obj, hal_short);

// With the heap locked, as in the handler of a hard interrupt: what such a handler may call.
static mp_obj_t hal_in_interrupt(void) {
    mp_uint_t ms = mp_hal_ticks_ms(), us = mp_hal_ticks_us();
    mp_hal_delay_us(1);
    mp_hal_delay_ms(0);
    MP_STACK_CHECK();
    mp_handle_pending(true);
    mp_event_handle_nowait();
    (void)mp_hal_ticks_cpu();
    return mp_obj_new_bool(mp_hal_ticks_ms() - ms < 5000 && mp_hal_ticks_us() - us < 5000000);
}
static MP_DEFINE_CONST_FUN_OBJ_0(hal_in_interrupt_obj, hal_in_interrupt);

// How many items the list has when what was scheduled has had its turn, without a step of Python.
static mp_obj_t hal_turn(mp_obj_t list, mp_obj_t append) {
    mp_sched_schedule(append, MP_OBJ_NEW_SMALL_INT(1));
    mp_handle_pending(true);
    mp_obj_t first = mp_obj_len(list);
    mp_sched_schedule(append, MP_OBJ_NEW_SMALL_INT(2));
    mp_event_handle_nowait();
    mp_obj_t items[] = { first, mp_obj_len(list) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(hal_turn_obj, hal_turn);

// Called by what has its turn in hal.turn.
static mp_obj_t hal_pending(void) {
    mp_handle_pending(true);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(hal_pending_obj, hal_pending);

static mp_obj_t hal_read(void) {
    return MP_OBJ_NEW_SMALL_INT(mp_hal_stdin_rx_chr());
}
static MP_DEFINE_CONST_FUN_OBJ_0(hal_read_obj, hal_read);

static mp_obj_t hal_write(mp_obj_t text) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    mp_hal_stdout_tx_strn(data, len);
    mp_hal_stdout_tx_str("|");
    mp_hal_stdout_tx_strn_cooked("end\n", 4);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(hal_write_obj, hal_write);

static const mp_rom_map_elem_t hal_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_hal) },
    { MP_ROM_QSTR(MP_QSTR_elapsed), MP_ROM_PTR(&hal_elapsed_obj) },
    { MP_ROM_QSTR(MP_QSTR_short), MP_ROM_PTR(&hal_short_obj) },
    { MP_ROM_QSTR(MP_QSTR_in_interrupt), MP_ROM_PTR(&hal_in_interrupt_obj) },
    { MP_ROM_QSTR(MP_QSTR_turn), MP_ROM_PTR(&hal_turn_obj) },
    { MP_ROM_QSTR(MP_QSTR_pending), MP_ROM_PTR(&hal_pending_obj) },
    { MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&hal_read_obj) },
    { MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&hal_write_obj) },
};
static MP_DEFINE_CONST_DICT(hal_globals, hal_globals_table);

const mp_obj_module_t hal_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&hal_globals,
};

MP_REGISTER_MODULE(MP_QSTR_hal, hal_module);
