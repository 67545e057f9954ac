// SPDX-License-Identifier: MIT
// Output: the firmware's printf (table entries 53 and 54), float formatting, and printing of
// objects.
#include "args.h"
#include "host.h"

static void plat_write(void *data, const char *text, size_t len) {
    (void)data;
    if (vm.captured) vm.captured->write(vm.captured->data, text, len);
    else port_write(text, len);
}
const print_t plat_print = {NULL, plat_write};

static void text_write(void *data, const char *bytes, size_t len) {
    text_t *text = data;
    if (text->len + len + 1 > text->alloc) {
        size_t alloc = 2 * text->alloc + len + 32;
        if (text->fixed) return;
        text->text = gc_resize(text->text, alloc);
        text->alloc = alloc;
    }
    memcpy(text->text + text->len, bytes, len);
    text->len += len;
    text->text[text->len] = 0;
}

print_t text_printer(text_t *text) {
    *text = (text_t){0};
    text_write(text, "", 0);
    return (print_t){text, text_write};
}

print_t fixed_printer(text_t *text, char *to, size_t size) {
    *text = (text_t){.alloc = size, .text = to, .fixed = true};
    text_write(text, "", 0);
    return (print_t){text, text_write};
}

// --- Numbers -------------------------------------------------------------------------------------

typedef struct {
    bool left, plus, space, zero, alternate;
    int width, precision;
} spec_t;

static void put(const print_t *out, const char *text, size_t len) {
    if (len) out->write(out->data, text, len);
}

static void fill(const print_t *out, char c, int n) {
    for (; n > 0; n--) put(out, &c, 1);
}

// A sign or prefix stands before the zeros that fill a field up.
static void put_field(const print_t *out, const spec_t *spec, const char *sign, const char *text,
                      size_t len) {
    size_t n_sign = strlen(sign);
    int gap = spec->width - (int)(n_sign + len);
    bool zeros = spec->zero && !spec->left;
    if (!spec->left && !zeros) fill(out, ' ', gap);
    put(out, sign, n_sign);
    if (zeros) fill(out, '0', gap);
    put(out, text, len);
    if (spec->left) fill(out, ' ', gap);
}

static void put_int(const print_t *out, const spec_t *spec, uint64_t value, bool neg, int base,
                    bool upper) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        char digit = "0123456789abcdef"[value % (unsigned)base];
        digits[--at] = upper && digit >= 'a' ? (char)(digit - 32) : digit;
        value /= (unsigned)base;
    } while (value);
    const char *sign = neg ? "-" : spec->plus ? "+" : spec->space ? " " : "";
    if (spec->alternate && base == 16) sign = upper ? "0X" : "0x";
    put_field(out, spec, sign, digits + at, sizeof digits - at);
}

// x as `digits` decimal digits, rounded, and the exponent of the first; x > 0.
static uint64_t decimal(double x, int digits, int *exponent) {
    int e = 0;
    for (double y = x; y >= 10; y /= 10) e++;
    for (double y = x; y < 1; y *= 10) e--;
    double limit = 1;
    for (int i = 0; i < digits; i++) limit *= 10;
    for (;; e++) {
        double power = 1, scaled = x;
        int n = digits - 1 - e;
        for (int i = n < 0 ? -n : n; i > 0; i--) {
            power *= 10;
            if (power > 1e300) scaled = n < 0 ? scaled / power : scaled * power, power = 1;
        }
        scaled = n < 0 ? scaled / power : scaled * power;
        uint64_t value = (uint64_t)(scaled + 0.5);
        if ((double)value < limit) {
            *exponent = e;
            return value;
        }
    }
}

// Writes digits with a point after the first `whole` of them (whole <= 0: zeros in front).
static size_t place(char *to, const char *digits, int n, int whole, int decimals) {
    size_t len = 0;
    if (whole <= 0) to[len++] = '0';
    for (int i = 0; i < whole; i++) to[len++] = i < n ? digits[i] : '0';
    if (decimals > 0) to[len++] = '.';
    for (int i = 0; i < decimals; i++) {
        int at = whole + i;
        to[len++] = at >= 0 && at < n ? digits[at] : '0';
    }
    return len;
}

static size_t to_digits(char *to, uint64_t value, int n) {
    for (int i = n; i-- > 0; value /= 10) to[i] = (char)('0' + value % 10);
    return (size_t)n;
}

static size_t format_float(char *to, double x, char how, int precision) {
    char digits[24];
    int e = 0, n;
    if (precision < 0) precision = 6;
    if (how == 'f') {
        if (x == 0) return place(to, "", 0, 0, precision);
        decimal(x, 1, &e);
        n = e + 1 + precision;
        if (n > 17) n = 17;
        if (n <= 0) {  // less than one unit of the last place: round by hand
            double unit = 1;
            for (int i = 0; i < precision; i++) unit /= 10;
            digits[0] = x + x >= unit ? '1' : '0';
            return place(to, digits, 1, 1 - precision, precision);
        }
        to_digits(digits, decimal(x, n, &e), n);
        return place(to, digits, n, e + 1, precision);
    }
    n = how == 'e' ? precision + 1 : precision ? precision : 1;
    if (n > 17) n = 17;
    to_digits(digits, x == 0 ? 0 : decimal(x, n, &e), n);
    if (how == 'g') {
        while (n > 1 && digits[n - 1] == '0') n--;
        if (e >= -4 && e < (precision ? precision : 1))
            return place(to, digits, n, e + 1, n - e - 1 > 0 ? n - e - 1 : 0);
    }
    size_t len = place(to, digits, n, 1, n - 1);
    to[len++] = 'e';
    to[len++] = e < 0 ? '-' : '+';
    if (e < 0) e = -e;
    if (e >= 100) to[len++] = (char)('0' + e / 100);
    to[len++] = (char)('0' + e / 10 % 10);
    to[len++] = (char)('0' + e % 10);
    return len;
}

