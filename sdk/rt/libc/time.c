// SPDX-License-Identifier: 0BSD
// The time of day and the time passed, from Python's module time.
#if __has_include(<sys/time.h>)
#include <sys/time.h>
#include <time.h>

#include "py/mphal.h"

enum { kNsPerSecond = 1000000000 };

time_t time(time_t *store) {
    time_t now = (time_t)(mp_hal_time_ns() / kNsPerSecond);
    if (store != NULL) {
        *store = now;
    }
    return now;
}

int gettimeofday(struct timeval *now, void *zone) {
    uint64_t ns = mp_hal_time_ns();
    now->tv_sec = (time_t)(ns / kNsPerSecond);
    now->tv_usec = (suseconds_t)(ns % kNsPerSecond / 1000);
    (void)zone;
    return 0;
}

// Since the firmware started, not of the processor: MicroPython has no other.
clock_t clock(void) {
    return (clock_t)((uint64_t)mp_hal_ticks_us() * CLOCKS_PER_SEC / 1000000);
}
#endif
