// SPDX-License-Identifier: 0BSD
// Time, console and pins: what a port calls its HAL. Here it goes through Python's modules time,
// sys and machine, and through the protocols of pin objects.
#ifndef NATMOD_PY_MPHAL_H
#define NATMOD_PY_MPHAL_H

#include "extmod/virtpin.h"
#include "py/mpconfig.h"

// natmod build --firmware with the port's headers: what the port has is used as it is.
#ifdef NATMOD_PORT_CONFIG
#include "mphalport.h"
#endif

NATMOD_BEGIN_C
#ifndef mp_hal_ticks_ms
mp_uint_t mp_hal_ticks_ms(void);
#endif
#ifndef mp_hal_ticks_us
mp_uint_t mp_hal_ticks_us(void);
#endif
#ifndef mp_hal_ticks_cpu
mp_uint_t mp_hal_ticks_cpu(void);
#endif
#ifndef mp_hal_time_ns
uint64_t mp_hal_time_ns(void);
#endif
#ifndef mp_hal_delay_ms
void mp_hal_delay_ms(mp_uint_t ms);
#endif
#ifndef mp_hal_delay_us
void mp_hal_delay_us(mp_uint_t us);
#endif
// Waits for a byte; 4 (Ctrl-D) at the end of the input.
#ifndef mp_hal_stdin_rx_chr
int mp_hal_stdin_rx_chr(void);
#endif
#ifndef mp_hal_stdout_tx_str
void mp_hal_stdout_tx_str(const char *str);
#endif
#ifndef mp_hal_stdout_tx_strn
mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len);
#endif
#ifndef mp_hal_stdout_tx_strn_cooked
void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len);
#endif
// In firmware these two are the port's to declare.
#ifndef NATMOD_PORT_CONFIG
void mp_hal_set_interrupt_char(int c);  // -1: none
// A loop, whose speed the import measures: nothing else has its turn. See docs/hardware.md.
void mp_hal_delay_us_fast(mp_uint_t us);
#endif

// A pin is an object with the methods of machine.Pin. What is none is taken for a pin's number or
// name: machine.Pin(pin).
mp_obj_t natmod_pin(mp_obj_t pin);
// The text in the parentheses that the pin is printed with.
const char *natmod_pin_name(mp_obj_t pin);
void natmod_pin_init(mp_obj_t pin, qstr mode);
// pin(value), or pin.value(value) of a Python class; without an argument, pin() or pin.value().
mp_obj_t natmod_pin_call(mp_obj_t pin, size_t n_args, mp_obj_t value);
NATMOD_END_C

#ifndef mp_hal_quiet_timing_enter
#define mp_hal_quiet_timing_enter() MICROPY_BEGIN_ATOMIC_SECTION()
#define mp_hal_quiet_timing_exit(irq_state) MICROPY_END_ATOMIC_SECTION(irq_state)
#endif

#ifndef mp_hal_pin_obj_t
#define mp_hal_pin_obj_t mp_obj_t
#define mp_hal_get_pin_obj(pin) natmod_pin(pin)
#define MP_HAL_PIN_FMT "%s"
#define mp_hal_pin_name(pin) natmod_pin_name(pin)
#define mp_hal_pin_input(pin) natmod_pin_init(pin, MP_QSTR_IN)
#define mp_hal_pin_output(pin) natmod_pin_init(pin, MP_QSTR_OUT)
#define mp_hal_pin_open_drain(pin) natmod_pin_init(pin, MP_QSTR_OPEN_DRAIN)
#define mp_hal_pin_read(pin) mp_virtual_pin_read(pin)
#define mp_hal_pin_write(pin, v) mp_virtual_pin_write(pin, v)
#define mp_hal_pin_low(pin) mp_virtual_pin_write(pin, 0)
#define mp_hal_pin_high(pin) mp_virtual_pin_write(pin, 1)
// Not by the protocol: that of some ports drives the pin high.
#define mp_hal_pin_od_low(pin) ((void)natmod_pin_call(pin, 1, MP_OBJ_NEW_SMALL_INT(0)))
#define mp_hal_pin_od_high(pin) ((void)natmod_pin_call(pin, 1, MP_OBJ_NEW_SMALL_INT(1)))
#endif

#endif
