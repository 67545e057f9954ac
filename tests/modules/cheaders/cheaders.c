// SPDX-License-Identifier: MIT
// The headers of the toolchain's C library that the SDK has none of beside those it has, in an order
// in which each is the first to bring the types of another.
#include <time.h>
#include <sys/time.h>
#include <unistd.h>
#include <sys/types.h>
#include <setjmp.h>
#include <complex.h>
#include <fenv.h>
#include <float.h>
#include <iso646.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
#include <math.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <ctype.h>
#include <sys/stat.h>
#include <fcntl.h>

#include "py/runtime.h"

MP_DECLARE_CONST_FUN_OBJ_1(cheaders_generic_obj);

// The time of day is that of Python's module time.
static mp_obj_t cheaders_times(void) {
    struct timeval of_day;
    time_t now = time(NULL);
    time_t stored;
    time(&stored);
    int status = gettimeofday(&of_day, NULL);
    clock_t ticks = clock();
    mp_obj_t items[] = {
        mp_obj_new_int_from_ll(now),
        mp_obj_new_bool(stored >= now && stored - now < 60),
        mp_obj_new_bool(status == 0 && of_day.tv_sec >= now && of_day.tv_sec - now < 60),
        mp_obj_new_bool(of_day.tv_usec >= 0 && of_day.tv_usec < 1000000),
        mp_obj_new_bool(ticks != (clock_t)-1),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(cheaders_times_obj, cheaders_times);

// Functions of libm that set errno, linked with ours.
static mp_obj_t cheaders_numbers(mp_obj_t x_in) {
    double x = mp_obj_get_float(x_in);
    ssize_t negative = -1;
    errno = 0;
    srand((unsigned)time(NULL));
    double remainder = remquo(x, 2, &(int){0});
    mp_obj_t items[] = {
        mp_obj_new_int((mp_int_t)(1000 * tgamma(x))),
        mp_obj_new_int((mp_int_t)(1000 * remainder)),
        mp_obj_new_bool(negative < 0),
        mp_obj_new_bool(CHAR_BIT == 8 && FLT_RADIX == 2 && !0 and true),
        mp_obj_new_int(errno),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cheaders_numbers_obj, cheaders_numbers);

static const mp_rom_map_elem_t cheaders_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cheaders)},
    {MP_ROM_QSTR(MP_QSTR_times), MP_ROM_PTR(&cheaders_times_obj)},
    {MP_ROM_QSTR(MP_QSTR_numbers), MP_ROM_PTR(&cheaders_numbers_obj)},
    {MP_ROM_QSTR(MP_QSTR_generic), MP_ROM_PTR(&cheaders_generic_obj)},
};
static MP_DEFINE_CONST_DICT(cheaders_globals, cheaders_globals_table);

const mp_obj_module_t cheaders_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&cheaders_globals,
};
MP_REGISTER_MODULE(MP_QSTR_cheaders, cheaders_module);
