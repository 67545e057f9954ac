// SPDX-License-Identifier: 0BSD
// Integers in text.
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static unsigned digit_of(int c) {
    if (isdigit(c)) {
        return (unsigned)(c - '0');
    }
    return isalpha(c) ? (unsigned)(tolower(c) - 'a' + 10) : UINT_MAX;
}

// Magnitude of the number at `text`, saturated at `max` (errno ERANGE); `end` is `text` if there is
// none.
static unsigned long long parse(const char *text, char **end, int base, unsigned long long max,
                                bool *negative) {
    const char *p = text;
    const char *number_end = text;
    while (isspace((unsigned char)*p)) {
        ++p;
    }
    *negative = *p == '-';
    if (*p == '-' || *p == '+') {
        ++p;
    }
    if ((base == 0 || base == 16) && p[0] == '0' && (p[1] | 0x20) == 'x' &&
        isxdigit((unsigned char)p[2])) {
        p += 2;
        base = 16;
    } else if (base == 0) {
        base = *p == '0' ? 8 : 10;
    }
    unsigned long long value = 0;
    bool overflow = false;
    for (unsigned digit; (digit = digit_of((unsigned char)*p)) < (unsigned)base; ++p) {
        if (value > (max - digit) / (unsigned)base) {
            overflow = true;
        }
        value = value * (unsigned)base + digit;
        number_end = p + 1;
    }
    if (overflow) {
        errno = ERANGE;
        value = max;
    }
    if (end != NULL) {
        *end = (char *)(uintptr_t)number_end;
    }
    return value;
}

static long long parse_signed(const char *text, char **end, int base, long long max) {
    bool negative;
    unsigned long long limit = (unsigned long long)max;
    unsigned long long value = parse(text, end, base, limit + 1, &negative);
    if (negative) {
        return value > limit ? -max - 1 : -(long long)value;
    }
    if (value > limit) {
        errno = ERANGE;
        return max;
    }
    return (long long)value;
}

static unsigned long long parse_unsigned(const char *text, char **end, int base,
                                         unsigned long long max) {
    bool negative;
    unsigned long long value = parse(text, end, base, max, &negative);
    return negative && value != max ? 0 - value : value;
}

long strtol(const char *text, char **end, int base) {
    return (long)parse_signed(text, end, base, LONG_MAX);
}

unsigned long strtoul(const char *text, char **end, int base) {
    return (unsigned long)parse_unsigned(text, end, base, ULONG_MAX);
}

long long strtoll(const char *text, char **end, int base) {
    return parse_signed(text, end, base, LLONG_MAX);
}

unsigned long long strtoull(const char *text, char **end, int base) {
    return parse_unsigned(text, end, base, ULLONG_MAX);
}

intmax_t strtoimax(const char *text, char **end, int base) {
    return strtoll(text, end, base);
}

uintmax_t strtoumax(const char *text, char **end, int base) {
    return strtoull(text, end, base);
}

int atoi(const char *text) {
    return (int)strtol(text, NULL, 10);
}

long atol(const char *text) {
    return strtol(text, NULL, 10);
}

long long atoll(const char *text) {
    return strtoll(text, NULL, 10);
}
