// Formatted text as ISO C has it, into memory or to the platform's console. Floats are formatted by
// the firmware.
#include "libc.h"

#include "py/formatfloat.h"

typedef struct {
    char *buf;    // NULL: the console
    size_t size;  // of buf; what does not fit is counted only
    size_t len;
} sink;

static void put(sink *out, const char *text, size_t len) {
    if (out->buf == NULL) {
        mp_plat_print.print_strn(mp_plat_print.data, text, len);
    } else if (out->len < out->size) {
        memcpy(out->buf + out->len, text, MIN(len, out->size - out->len));
    }
    out->len += len;
}

static void put_repeated(sink *out, char c, int n) {
    for (; n > 0; --n) {
        put(out, &c, 1);
    }
}

enum { LEFT = 1, PLUS = 2, SPACE = 4, ALTERNATE = 8, ZERO = 16 };

typedef struct {
    unsigned flags;
    int width;
    int precision;  // -1: none
} format;

// prefix (sign or 0x), zeros, digits; padded to the width.
static void put_field(sink *out, const format *f, const char *prefix, int zeros, const char *text,
                      int len) {
    int prefix_len = (int)strlen(prefix);
    int missing = f->width - prefix_len - zeros - len;
    if (!(f->flags & (LEFT | ZERO))) {
        put_repeated(out, ' ', missing);
    }
    put(out, prefix, (size_t)prefix_len);
    if (!(f->flags & LEFT) && f->flags & ZERO) {
        put_repeated(out, '0', missing);
    }
    put_repeated(out, '0', zeros);
    put(out, text, (size_t)len);
    if (f->flags & LEFT) {
        put_repeated(out, ' ', missing);
    }
}

static const char *sign_prefix(const format *f, bool negative) {
    return negative ? "-" : f->flags & PLUS ? "+" : f->flags & SPACE ? " " : "";
}

static void put_integer(sink *out, format *f, unsigned long long value, unsigned base,
                        const char *prefix, bool capitals) {
    char digits[24];
    char *first = digits + sizeof(digits);
    for (; value != 0; value /= base) {
        unsigned digit = (unsigned)(value % base);
        *--first = (char)(digit < 10 ? '0' + digit : (capitals ? 'A' : 'a') + digit - 10);
    }
    int len = (int)(digits + sizeof(digits) - first);
    int precision = f->precision < 0 ? 1 : f->precision;
    if (f->precision >= 0) {
        f->flags &= ~(unsigned)ZERO;
    }
    put_field(out, f, prefix, MAX(precision - len, 0), first, len);
}

#if MICROPY_PY_BUILTINS_FLOAT
static void put_float(sink *out, format *f, double value, char conversion) {
    char text[40];
    int precision = f->precision < 0 ? 6 : f->precision;
    int len = mp_format_float((mp_float_t)value, text, sizeof(text), conversion, precision, 0);
    bool negative = text[0] == '-';
    if (value - value != 0) {
        f->flags &= ~(unsigned)ZERO;  // inf and nan
    }
    put_field(out, f, sign_prefix(f, negative), 0, text + negative, len - negative);
}
#endif

// The number at **at, or the next argument for `*`.
static int read_number(const char **at, va_list *args) {
    if (**at == '*') {
        ++*at;
        return va_arg(*args, int);
    }
    int n = 0;
    for (; **at >= '0' && **at <= '9'; ++*at) {
        n = 10 * n + (**at - '0');
    }
    return n;
}

static unsigned read_flags(const char **at) {
    unsigned flags = 0;
    for (;; ++*at) {
        char c = **at;
        if (c == '-') {
            flags |= LEFT;
        } else if (c == '+') {
            flags |= PLUS;
        } else if (c == ' ') {
            flags |= SPACE;
        } else if (c == '#') {
            flags |= ALTERNATE;
        } else if (c == '0') {
            flags |= ZERO;
        } else {
            return flags;
        }
    }
}

// Bytes of the integer that a length modifier names.
static size_t read_size(const char **at) {
    size_t size = sizeof(int);
    for (;; ++*at) {
        char c = **at;
        if (c == 'h') {
            size /= 2;
        } else if (c == 'l') {
            size = size == sizeof(int) && (*at)[1] != 'l' ? sizeof(long) : sizeof(long long);
        } else if (c == 'z' || c == 't') {
            size = sizeof(size_t);
        } else if (c == 'j') {
            size = sizeof(intmax_t);
        } else if (c != 'L') {
            return size;
        }
    }
}

