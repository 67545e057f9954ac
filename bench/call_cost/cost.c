// SPDX-License-Identifier: MIT
// Calls whose native form goes through objects of the firmware, each to be called many times.
// ../call_cost.py says what for.
#include "extmod/modmachine.h"
#include "py/mphal.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "py/stackctrl.h"
#include "py/stream.h"

// What the calls work on, made before anything is counted.
static mp_obj_t dict, list, text, function, big, pin_object, spi, bytes_object, uart, adc, pwm;
static mp_hal_pin_obj_t pin;
static volatile mp_float_t number = MICROPY_FLOAT_CONST(1.5);
static volatile mp_int_t word = 1000000007;
static byte bytes[8];

static void nothing(void) {
}

static void handle_pending(void) {
    mp_handle_pending(true);
}

static void stack_check(void) {
    MP_STACK_CHECK();
}

static void ticks_ms(void) {
    (void)mp_hal_ticks_ms();
}

static void ticks_us(void) {
    (void)mp_hal_ticks_us();
}

static void ticks_cpu(void) {
    (void)mp_hal_ticks_cpu();
}

static void time_ns(void) {
    (void)mp_hal_time_ns();
}

static void delay_ms(void) {
    mp_hal_delay_ms(0);
}

static void delay_us(void) {
    mp_hal_delay_us(0);
}

static void event_handle_nowait(void) {
    mp_event_handle_nowait();
}

static void schedule(void) {
    mp_sched_schedule(function, mp_const_none);
}

static void globals_get(void) {
    (void)mp_globals_get();
}

static void locals_get(void) {
    (void)mp_locals_get();
}

static void globals_set(void) {
    mp_globals_set(mp_globals_get());
}

static void dict_copy(void) {
    (void)mp_obj_dict_copy(dict);
}

static void list_remove(void) {
    mp_obj_list_append(list, word == 0 ? mp_const_none : mp_const_true);
    mp_obj_list_remove(list, mp_const_true);
}

static void list_sort(void) {
    mp_obj_list_sort(1, &list, (mp_map_t *)&mp_const_empty_map);
}

static void int_get(void) {
    word = mp_obj_get_int(big);
}

static void int_get_truncated(void) {
    word = mp_obj_get_int_truncated(big);
}

static void int_new_ll(void) {
    (void)mp_obj_new_int_from_ll((long long)word << 20);
}

static void int_to_bytes(void) {
    mp_obj_int_to_bytes_impl(big, false, sizeof(bytes), bytes);
}

static void int_from_bytes(void) {
    (void)mp_obj_int_from_bytes_impl(false, sizeof(bytes), bytes);
}

static void int_sign(void) {
    (void)mp_obj_int_sign(big);
}

static void float_new(void) {
    (void)mp_obj_new_float(number);
}

static void float_to_int(void) {
    (void)mp_obj_new_int_from_float(number);
}

static void str_split(void) {
    mp_obj_t args[] = { text };
    (void)mp_obj_str_split(1, args);
}

static void is_callable(void) {
    (void)mp_obj_is_callable(function);
}

static void pin_write(void) {
    mp_hal_pin_write(pin, 1);
}

static void pin_read(void) {
    word = mp_hal_pin_read(pin);
}

static void pin_od_low(void) {
    mp_hal_pin_od_low(pin);
}

// As from Python.
static void pin_value(void) {
    mp_obj_t call[3];
    mp_load_method(pin_object, MP_QSTR_value, call);
    call[2] = mp_const_true;
    mp_call_method_n_kw(1, 0, call);
}

static void pin_find(void) {
    pin = mp_hal_get_pin_obj(pin_object);
}

static void spi_transfer(void) {
    mp_obj_base_t *self = MP_OBJ_TO_PTR(spi);
    const mp_machine_spi_p_t *protocol = MP_OBJ_TYPE_GET_SLOT(self->type, protocol);
    protocol->transfer(self, 1, bytes, NULL);
}

static void spi_write(void) {
    mp_obj_t call[3];
    mp_load_method(spi, MP_QSTR_write, call);
    call[2] = bytes_object;
    mp_call_method_n_kw(1, 0, call);
}

static void uart_stream(void) {
    int error;
    mp_stream_write_exactly(uart, bytes, 1, &error);
}

static mp_obj_t call_method(mp_obj_t object, qstr name, size_t n_args, mp_obj_t arg) {
    mp_obj_t call[3];
    mp_load_method(object, name, call);
    call[2] = arg;
    return mp_call_method_n_kw(n_args, 0, call);
}

static void uart_write(void) {
    (void)call_method(uart, MP_QSTR_write, 1, bytes_object);
}

static void uart_any(void) {
    (void)call_method(uart, MP_QSTR_any, 0, MP_OBJ_NULL);
}

