// SPDX-License-Identifier: 0BSD
// Time and console, through module time and the platform's printer. The import finds whatever an
// interrupt handler may call.
#include "../rt.h"

#include "py/mphal.h"

NATMOD_QSTR(buffer);
NATMOD_QSTR(kbd_intr);
NATMOD_QSTR(stdin);
NATMOD_QSTR(usys);

// Python's ticks have two bits less than a word. So that differences are right when they start
// again at 0, they go on counting from the last ones; a step back, as when an interrupt handler
// asked in between, is not taken for a whole round.
static mp_uint_t ticks(const mp_obj_base_t *function, mp_uint_t *last) {
    const mp_uint_t period = (mp_uint_t)1 << (8 * sizeof(mp_uint_t) - 2), back = 1 << 16;
    mp_obj_t now = natmod_call_builtin(function, 0, NULL);
    mp_uint_t step = (mp_uint_t)MP_OBJ_SMALL_INT_VALUE(now) - *last + back;
    return *last += (step & (period - 1)) - back;
}

mp_uint_t mp_hal_ticks_ms(void) {
    static mp_uint_t last;
    return ticks(&natmod_time_ticks_ms, &last);
}

mp_uint_t mp_hal_ticks_us(void) {
    static mp_uint_t last;
    return ticks(&natmod_time_ticks_us, &last);
}

mp_uint_t mp_hal_ticks_cpu(void) {
    static mp_uint_t last;
    return ticks(&natmod_time_ticks_cpu, &last);
}

uint64_t mp_hal_time_ns(void) {
    mp_obj_t now = natmod_call_builtin(&natmod_time_time_ns, 0, NULL);
#if NATMOD_ABI >= 3
    // Storing it makes no object, unlike calculating with it.
    uint64_t ns;
    natmod_tab_binary_set_val_array('Q', &ns, 0, now);
    return ns;
#else
    return (uint64_t)mp_obj_get_ll(now);
#endif
}

static void sleep(const mp_obj_base_t *function, mp_uint_t time) {
    mp_obj_t arg = mp_obj_new_int_from_uint(time);
    natmod_call_builtin(function, 1, &arg);
}

void mp_hal_delay_ms(mp_uint_t ms) {
    sleep(&natmod_time_sleep_ms, ms);
}

void mp_hal_delay_us(mp_uint_t us) {
    sleep(&natmod_time_sleep_us, us);
}

void mp_hal_set_interrupt_char(int c) {
    static natmod_attr kbd_intr = {MP_OBJ_NULL, Q_micropython, Q(kbd_intr)};
    mp_obj_t args[1] = {MP_OBJ_NEW_SMALL_INT(c)};
    natmod_call_found(&kbd_intr, 1, args);
}

int mp_hal_stdin_rx_chr(void) {
    enum { END_OF_INPUT = 4 };
    NATMOD_ATTR(sys_stdin, usys, stdin);
    mp_obj_t input = natmod_find(&sys_stdin);
    mp_obj_t raw[2];
    mp_load_method_maybe(input, Q(buffer), raw);
    if (raw[0] != MP_OBJ_NULL) {  // the Unix port of 1.20 has none, and reads bytes either way
        input = raw[0];
    }
    byte c;
    int error;
    bool got = mp_stream_rw(input, &c, 1, &error, MP_STREAM_RW_READ) == 1;
    return got ? c : END_OF_INPUT;
}

mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len) {
    mp_plat_print.print_strn(mp_plat_print.data, str, len);
    return len;
}

void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len) {
    mp_hal_stdout_tx_strn(str, len);
}

void mp_hal_stdout_tx_str(const char *str) {
    mp_hal_stdout_tx_strn(str, strlen(str));
}