static unsigned long long read_integer(va_list *args, size_t size, bool is_signed) {
    unsigned long long value =
        size > sizeof(int) ? (size == sizeof(long long) ? va_arg(*args, unsigned long long)
                                                        : va_arg(*args, unsigned long))
                           : va_arg(*args, unsigned);
    unsigned unused = (unsigned)(8 * (sizeof(value) - size));
    value <<= unused;
    return is_signed ? (unsigned long long)((long long)value >> unused) : value >> unused;
}

static void put_conversion(sink *out, format *f, size_t size, char conversion, va_list *args) {
    if (conversion == 'd' || conversion == 'i') {
        unsigned long long value = read_integer(args, size, true);
        bool negative = (long long)value < 0;
        put_integer(out, f, negative ? 0 - value : value, 10, sign_prefix(f, negative), false);
    } else if (conversion == 'u') {
        put_integer(out, f, read_integer(args, size, false), 10, "", false);
    } else if (conversion == 'o') {
        put_integer(out, f, read_integer(args, size, false), 8,
                    f->flags & ALTERNATE ? "0" : "", false);
    } else if (conversion == 'x' || conversion == 'X') {
        unsigned long long value = read_integer(args, size, false);
        const char *prefix = conversion == 'x' ? "0x" : "0X";
        put_integer(out, f, value, 16, f->flags & ALTERNATE && value != 0 ? prefix : "",
                    conversion == 'X');
    } else if (conversion == 'p') {
        put_integer(out, f, (uintptr_t)va_arg(*args, void *), 16, "0x", false);
    } else if (conversion == 'c') {
        char c = (char)va_arg(*args, int);
        put_field(out, f, "", 0, &c, 1);
    } else if (conversion == 's') {
        const char *text = va_arg(*args, const char *);
        if (text == NULL) {
            text = "(null)";
        }
        size_t len = 0;
        while ((f->precision < 0 || len < (size_t)f->precision) && text[len] != '\0') {
            ++len;
        }
        put_field(out, f, "", 0, text, (int)len);
#if MICROPY_PY_BUILTINS_FLOAT
    } else if ((conversion | 0x20) >= 'e' && (conversion | 0x20) <= 'g') {
        put_float(out, f, va_arg(*args, double), conversion);
#endif
    } else {
        put(out, &conversion, 1);
    }
}

static int format_text(sink *out, const char *at, va_list arguments) {
    va_list args;
    va_copy(args, arguments);
    while (*at != '\0') {
        if (*at != '%') {
            const char *end = at;
            while (*end != '\0' && *end != '%') {
                ++end;
            }
            put(out, at, (size_t)(end - at));
            at = end;
            continue;
        }
        ++at;
        format f;
        f.flags = read_flags(&at);
        f.width = read_number(&at, &args);
        if (f.width < 0) {
            f.flags |= LEFT;
            f.width = -f.width;
        }
        f.precision = -1;
        if (*at == '.') {
            ++at;
            f.precision = read_number(&at, &args);
        }
        size_t size = read_size(&at);
        if (*at == '\0') {
            break;
        }
        put_conversion(out, &f, size, *at++, &args);
    }
    va_end(args);
    return (int)out->len;
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
MP_WEAK int vsnprintf(char *buf, size_t size, const char *fmt, va_list args) {
    char nothing;
    sink out = {size == 0 ? &nothing : buf, size == 0 ? 0 : size - 1, 0};
    int len = format_text(&out, fmt, args);
    if (size != 0) {
        buf[MIN(out.len, out.size)] = '\0';
    }
    return len;
}

int vsprintf(char *buf, const char *fmt, va_list args);
MP_WEAK int vsprintf(char *buf, const char *fmt, va_list args) {
    return vsnprintf(buf, INT_MAX, fmt, args);
}

int vprintf(const char *fmt, va_list args);
MP_WEAK int vprintf(const char *fmt, va_list args) {
    sink out = {NULL, 0, 0};
    return format_text(&out, fmt, args);
}

int snprintf(char *buf, size_t size, const char *fmt, ...);
MP_WEAK int snprintf(char *buf, size_t size, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int len = vsnprintf(buf, size, fmt, args);
    va_end(args);
    return len;
}

int sprintf(char *buf, const char *fmt, ...);
MP_WEAK int sprintf(char *buf, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int len = vsprintf(buf, fmt, args);
    va_end(args);
    return len;
}

int printf(const char *fmt, ...);
MP_WEAK int printf(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int len = vprintf(fmt, args);
    va_end(args);
    return len;
}

int puts(const char *s);
MP_WEAK int puts(const char *s) {
    mp_printf(&mp_plat_print, "%s\n", s);
    return 0;
}

int putchar(int c);
MP_WEAK int putchar(int c) {
    char text = (char)c;
    mp_plat_print.print_strn(mp_plat_print.data, &text, 1);
    return (byte)c;
}
