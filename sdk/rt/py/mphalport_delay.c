// SPDX-License-Identifier: 0BSD
// Short delays by a loop. The import measures its speed, which depends on the processor, on its
// clock and on the memory that the code is in.
#include "../rt.h"

#include "py/mphal.h"

static mp_uint_t loops_in_256_us;

__attribute__((noinline)) static void spin(mp_uint_t loops) {
    for (; loops != 0; loops--) {
        __asm__ volatile("");
    }
}

// Some clocks step back now and then.
static mp_int_t time_of(mp_uint_t loops) {
    mp_uint_t start = mp_hal_ticks_us();
    spin(loops);
    return (mp_int_t)(mp_hal_ticks_us() - start);
}

// Long enough that the clock's steps of 1 us are less than 1 percent. An interrupt makes it longer,
// so the shortest of several counts: a delay may be too long, not too short.
__attribute__((constructor)) static void measure(void) {
    mp_uint_t loops = 64;
    mp_int_t least;
    while ((least = time_of(loops)) < 128 && loops < (mp_uint_t)1 << 24) {
        loops *= 2;
    }
    for (int i = 0; i < 3; i++) {
        mp_int_t took = time_of(loops);
        if (took > 0 && took < least) {
            least = took;
        }
    }
    // The clock's own time, and its step.
    mp_uint_t us = (mp_uint_t)MAX(least - 2, 1);
    loops_in_256_us = (loops * 256 + us - 1) / us;
}

void mp_hal_delay_us_fast(mp_uint_t us) {
    for (; us >= 1024; us -= 1024) {
        spin(loops_in_256_us * 4);
    }
    spin(us * loops_in_256_us >> 8);
}
