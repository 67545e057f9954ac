// SPDX-License-Identifier: 0BSD
// Dates and times as seconds; see shared/timeutils/timeutils.h. Days are counted from the first of
// March of the year 0, so that a leap day is the last of its year.
#include "../rt.h"

#include "shared/timeutils/timeutils.h"

enum {
    DAYS_TO_1970 = 719468,
    DAYS_OF_400_YEARS = 400 * 365 + 97,
    SECONDS_OF_DAY = 24 * 60 * 60,
    // Months from March on: 153 days in five of them, twice.
    MONTHS = 5,
    DAYS_OF_MONTHS = 153,
};

static long long days_of_date(long long year, int month, long long day) {
    int from_march = month > 2 ? month - 3 : month + 9;
    year -= month <= 2;
    return 365 * year + year / 4 - year / 100 + year / 400 +
           (DAYS_OF_MONTHS * from_march + 2) / MONTHS + day - 1;
}

// Day 0 was a Wednesday.
static int weekday_of_days(long long days) {
    return (int)((days + 2) % 7);
}

bool timeutils_is_leap_year(mp_uint_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

mp_uint_t timeutils_days_in_month(mp_uint_t year, mp_uint_t month) {
    if (month == 2) {
        return timeutils_is_leap_year(year) ? 29 : 28;
    }
    return 30 + ((month + (month > 7)) & 1);
}

mp_uint_t timeutils_year_day(mp_uint_t year, mp_uint_t month, mp_uint_t date) {
    return (mp_uint_t)(days_of_date((long long)year, (int)month, (long long)date) -
                       days_of_date((long long)year, 1, 0));
}

int timeutils_calc_weekday(int y, int m, int d) {
    return weekday_of_days(days_of_date(y, m, d));
}

long long natmod_seconds_of_time(mp_uint_t year, mp_int_t month, mp_int_t mday, mp_int_t hours,
                                 mp_int_t minutes, mp_int_t seconds) {
    mp_int_t months = month - 1;
    mp_int_t years = months / 12 - (months % 12 < 0);
    long long days = days_of_date((long long)year + years, (int)(months - 12 * years) + 1, mday);
    return ((days - DAYS_TO_1970) * 24 + hours) * 3600 + (long long)minutes * 60 + seconds;
}

void natmod_time_of_seconds(long long seconds, timeutils_struct_time_t *tm) {
    seconds += (long long)DAYS_TO_1970 * SECONDS_OF_DAY;
    unsigned days = (unsigned)(seconds / SECONDS_OF_DAY);
    unsigned rest = (unsigned)(seconds % SECONDS_OF_DAY);
    tm->tm_hour = (uint8_t)(rest / 3600);
    tm->tm_min = (uint8_t)(rest / 60 % 60);
    tm->tm_sec = (uint8_t)(rest % 60);
    tm->tm_wday = (uint8_t)weekday_of_days(days);

    unsigned of_400 = days % DAYS_OF_400_YEARS;
    unsigned years = (of_400 - of_400 / (4 * 365) + of_400 / (100 * 365 + 24) -
                      of_400 / (DAYS_OF_400_YEARS - 1)) /
                     365;
    unsigned day = of_400 - (365 * years + years / 4 - years / 100);
    unsigned from_march = (MONTHS * day + 2) / DAYS_OF_MONTHS;
    unsigned month = from_march < 10 ? from_march + 3 : from_march - 9;
    tm->tm_mday = (uint8_t)(day - (DAYS_OF_MONTHS * from_march + 2) / MONTHS + 1);
    tm->tm_mon = (uint8_t)month;
    tm->tm_year = (uint16_t)(days / DAYS_OF_400_YEARS * 400 + years + (month <= 2));
    tm->tm_yday = (uint16_t)timeutils_year_day(tm->tm_year, tm->tm_mon, tm->tm_mday);
}

NATMOD_QSTR(gmtime);
NATMOD_QSTR(utime);

long long natmod_seconds_1970_to_epoch(void) {
    static int year;
    if (year == 0) {
        mp_obj_t zero = MP_OBJ_NEW_SMALL_INT(0);
        mp_obj_t date = mp_call_function_1(natmod_module_attr(Q(utime), Q(gmtime)), zero);
        year = (int)mp_obj_get_int(mp_obj_subscr(date, zero, MP_OBJ_SENTINEL));
    }
    return year == 1970 ? 0 : TIMEUTILS_SECONDS_1970_TO_2000;
}