static void adc_read_u16(void) {
    (void)call_method(adc, MP_QSTR_read_u16, 0, MP_OBJ_NULL);
}

static void pwm_duty_u16(void) {
    (void)call_method(pwm, MP_QSTR_duty_u16, 1, MP_OBJ_NEW_SMALL_INT(1000));
}

static void atomic(void) {
    mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
    MICROPY_END_ATOMIC_SECTION(state);
}

static void delay_fast_1(void) {
    mp_hal_delay_us_fast(1);
}

static void delay_fast_10(void) {
    mp_hal_delay_us_fast(10);
}

static void delay_fast_100(void) {
    mp_hal_delay_us_fast(100);
}

static const struct {
    const char *name;
    void (*call)(void);
} items[] = {
    { "nothing", nothing },
    { "handle_pending", handle_pending },
    { "stack_check", stack_check },
    { "ticks_ms", ticks_ms },
    { "ticks_us", ticks_us },
    { "ticks_cpu", ticks_cpu },
    { "time_ns", time_ns },
    { "delay_ms", delay_ms },
    { "delay_us", delay_us },
    { "event_handle_nowait", event_handle_nowait },
    { "schedule", schedule },
    { "globals_get", globals_get },
    { "locals_get", locals_get },
    { "globals_set", globals_set },
    { "dict_copy", dict_copy },
    { "list_remove", list_remove },
    { "list_sort", list_sort },
    { "int_get", int_get },
    { "int_get_truncated", int_get_truncated },
    { "int_new_ll", int_new_ll },
    { "int_to_bytes", int_to_bytes },
    { "int_from_bytes", int_from_bytes },
    { "int_sign", int_sign },
    { "float_new", float_new },
    { "float_to_int", float_to_int },
    { "str_split", str_split },
    { "is_callable", is_callable },
    { "pin_write", pin_write },
    { "pin_read", pin_read },
    { "pin_od_low", pin_od_low },
    { "pin_value", pin_value },
    { "pin_find", pin_find },
    { "spi_transfer", spi_transfer },
    { "spi_write", spi_write },
    { "uart_stream", uart_stream },
    { "uart_write", uart_write },
    { "uart_any", uart_any },
    { "adc_read_u16", adc_read_u16 },
    { "pwm_duty_u16", pwm_duty_u16 },
    { "atomic", atomic },
    { "delay_fast_1", delay_fast_1 },
    { "delay_fast_10", delay_fast_10 },
    { "delay_fast_100", delay_fast_100 },
};

static mp_obj_t cost_name(mp_obj_t index_in) {
    size_t index = (size_t)mp_obj_get_int(index_in);
    return index < MP_ARRAY_SIZE(items) ? mp_obj_new_str_from_cstr(items[index].name) : mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(cost_name_obj, cost_name);

// The objects are the caller's, who keeps them.
static mp_obj_t cost_prepare(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    dict = args[0];
    list = args[1];
    text = args[2];
    function = args[3];
    big = args[4];
    pin_object = args[5];
    spi = args[6];
    bytes_object = args[7];
    uart = args[8];
    adc = args[9];
    pwm = args[10];
    pin = mp_hal_get_pin_obj(pin_object);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(cost_prepare_obj, 11, 11, cost_prepare);

// The fewest counts of a thousand calls. What waits has its turn before each. They begin at different
// points of a microsecond, as a timer may wait for its end.
static mp_obj_t cost_least(mp_obj_t index_in, mp_obj_t counter_in) {
    void (*call)(void) = items[mp_obj_get_int(index_in)].call;
    volatile uint32_t *counter = (volatile uint32_t *)(uintptr_t)mp_obj_get_int_truncated(counter_in);
    uint32_t least = UINT32_MAX;
    for (int i = 0; i < 1000; ++i) {
        mp_handle_pending(true);
        for (volatile int wait = i % 50; wait != 0; --wait) {
        }
        uint32_t start = *counter;
        call();
        uint32_t took = *counter - start;
        least = MIN(least, took);
    }
    return mp_obj_new_int_from_uint(least);
}
static MP_DEFINE_CONST_FUN_OBJ_2(cost_least_obj, cost_least);

static const mp_rom_map_elem_t cost_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cost) },
    { MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&cost_name_obj) },
    { MP_ROM_QSTR(MP_QSTR_prepare), MP_ROM_PTR(&cost_prepare_obj) },
    { MP_ROM_QSTR(MP_QSTR_least), MP_ROM_PTR(&cost_least_obj) },
};
static MP_DEFINE_CONST_DICT(cost_globals, cost_globals_table);

const mp_obj_module_t cost_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&cost_globals,
};

MP_REGISTER_MODULE(MP_QSTR_cost, cost_module);
