// SPDX-License-Identifier: MIT
// Devices whose types have no protocol of their own: UART, ADC, PWM and Timer, by their methods.
#include "py/runtime.h"
#include "py/stream.h"

// device.name(value), or without an argument for MP_OBJ_NULL.
static mp_obj_t call(mp_obj_t device, qstr name, mp_obj_t value) {
    mp_obj_t args[3];
    mp_load_method(device, name, args);
    args[2] = value;
    return mp_call_method_n_kw(value == MP_OBJ_NULL ? 0 : 1, 0, args);
}

// Sends data, waits until as much is back, and returns it. A UART is a stream, a class in Python
// has methods alone.
static mp_obj_t devices_exchange(mp_obj_t uart, mp_obj_t data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    if (MP_OBJ_TYPE_HAS_SLOT(mp_obj_get_type(uart), protocol)) {
        int error;
        mp_stream_write_exactly(uart, info.buf, info.len, &error);
        if (error != 0) {
            mp_raise_OSError(error);
        }
    } else {
        call(uart, MP_QSTR_write, data);
    }
    while ((size_t)mp_obj_get_int(call(uart, MP_QSTR_any, MP_OBJ_NULL)) < info.len) {
        mp_handle_pending(true);
    }
    return call(uart, MP_QSTR_read, mp_obj_new_int_from_uint(info.len));
}
static MP_DEFINE_CONST_FUN_OBJ_2(devices_exchange_obj, devices_exchange);

// The mean of four readings.
static mp_obj_t devices_level(mp_obj_t adc) {
    mp_int_t sum = 0;
    for (int i = 0; i < 4; ++i) {
        sum += mp_obj_get_int(call(adc, MP_QSTR_read_u16, MP_OBJ_NULL));
    }
    return MP_OBJ_NEW_SMALL_INT(sum / 4);
}
static MP_DEFINE_CONST_FUN_OBJ_1(devices_level_obj, devices_level);

static mp_obj_t devices_pulse(mp_obj_t pwm, mp_obj_t freq, mp_obj_t duty) {
    call(pwm, MP_QSTR_freq, freq);
    call(pwm, MP_QSTR_duty_u16, duty);
    mp_obj_t set[] = {call(pwm, MP_QSTR_freq, MP_OBJ_NULL),
                      call(pwm, MP_QSTR_duty_u16, MP_OBJ_NULL)};
    return mp_obj_new_tuple(2, set);
}
static MP_DEFINE_CONST_FUN_OBJ_3(devices_pulse_obj, devices_pulse);

static volatile mp_int_t ticks;

static mp_obj_t devices_tick(mp_obj_t timer) {
    (void)timer;
    ++ticks;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(devices_tick_obj, devices_tick);

// timer.init(mode=timer.PERIODIC, period=ms, callback=tick)
static mp_obj_t devices_start(mp_obj_t timer, mp_obj_t ms) {
    mp_obj_t args[8];
    mp_load_method(timer, MP_QSTR_init, args);
    args[2] = MP_OBJ_NEW_QSTR(MP_QSTR_mode);
    args[3] = mp_load_attr(timer, MP_QSTR_PERIODIC);
    args[4] = MP_OBJ_NEW_QSTR(MP_QSTR_period);
    args[5] = ms;
    args[6] = MP_OBJ_NEW_QSTR(MP_QSTR_callback);
    args[7] = MP_OBJ_FROM_PTR(&devices_tick_obj);
    ticks = 0;
    return mp_call_method_n_kw(0, 3, args);
}
static MP_DEFINE_CONST_FUN_OBJ_2(devices_start_obj, devices_start);

static mp_obj_t devices_stop(mp_obj_t timer) {
    call(timer, MP_QSTR_deinit, MP_OBJ_NULL);
    return mp_obj_new_int(ticks);
}
static MP_DEFINE_CONST_FUN_OBJ_1(devices_stop_obj, devices_stop);

static mp_obj_t devices_ticks(void) {
    return mp_obj_new_int(ticks);
}
static MP_DEFINE_CONST_FUN_OBJ_0(devices_ticks_obj, devices_ticks);

static const mp_rom_map_elem_t devices_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_devices)},
    {MP_ROM_QSTR(MP_QSTR_exchange), MP_ROM_PTR(&devices_exchange_obj)},
    {MP_ROM_QSTR(MP_QSTR_level), MP_ROM_PTR(&devices_level_obj)},
    {MP_ROM_QSTR(MP_QSTR_pulse), MP_ROM_PTR(&devices_pulse_obj)},
    {MP_ROM_QSTR(MP_QSTR_start), MP_ROM_PTR(&devices_start_obj)},
    {MP_ROM_QSTR(MP_QSTR_stop), MP_ROM_PTR(&devices_stop_obj)},
    {MP_ROM_QSTR(MP_QSTR_ticks), MP_ROM_PTR(&devices_ticks_obj)},
};
static MP_DEFINE_CONST_DICT(devices_globals, devices_globals_table);

const mp_obj_module_t devices_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&devices_globals,
};
MP_REGISTER_MODULE(MP_QSTR_devices, devices_module);
