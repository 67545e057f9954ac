// Time and console, through module time and the platform's printer.
#include "rt.h"

#include "py/mphal.h"

NATMOD_QSTR(buffer);
NATMOD_QSTR(kbd_intr);
NATMOD_QSTR(sleep_ms);
NATMOD_QSTR(sleep_us);
NATMOD_QSTR(stdin);
NATMOD_QSTR(sys);
NATMOD_QSTR(ticks_cpu);
NATMOD_QSTR(ticks_ms);
NATMOD_QSTR(ticks_us);
NATMOD_QSTR(time);
NATMOD_QSTR(time_ns);

static mp_obj_t call_time(qstr name, size_t n_args, mp_uint_t arg) {
    mp_obj_t args[1] = {mp_obj_new_int_from_uint(arg)};
    return natmod_call_module_function(Q(time), name, n_args, args);
}

static mp_uint_t ticks(qstr name) {
    return (mp_uint_t)mp_obj_get_int_truncated(call_time(name, 0, 0));
}

mp_uint_t mp_hal_ticks_ms(void) {
    return ticks(Q(ticks_ms));
}

mp_uint_t mp_hal_ticks_us(void) {
    return ticks(Q(ticks_us));
}

mp_uint_t mp_hal_ticks_cpu(void) {
    return ticks(Q(ticks_cpu));
}

uint64_t mp_hal_time_ns(void) {
    return (uint64_t)mp_obj_get_ll(call_time(Q(time_ns), 0, 0));
}

void mp_hal_delay_ms(mp_uint_t ms) {
    call_time(Q(sleep_ms), 1, ms);
}

void mp_hal_delay_us(mp_uint_t us) {
    call_time(Q(sleep_us), 1, us);
}

void mp_hal_set_interrupt_char(int c) {
    enum { Q_micropython = 115 };
    mp_obj_t args[1] = {MP_OBJ_NEW_SMALL_INT(c)};
    natmod_call_module_function(Q_micropython, Q(kbd_intr), 1, args);
}

int mp_hal_stdin_rx_chr(void) {
    enum { END_OF_INPUT = 4 };
    mp_obj_t input = natmod_module_attr(Q(sys), Q(stdin));
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

// Sleeping looks after callbacks and KeyboardInterrupt, even for no time.
void mp_handle_pending(int behaviour) {
    (void)behaviour;
    mp_hal_delay_ms(0);
}

void mp_event_handle_nowait(void) {
    mp_hal_delay_ms(0);
}
