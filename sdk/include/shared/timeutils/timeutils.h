// SPDX-License-Identifier: 0BSD
// Dates and times as seconds. Module time tells whether the firmware's epoch is 1970 or 2000; a
// -D MICROPY_EPOCH_IS_1970 fixes it at compile time.
#ifndef NATMOD_SHARED_TIMEUTILS_H
#define NATMOD_SHARED_TIMEUTILS_H

#include "py/obj.h"

#if MICROPY_TIME_SUPPORT_Y2100_AND_BEYOND || MICROPY_TIME_SUPPORT_Y1969_AND_BEFORE
typedef long long timeutils_timestamp_t;
#else
typedef mp_uint_t timeutils_timestamp_t;
#endif

#define TIMEUTILS_SECONDS_1970_TO_2000 (946684800LL)

typedef struct _timeutils_struct_time_t {
    uint16_t tm_year;
    uint8_t tm_mon;   // 1 to 12
    uint8_t tm_mday;  // 1 to 31
    uint8_t tm_hour;
    uint8_t tm_min;
    uint8_t tm_sec;
    uint8_t tm_wday;   // 0 is Monday
    uint16_t tm_yday;  // 1 to 366
} timeutils_struct_time_t;

NATMOD_BEGIN_C
bool timeutils_is_leap_year(mp_uint_t year);
mp_uint_t timeutils_days_in_month(mp_uint_t year, mp_uint_t month);
mp_uint_t timeutils_year_day(mp_uint_t year, mp_uint_t month, mp_uint_t date);
int timeutils_calc_weekday(int y, int m, int d);
void natmod_time_of_seconds(long long seconds, timeutils_struct_time_t *tm);
// Since 1970. Month, day and time need not be in their ranges.
long long natmod_seconds_of_time(mp_uint_t year, mp_int_t month, mp_int_t mday, mp_int_t hours,
                                 mp_int_t minutes, mp_int_t seconds);
// What the firmware says: seconds from 1970 to its epoch.
long long natmod_seconds_1970_to_epoch(void);
NATMOD_END_C

// Since 1970.
static inline void timeutils_seconds_since_1970_to_struct_time(timeutils_timestamp_t t,
                                                               timeutils_struct_time_t *tm) {
    natmod_time_of_seconds((long long)t, tm);
}
static inline timeutils_timestamp_t timeutils_mktime_1970(mp_uint_t year, mp_int_t month,
                                                          mp_int_t mday, mp_int_t hours,
                                                          mp_int_t minutes, mp_int_t seconds) {
    return (timeutils_timestamp_t)natmod_seconds_of_time(year, month, mday, hours, minutes,
                                                         seconds);
}
static inline timeutils_timestamp_t timeutils_seconds_since_1970(mp_uint_t year, mp_uint_t month,
                                                                 mp_uint_t date, mp_uint_t hour,
                                                                 mp_uint_t minute,
                                                                 mp_uint_t second) {
    return timeutils_mktime_1970(year, (mp_int_t)month, (mp_int_t)date, (mp_int_t)hour,
                                 (mp_int_t)minute, (mp_int_t)second);
}

// Since 2000.
static inline void timeutils_seconds_since_2000_to_struct_time(mp_timestamp_t t,
                                                               timeutils_struct_time_t *tm) {
    natmod_time_of_seconds((long long)t + TIMEUTILS_SECONDS_1970_TO_2000, tm);
}
static inline mp_timestamp_t timeutils_mktime_2000(mp_uint_t year, mp_int_t month, mp_int_t mday,
                                                   mp_int_t hours, mp_int_t minutes,
                                                   mp_int_t seconds) {
    return (mp_timestamp_t)(natmod_seconds_of_time(year, month, mday, hours, minutes, seconds) -
                            TIMEUTILS_SECONDS_1970_TO_2000);
}
static inline mp_timestamp_t timeutils_seconds_since_2000(mp_uint_t year, mp_uint_t month,
                                                          mp_uint_t date, mp_uint_t hour,
                                                          mp_uint_t minute, mp_uint_t second) {
    return timeutils_mktime_2000(year, (mp_int_t)month, (mp_int_t)date, (mp_int_t)hour,
                                 (mp_int_t)minute, (mp_int_t)second);
}

// Since the firmware's epoch.
#ifndef MICROPY_EPOCH_IS_1970
#define NATMOD_EPOCH natmod_seconds_1970_to_epoch()
#elif MICROPY_EPOCH_IS_1970
#define NATMOD_EPOCH 0LL
#else
#define NATMOD_EPOCH TIMEUTILS_SECONDS_1970_TO_2000
#endif
static inline void timeutils_seconds_since_epoch_to_struct_time(mp_timestamp_t t,
                                                                timeutils_struct_time_t *tm) {
    natmod_time_of_seconds((long long)t + NATMOD_EPOCH, tm);
}
static inline mp_timestamp_t timeutils_mktime(mp_uint_t year, mp_int_t month, mp_int_t mday,
                                              mp_int_t hours, mp_int_t minutes, mp_int_t seconds) {
    return (mp_timestamp_t)(natmod_seconds_of_time(year, month, mday, hours, minutes, seconds) -
                            NATMOD_EPOCH);
}
static inline mp_timestamp_t timeutils_seconds_since_epoch(mp_uint_t year, mp_uint_t month,
                                                           mp_uint_t date, mp_uint_t hour,
                                                           mp_uint_t minute, mp_uint_t second) {
    return timeutils_mktime(year, (mp_int_t)month, (mp_int_t)date, (mp_int_t)hour, (mp_int_t)minute,
                            (mp_int_t)second);
}
static inline mp_timestamp_t timeutils_seconds_since_epoch_from_nanoseconds_since_1970(int64_t ns) {
    return (mp_timestamp_t)(ns / 1000000000LL - NATMOD_EPOCH);
}
static inline int64_t timeutils_seconds_since_epoch_to_nanoseconds_since_1970(mp_timestamp_t s) {
    return ((int64_t)s + NATMOD_EPOCH) * 1000000000LL;
}
static inline int64_t timeutils_nanoseconds_since_epoch_to_nanoseconds_since_1970(int64_t ns) {
    return ns + NATMOD_EPOCH * 1000000000LL;
}

// Objects: an int, or, where floats are double, any number.
static inline mp_timestamp_t timeutils_obj_get_timestamp(mp_obj_t o_in) {
#if MICROPY_PY_BUILTINS_FLOAT && MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
    return (mp_timestamp_t)mp_obj_get_float(o_in);
#else
    return (mp_timestamp_t)mp_obj_get_ll(o_in);
#endif
}
static inline mp_obj_t timeutils_obj_from_timestamp(mp_timestamp_t t) {
    return mp_obj_new_int_from_ll((long long)t);
}

#endif
