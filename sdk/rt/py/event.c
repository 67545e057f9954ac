// Waiting for events: a port with ticks returns at the next one, after a millisecond.
#include "../rt.h"

#include "py/mphal.h"

void mp_event_wait_indefinite(void) {
    mp_hal_delay_ms(1);
}

void mp_event_wait_ms(mp_uint_t timeout_ms) {
    mp_hal_delay_ms(MIN(timeout_ms, 1));
}
