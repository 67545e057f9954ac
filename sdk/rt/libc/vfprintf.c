// SPDX-License-Identifier: 0BSD
// The printf() family: all of C's conversions but %a, %n and wide characters. The firmware's own
// formatter lacks some of them (%i, %zu, %*d, %hd), so it formats only floats.
#include <errno.h>
#include <stdio.h>

#include "../rt.h"

typedef struct {
    const mp_print_t *print;
    int count;
} output_t;

static void put(output_t *out, const char *text, size_t len) {
    if (len != 0) {
        out->print->print_strn(out->print->data, text, len);
    }
    out->count += (int)len;
}

static void fill(output_t *out, char c, int count) {
    for (; count > 0; --count) {
        put(out, &c, 1);
    }
}

typedef struct {
    bool left, plus, space, alternative, zero;
    int width;
    int precision;  // -1: none
} spec_t;

// sign or prefix, then zeros, then the text, padded to the width.
static void put_field(output_t *out, const spec_t *spec, const char *prefix, int zeros,
                      const char *text, size_t len) {
    int prefix_len = (int)strlen(prefix);
    int padding = spec->width - prefix_len - zeros - (int)len;
    if (spec->zero && !spec->left && padding > 0) {
        zeros += padding;
        padding = 0;
    }
    if (!spec->left) {
        fill(out, ' ', padding);
    }
    put(out, prefix, (size_t)prefix_len);
    fill(out, '0', zeros);
    put(out, text, len);
    if (spec->left) {
        fill(out, ' ', padding);
    }
}

static void put_integer(output_t *out, spec_t *spec, unsigned long long value, bool negative,
                        unsigned base, bool upper, const char *prefix) {
    char digits[24];
    char *p = digits + sizeof digits;
    const char *alphabet = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    const char *sign = negative ? "-" : spec->plus ? "+" : spec->space ? " " : "";
    while (value != 0) {
        *--p = alphabet[value % base];
        value /= base;
    }
    int len = (int)(digits + sizeof digits - p);
    int zeros = spec->precision - len;
    if (spec->precision >= 0) {
        spec->zero = false;
    } else if (len == 0) {
        zeros = 1;
    }
    if (base == 8 && spec->alternative && zeros < 1) {
        zeros = 1;
    }
    put_field(out, spec, *prefix != '\0' ? prefix : sign, zeros > 0 ? zeros : 0, p, (size_t)len);
}

typedef struct {
    char text[48];
    size_t len;
} float_text_t;

static void collect(void *data, const char *text, size_t len) {
    float_text_t *to = (float_text_t *)data;
    if (len > sizeof to->text - to->len) {
        len = sizeof to->text - to->len;
    }
    memcpy(to->text + to->len, text, len);
    to->len += len;
}

static void put_float(output_t *out, spec_t *spec, double value, char conversion) {
    float_text_t text;
    text.len = 0;
    const mp_print_t to_text = {&text, collect};
    char format[] = "%.00f";
    int precision = spec->precision < 0 ? 6 : spec->precision > 30 ? 30 : spec->precision;
    format[2] = (char)('0' + precision / 10);
    format[3] = (char)('0' + precision % 10);
    format[4] = conversion;
    mp_printf(&to_text, format, value);
    bool negative = text.len != 0 && text.text[0] == '-';
    const char *digits = text.text + negative;
    if (*digits < '0' || *digits > '9') {
        spec->zero = false;  // inf, nan
    }
    put_field(out, spec,
              negative      ? "-"
              : spec->plus  ? "+"
              : spec->space ? " "
                            : "",
              0, digits, text.len - negative);
}

static int read_number(const char **format, va_list *args) {
    if (**format == '*') {
        ++*format;
        return va_arg(*args, int);
    }
    int number = 0;
    for (; **format >= '0' && **format <= '9'; ++*format) {
        number = number * 10 + (**format - '0');
    }
    return number;
}

static const char *read_spec(const char *format, spec_t *spec, va_list *args) {
    memset(spec, 0, sizeof *spec);
    for (;; ++format) {
        switch (*format) {
            case '-':
                spec->left = true;
                continue;
            case '+':
                spec->plus = true;
                continue;
            case ' ':
                spec->space = true;
                continue;
            case '#':
                spec->alternative = true;
                continue;
            case '0':
                spec->zero = true;
                continue;
            default:
                break;
        }
        break;
    }
    spec->width = read_number(&format, args);
    if (spec->width < 0) {
        spec->left = true;
        spec->width = -spec->width;
    }
    spec->precision = -1;
    if (*format == '.') {
        ++format;
        spec->precision = read_number(&format, args);
    }
    return format;
}

// Bytes of the integer argument, by its length modifier.
static const char *read_length(const char *format, size_t *size) {
    *size = sizeof(int);
    switch (*format) {
        case 'h':
            *size = format[1] == 'h' ? sizeof(char) : sizeof(short);
            return format + (format[1] == 'h' ? 2 : 1);
        case 'l':
            *size = format[1] == 'l' ? sizeof(long long) : sizeof(long);
            return format + (format[1] == 'l' ? 2 : 1);
        case 'L':
        case 'j':
            *size = sizeof(long long);
            return format + 1;
        case 'z':
        case 't':
            *size = sizeof(size_t);
            return format + 1;
        default:
            return format;
    }
}