static void put_float(const print_t *out, const spec_t *spec, double x, char how) {
    char text[400];
    union {
        double d;
        uint64_t bits;
    } u = {x};
    const char *sign = u.bits >> 63 ? "-" : spec->plus ? "+" : spec->space ? " " : "";
    size_t len = 3;
    if (x != x) memcpy(text, "nan", 3), sign = "";
    else if (x - x != 0) memcpy(text, "inf", 3);
    else len = format_float(text, x < 0 ? -x : x, (char)(how | 0x20), spec->precision);
    if (how < 'a')
        for (size_t i = 0; i < len; i++)
            if (text[i] >= 'a') text[i] -= 32;
    put_field(out, spec, sign, text, len);
}

// As repr does, with the digits that survive the host's simple conversion.
void print_float(const print_t *out, double x) {
    char digits[32];
    text_t text;
    print_t printer = fixed_printer(&text, digits, sizeof digits);
    put_float(&printer, &(spec_t){.precision = sizeof(float_t) == 4 ? 7 : 15}, x, 'g');
    put(out, text.text, text.len);
    for (size_t i = 0; i < text.len; i++)
        if ((text.text[i] < '0' || text.text[i] > '9') && text.text[i] != '-') return;
    put(out, ".0", 2);
}

// --- printf --------------------------------------------------------------------------------------

int print_args(const print_t *out, const char *format, args_t *args) {
    for (; *format; format++) {
        if (*format != '%') {
            put(out, format, 1);
            continue;
        }
        spec_t spec = {.precision = -1};
        for (format++;; format++) {
            if (*format == '-') spec.left = true;
            else if (*format == '+') spec.plus = true;
            else if (*format == ' ') spec.space = true;
            else if (*format == '0') spec.zero = true;
            else if (*format == '#') spec.alternate = true;
            else break;
        }
        for (; *format >= '0' && *format <= '9'; format++)
            spec.width = spec.width * 10 + *format - '0';
        if (*format == '.') {
            spec.precision = 0;
            if (*++format == '*') {
                spec.precision = NEXT_ARG(args, int);
                format++;
            }
            for (; *format >= '0' && *format <= '9'; format++)
                spec.precision = spec.precision * 10 + *format - '0';
        }
        bool wide = *format == 'l';
        if (wide) format++;
        switch (*format) {
        case 'b': {
            const char *text = NEXT_ARG(args, int) ? "true" : "false";
            put_field(out, &(spec_t){.left = spec.left, .width = spec.width}, "", text,
                      strlen(text));
            break;
        }
        case 'c': {
            char c = (char)NEXT_ARG(args, int);
            put_field(out, &spec, "", &c, 1);
            break;
        }
        case 'q':
        case 's': {
            size_t len = 0;
            const char *text = *format == 'q' ? qstr_text(NEXT_ARG(args, size_t), NULL)
                                              : NEXT_ARG(args, const char *);
            if (!text) text = "(null)";
            while ((spec.precision < 0 || len < (size_t)spec.precision) && text[len]) len++;
            put_field(out, &spec, "", text, len);
            break;
        }
        case 'd': {
            long value = wide ? NEXT_ARG(args, long) : NEXT_ARG(args, int);
            put_int(out, &spec, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0, 10,
                    false);
            break;
        }
        case 'u':
        case 'x':
        case 'X': {
            unsigned long value = wide ? NEXT_ARG(args, unsigned long) : NEXT_ARG(args, unsigned);
            put_int(out, &spec, value, false, *format == 'u' ? 10 : 16, *format == 'X');
            break;
        }
        case 'p':
        case 'P': put_int(out, &spec, NEXT_ARG(args, word_t), false, 16, *format == 'P'); break;
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G': put_float(out, &spec, NEXT_ARG(args, double), *format); break;
        case '%': put(out, "%", 1); break;
        default:
            fail("AssertionError", "conversion '%c' is not one of the firmware's printf", *format);
        }
    }
    return 0;
}

VARIADIC(int, print, const print_t *out, const char *format) {
    START_ARGS(args, format);
    int n = print_args(out, format, &args);
    END_ARGS(args);
    return n;
}

// Table entry 54.
#ifdef HOST_WINDOWED
int vprint(const print_t *out, const char *format, char *stack, char *reg, int index) {
    return print_args(out, format, &(args_t){stack, reg, index});
}
#else
int vprint(const print_t *out, const char *format, va_list list) {
    args_t args;
    va_copy(args.list, list);
    int n = print_args(out, format, &args);
    va_end(args.list);
    return n;
}
#endif

// --- Objects -------------------------------------------------------------------------------------

void print_quoted(const print_t *out, const char *text, size_t len, bool bytes) {
    bool single = false, twice = false;
    for (size_t i = 0; i < len; i++) single |= text[i] == '\'', twice |= text[i] == '"';
    char quote = single && !twice ? '"' : '\'';
    if (bytes) put(out, "b", 1);
    put(out, &quote, 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == quote || c == '\\') print(out, "\\%c", c);
        else if (c == '\n') put(out, "\\n", 2);
        else if (c == '\r') put(out, "\\r", 2);
        else if (c == '\t') put(out, "\\t", 2);
        else if (c < 32 || c == 127 || (bytes && c > 127)) print(out, "\\x%02x", c);
        else put(out, text + i, 1);
    }
    put(out, &quote, 1);
}

void print_obj(const print_t *out, obj_t o, int kind) {
    const type_t *type = type_of(o);
    print_fn own = (print_fn)slot(type, S_PRINT);
    if (own) own(out, o, kind);
    else print(out, "<%q>", (qstr_t)type->name);
}
