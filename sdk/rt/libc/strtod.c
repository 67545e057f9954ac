// SPDX-License-Identifier: 0BSD
// Floats in text.
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

// value * 10^exponent. Powers of ten up to 10^22 are exact, so numbers of usual length are rounded
// once, correctly.
static double scale(double value, int exponent) {
    while (exponent > 0 && value != 0 && value <= 1.7976931348623157e308) {
        int step = exponent < 22 ? exponent : 22;
        double power = 1;
        for (int i = 0; i < step; ++i) {
            power *= 10;
        }
        value *= power;
        exponent -= step;
    }
    while (exponent < 0 && value != 0) {
        int step = exponent > -22 ? -exponent : 22;
        double power = 1;
        for (int i = 0; i < step; ++i) {
            power *= 10;
        }
        value /= power;
        exponent += step;
    }
    return value;
}

static bool starts_with(const char *text, const char *word) {
    while (*word != '\0' && tolower((unsigned char)*text) == *word) {
        ++text;
        ++word;
    }
    return *word == '\0';
}

static int hex_value(char c) {
    return isdigit((unsigned char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

// A hexadecimal number, `p` behind its 0x. Gives NULL for the end if there are no digits.
static double hex_number(const char *p, const char **end) {
    double value = 0;
    double place = 0;  // of the next digit behind the point
    bool any = false;
    for (;; ++p) {
        if (*p == '.' && place == 0) {
            place = 1.0 / 16;
        } else if (!isxdigit((unsigned char)*p)) {
            break;
        } else if (place == 0) {
            value = value * 16 + hex_value(*p);
            any = true;
        } else {
            value += place * hex_value(*p);
            place /= 16;
            any = true;
        }
    }
    *end = any ? p : NULL;
    const char *digits = p + 1 + (p[0] && (p[1] == '-' || p[1] == '+'));
    if (any && (*p | 0x20) == 'p' && isdigit((unsigned char)*digits)) {
        char *exponent_end;
        long exponent = strtol(p + 1, &exponent_end, 10);
        *end = exponent_end;
        for (; exponent > 0 && value < HUGE_VAL && value != 0; --exponent) {
            value *= 2;
        }
        for (; exponent < 0 && value != 0; ++exponent) {
            value /= 2;
        }
    }
    return value;
}

double strtod(const char *text, char **end) {
    const char *p = text;
    const char *number_end = text;
    while (isspace((unsigned char)*p)) {
        ++p;
    }
    bool negative = *p == '-';
    if (*p == '-' || *p == '+') {
        ++p;
    }
    double value = 0;
    if (starts_with(p, "inf")) {
        value = HUGE_VAL;
        number_end = p + (starts_with(p, "infinity") ? 8 : 3);
    } else if (starts_with(p, "nan")) {
        value = NAN;
        number_end = p + 3;
    } else if (p[0] == '0' && (p[1] | 0x20) == 'x') {
        value = hex_number(p + 2, &number_end);
        if (number_end == NULL) {
            number_end = p + 1;  // only the 0
        }
    } else {
        uint64_t digits = 0;
        int exponent = 0;
        bool point = false;
        for (;; ++p) {
            if (*p == '.' && !point) {
                point = true;
            } else if (isdigit((unsigned char)*p)) {
                // 19 digits fit; more do not change a double, except by their place.
                bool fits = digits < 1000000000000000000u;
                if (fits) {
                    digits = digits * 10 + (unsigned)(*p - '0');
                }
                exponent += (int)!fits - (int)point;
                number_end = p + 1;
            } else {
                break;
            }
        }
        if (number_end != text && point && p[-1] == '.') {
            number_end = p;
        }
        if (number_end != text && (*p | 0x20) == 'e') {
            const char *digits_of_exponent = p + 1 + (p[1] == '-' || p[1] == '+');
            if (isdigit((unsigned char)*digits_of_exponent)) {
                char *exponent_end;
                long shift = strtol(p + 1, &exponent_end, 10);
                exponent += (int)(shift > 10000 ? 10000 : shift < -10000 ? -10000 : shift);
                number_end = exponent_end;
            }
        }
        value = scale((double)digits, exponent);
        if (value > 1.7976931348623157e308) {
            errno = ERANGE;
        }
    }
    if (end != NULL) {
        *end = (char *)(uintptr_t)number_end;
    }
    return negative ? -value : value;
}

float strtof(const char *text, char **end) {
    return (float)strtod(text, end);
}

double atof(const char *text) {
    return strtod(text, NULL);
}