static void put_signed(output_t *out, spec_t *spec, size_t size, va_list *args) {
    long long value = size == sizeof(long long) ? va_arg(*args, long long)
                      : size == sizeof(long)    ? va_arg(*args, long)
                                                : va_arg(*args, int);
    if (size == sizeof(short)) {
        value = (short)value;
    } else if (size == sizeof(char)) {
        value = (signed char)value;
    }
    unsigned long long magnitude = (unsigned long long)value;
    put_integer(out, spec, value < 0 ? 0 - magnitude : magnitude, value < 0, 10, false, "");
}

static void put_unsigned(output_t *out, spec_t *spec, size_t size, char conversion, va_list *args) {
    unsigned long long value = size == sizeof(long long) ? va_arg(*args, unsigned long long)
                               : size == sizeof(long)    ? va_arg(*args, unsigned long)
                                                         : va_arg(*args, unsigned int);
    if (size == sizeof(short)) {
        value = (unsigned short)value;
    } else if (size == sizeof(char)) {
        value = (unsigned char)value;
    }
    spec->plus = spec->space = false;
    bool hex = (conversion | 0x20) == 'x';
    const char *prefix =
        hex && spec->alternative && value != 0 ? conversion == 'x' ? "0x" : "0X" : "";
    put_integer(out, spec, value, false,
                hex                 ? 16
                : conversion == 'o' ? 8
                                    : 10,
                conversion == 'X', prefix);
}

static void put_text(output_t *out, spec_t *spec, const char *text) {
    if (text == NULL) {
        text = "(null)";
    }
    size_t limit = spec->precision < 0 ? SIZE_MAX : (size_t)spec->precision;
    spec->zero = false;
    put_field(out, spec, "", 0, text, strnlen(text, limit));
}

static int format_to(const mp_print_t *print, const char *format, va_list arguments) {
    output_t out = {print, 0};
    va_list args;
    va_copy(args, arguments);  // so that its address may be passed on
    for (;;) {
        const char *start = format;
        while (*format != '\0' && *format != '%') {
            ++format;
        }
        put(&out, start, (size_t)(format - start));
        if (*format == '\0') {
            break;
        }
        const char *conversion_start = format;
        spec_t spec;
        size_t size;
        format = read_length(read_spec(format + 1, &spec, &args), &size);
        char conversion = *format;
        switch (conversion) {
            case 'd':
            case 'i':
                put_signed(&out, &spec, size, &args);
                break;
            case 'u':
            case 'x':
            case 'X':
            case 'o':
                put_unsigned(&out, &spec, size, conversion, &args);
                break;
            case 'p': {
                uintptr_t value = (uintptr_t)va_arg(args, void *);
                put_integer(&out, &spec, value, false, 16, false, "0x");
                break;
            }
            case 'c': {
                char c = (char)va_arg(args, int);
                spec.zero = false;
                put_field(&out, &spec, "", 0, &c, 1);
                break;
            }
            case 's':
                put_text(&out, &spec, va_arg(args, const char *));
                break;
            case 'f':
            case 'F':
            case 'e':
            case 'E':
            case 'g':
            case 'G':
                put_float(&out, &spec, va_arg(args, double), conversion);
                break;
            case '%':
                put(&out, "%", 1);
                break;
            default:  // not a conversion: shown as it is
                format -= conversion == '\0';
                put(&out, conversion_start, (size_t)(format + 1 - conversion_start));
        }
        ++format;
    }
    va_end(args);
    return out.count;
}

typedef struct {
    char *to;
    size_t room;  // without the NUL
} buffer_t;

static void store(void *data, const char *text, size_t len) {
    buffer_t *buffer = (buffer_t *)data;
    if (len > buffer->room) {
        len = buffer->room;
    }
    memcpy(buffer->to, text, len);
    buffer->to += len;
    buffer->room -= len;
}

int vsnprintf(char *to, size_t size, const char *format, va_list args) {
    buffer_t buffer = {to, size == 0 ? 0 : size - 1};
    const mp_print_t print = {&buffer, store};
    int count = format_to(&print, format, args);
    if (size != 0) {
        *buffer.to = '\0';
    }
    return count;
}

int vsprintf(char *to, const char *format, va_list args) {
    return vsnprintf(to, SIZE_MAX / 2, format, args);
}

int vprintf(const char *format, va_list args) {
    return format_to(&mp_plat_print, format, args);
}

static void print_to_file(void *data, const char *text, size_t len) {
    fwrite(text, 1, len, (FILE *)data);
}

int vfprintf(FILE *file, const char *format, va_list args) {
    const mp_print_t print = {file, print_to_file};
    int count = format_to(&print, format, args);
    return ferror(file) ? -1 : count;
}

int snprintf(char *to, size_t size, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int count = vsnprintf(to, size, format, args);
    va_end(args);
    return count;
}

int sprintf(char *to, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int count = vsprintf(to, format, args);
    va_end(args);
    return count;
}

int printf(const char *format, ...) {
    va_list args;
    va_start(args, format);
    int count = vprintf(format, args);
    va_end(args);
    return count;
}

int fprintf(FILE *file, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int count = vfprintf(file, format, args);
    va_end(args);
    return count;
}
