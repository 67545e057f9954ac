// Time and console, through Python's modules time and sys: what a port calls its HAL.
#ifndef NATMOD_PY_MPHAL_H
#define NATMOD_PY_MPHAL_H

#include "py/mpconfig.h"

NATMOD_BEGIN_C
mp_uint_t mp_hal_ticks_ms(void);
mp_uint_t mp_hal_ticks_us(void);
mp_uint_t mp_hal_ticks_cpu(void);
uint64_t mp_hal_time_ns(void);
void mp_hal_set_interrupt_char(int c);  // -1: none
void mp_hal_delay_ms(mp_uint_t ms);
void mp_hal_delay_us(mp_uint_t us);
// Waits for a byte; 4 (Ctrl-D) at the end of the input.
int mp_hal_stdin_rx_chr(void);
void mp_hal_stdout_tx_str(const char *str);
mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len);
void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len);
NATMOD_END_C

#endif
