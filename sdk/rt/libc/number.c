// Numbers in text.
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

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
