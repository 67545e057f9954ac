// <stdlib.h> without its heap: numbers from text, sorting, searching, pseudo-random numbers.
#include "libc.h"

int isspace(int c);
int isdigit(int c);
int toupper(int c);

// The digits of a number in the given base, the sign apart. *end is where they end, or s.
static unsigned long long digits(const char *s, char **end, int base, bool *negative) {
    const char *p = s;
    while (isspace((byte)*p)) {
        ++p;
    }
    *negative = *p == '-';
    if (*p == '-' || *p == '+') {
        ++p;
    }
    bool hex_prefix = p[0] == '0' && (p[1] | 0x20) == 'x' &&
                      unichar_isxdigit((unichar)(byte)p[2]);
    if ((base == 0 || base == 16) && hex_prefix) {
        p += 2;
        base = 16;
    } else if (base == 0) {
        base = *p == '0' ? 8 : 10;
    }
    unsigned long long value = 0;
    bool overflow = false;
    const char *first = p;
    for (;; ++p) {
        int digit = isdigit((byte)*p) ? *p - '0' : toupper((byte)*p) - 'A' + 10;
        if (digit < 0 || digit >= base) {
            break;
        }
        overflow |= __builtin_mul_overflow(value, (unsigned long long)base, &value);
        overflow |= __builtin_add_overflow(value, (unsigned long long)digit, &value);
    }
    if (end != NULL) {
        *end = (char *)(p == first ? s : p);
    }
    return overflow ? ULLONG_MAX : value;
}

static long long signed_number(const char *s, char **end, int base, long long max) {
    bool negative;
    unsigned long long value = digits(s, end, base, &negative);
    unsigned long long limit = (unsigned long long)max + negative;
    if (value > limit) {
        value = limit;
    }
    return (long long)(negative ? 0 - value : value);
}

static unsigned long long unsigned_number(const char *s, char **end, int base,
                                          unsigned long long max) {
    bool negative;
    unsigned long long value = digits(s, end, base, &negative);
    if (value > max) {
        return max;
    }
    return negative ? (0 - value) & max : value;
}

long strtol(const char *s, char **end, int base);
MP_WEAK long strtol(const char *s, char **end, int base) {
    return (long)signed_number(s, end, base, LONG_MAX);
}

long long strtoll(const char *s, char **end, int base);
MP_WEAK long long strtoll(const char *s, char **end, int base) {
    return signed_number(s, end, base, LLONG_MAX);
}

unsigned long strtoul(const char *s, char **end, int base);
MP_WEAK unsigned long strtoul(const char *s, char **end, int base) {
    return (unsigned long)unsigned_number(s, end, base, ULONG_MAX);
}

unsigned long long strtoull(const char *s, char **end, int base);
MP_WEAK unsigned long long strtoull(const char *s, char **end, int base) {
    return unsigned_number(s, end, base, ULLONG_MAX);
}

int atoi(const char *s);
MP_WEAK int atoi(const char *s) {
    return (int)strtol(s, NULL, 10);
}

long atol(const char *s);
MP_WEAK long atol(const char *s) {
    return strtol(s, NULL, 10);
}

#if MICROPY_PY_BUILTINS_FLOAT
// The text of a number is cut out and read by float().
double strtod(const char *s, char **end);
MP_WEAK double strtod(const char *s, char **end) {
    const char *first = s;
    while (isspace((byte)*first)) {
        ++first;
    }
    const char *p = first + (*first == '-' || *first == '+');
    size_t n_digits = 0;
    for (bool point = false; isdigit((byte)*p) || (*p == '.' && !point); ++p) {
        point |= *p == '.';
        n_digits += *p != '.';
    }
    if (n_digits == 0) {
        if (end != NULL) {
            *end = (char *)s;
        }
        return 0;
    }
    if ((*p | 0x20) == 'e') {
        const char *exponent = p + 1 + (p[1] == '-' || p[1] == '+');
        if (isdigit((byte)*exponent)) {
            for (p = exponent; isdigit((byte)*p); ++p) {
            }
        }
    }
    if (end != NULL) {
        *end = (char *)p;
    }
    mp_obj_t text = mp_obj_new_str(first, (size_t)(p - first));
    return mp_obj_get_float_to_d(mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_float), text));
}

float strtof(const char *s, char **end);
MP_WEAK float strtof(const char *s, char **end) {
    return (float)strtod(s, end);
}

double atof(const char *s);
MP_WEAK double atof(const char *s) {
    return strtod(s, NULL);
}
#endif

int abs(int n);
MP_WEAK int abs(int n) {
    return n < 0 ? -n : n;
}

long labs(long n);
MP_WEAK long labs(long n) {
    return n < 0 ? -n : n;
}

typedef int (*comparison)(const void *, const void *);

static void swap(byte *a, byte *b, size_t size) {
    for (; size != 0; --size, ++a, ++b) {
        byte t = *a;
        *a = *b;
        *b = t;
    }
}

// Restores the heap order of a[0..n) below `root`.
static void sift(byte *a, size_t root, size_t n, size_t size, comparison compare) {
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= n) {
            return;
        }
        if (child + 1 < n && compare(a + child * size, a + (child + 1) * size) < 0) {
            ++child;
        }
        if (compare(a + root * size, a + child * size) >= 0) {
            return;
        }
        swap(a + root * size, a + child * size, size);
        root = child;
    }
}

// Heap sort: no stack, no heap, never quadratic.
void qsort(void *base, size_t n, size_t size, comparison compare);
MP_WEAK void qsort(void *base, size_t n, size_t size, comparison compare) {
    byte *a = (byte *)base;
    for (size_t i = n / 2; i-- != 0;) {
        sift(a, i, n, size, compare);
    }
    for (; n > 1; --n) {
        swap(a, a + (n - 1) * size, size);
        sift(a, 0, n - 1, size, compare);
    }
}

void *bsearch(const void *key, const void *base, size_t n, size_t size, comparison compare);
MP_WEAK void *bsearch(const void *key, const void *base, size_t n, size_t size,
                      comparison compare) {
    const byte *a = (const byte *)base;
    while (n != 0) {
        const byte *middle = a + n / 2 * size;
        int order = compare(key, middle);
        if (order == 0) {
            return (void *)middle;
        }
        if (order > 0) {
            a = middle + size;
            n -= n / 2 + 1;
        } else {
            n /= 2;
        }
    }
    return NULL;
}

static uint32_t random_state = 1;

int rand(void);
MP_WEAK int rand(void) {
    random_state = random_state * 1103515245 + 12345;
    return (int)(random_state >> 1);
}

void srand(unsigned seed);
MP_WEAK void srand(unsigned seed) {
    random_state = seed;
}

MP_NORETURN void abort(void);
MP_WEAK void abort(void) {
    mp_raise_msg(&mp_type_RuntimeError, "abort() called");
}

// Where assert() goes, by C library.
MP_NORETURN void __assert_fail(const char *text, const char *file, unsigned line, const char *fun);
MP_WEAK void __assert_fail(const char *text, const char *file, unsigned line, const char *fun) {
    (void)fun;
    mp_raise_msg_varg(&mp_type_AssertionError, "%s:%d: %s", file, (int)line, text);
}

MP_NORETURN void __assert_func(const char *file, int line, const char *fun, const char *text);
MP_WEAK void __assert_func(const char *file, int line, const char *fun, const char *text) {
    __assert_fail(text, file, (unsigned)line, fun);
}
