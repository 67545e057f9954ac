// SPDX-License-Identifier: MIT
// int, bool and float. An int is a sign and 64 bits, which is what a module's C can ask for; a
// larger one raises OverflowError. Floats are double, or single in representation C.
#include "host.h"

typedef struct {
    base_t base;
    size_t neg;
    uint64_t mag;
} big_t;
typedef struct {
    base_t base;
    float_t value;
} float_obj_t;

// --- Ints ----------------------------------------------------------------------------------------

obj_t from_num(num_t n) {
    const uint64_t limit = (uint64_t)INTPTR_MAX / 2;
    if (n.mag <= limit || (n.neg && n.mag == limit + 1))
        return small(n.neg ? (int_t)(0 - (word_t)n.mag) : (int_t)n.mag);
    big_t *big = NEW(big_t);
    *big = (big_t){{&type_int}, n.neg, n.mag};
    return big;
}

static num_t num_of(int64_t v) { return (num_t){v < 0, v < 0 ? 0 - (uint64_t)v : (uint64_t)v}; }

obj_t from_i64(int64_t v) { return from_num(num_of(v)); }
obj_t from_int(int_t v) { return from_num(num_of(v)); }
obj_t from_uint(word_t v) { return from_num((num_t){false, v}); }

bool get_num(obj_t o, num_t *to) {
    if (is_small(o)) {
        *to = num_of(small_value(o));
    } else if (o == TRUE || o == FALSE) {
        *to = (num_t){false, o == TRUE};
    } else if (is_ptr(o) && o && type_of(o) == &type_int) {
        *to = (num_t){((big_t *)o)->neg, ((big_t *)o)->mag};
    } else {
        return false;
    }
    return true;
}

// Also what says that it has an int value.
static num_t need_num(obj_t o) {
    num_t n;
    if (get_num(o, &n)) return n;
    unary_fn own = (unary_fn)slot(type_of(o), S_UNARY);
    obj_t value = own ? own(INT_MAYBE, o) : NULL_OBJ;
    if (value == NULL_OBJ || !get_num(value, &n))
        fail("TypeError", "%q is no int", (qstr_t)type_of(o)->name);
    return n;
}

word_t int_truncated(obj_t o) {
    num_t n = need_num(o);
    return n.neg ? 0 - (word_t)n.mag : (word_t)n.mag;
}

int_t get_int(obj_t o) {
    num_t n = need_num(o);
    if (n.mag > (uint64_t)INTPTR_MAX + n.neg) fail("OverflowError", "int too large for a word");
    return (int_t)(n.neg ? 0 - (word_t)n.mag : (word_t)n.mag);
}

static _Noreturn void too_large(void) { fail("OverflowError", "int of more than 64 bits"); }

static num_t add(num_t a, num_t b) {
    if (a.neg == b.neg) {
        num_t sum = {a.neg, a.mag + b.mag};
        if (sum.mag < a.mag) too_large();
        return sum;
    }
    if (a.mag >= b.mag) return (num_t){a.neg && a.mag != b.mag, a.mag - b.mag};
    return (num_t){b.neg, b.mag - a.mag};
}

static num_t multiply(num_t a, num_t b) {
    if (b.mag && a.mag > UINT64_MAX / b.mag) too_large();
    return (num_t){a.neg != b.neg && a.mag && b.mag, a.mag * b.mag};
}

// The quotient is rounded down, so that the remainder has the divisor's sign.
static num_t divide(num_t a, num_t b, num_t *rest) {
    if (b.mag == 0) fail("ZeroDivisionError", "divide by zero");
    num_t quotient = {a.neg != b.neg, a.mag / b.mag};
    uint64_t r = a.mag % b.mag;
    if (r && quotient.neg) {
        quotient.mag++;
        r = b.mag - r;
    }
    if (quotient.mag == 0) quotient.neg = false;
    *rest = (num_t){b.neg && r, r};
    return quotient;
}

static num_t shift(num_t a, num_t by, bool left) {
    if (by.neg) fail("ValueError", "negative shift count");
    if (left) {
        if (a.mag && (by.mag > 63 || a.mag << by.mag >> by.mag != a.mag)) too_large();
        return (num_t){a.neg, a.mag ? a.mag << by.mag : 0};
    }
    if (by.mag > 63) return (num_t){a.neg, a.neg};
    uint64_t mag = a.mag >> by.mag;
    if (a.neg && mag << by.mag != a.mag) mag++;
    return (num_t){a.neg, mag};
}

static num_t power(num_t base, uint64_t exponent) {
    num_t result = {false, 1};
    while (exponent) {
        if (exponent & 1) result = multiply(result, base);
        if (exponent >>= 1) base = multiply(base, base);
    }
    return result;
}

static num_t bitwise(int op, num_t a, num_t b) {
    bool is_signed = a.neg || b.neg;
    if (is_signed && (a.mag > (uint64_t)INT64_MAX + a.neg || b.mag > (uint64_t)INT64_MAX + b.neg))
        too_large();
    uint64_t x = a.neg ? 0 - a.mag : a.mag, y = b.neg ? 0 - b.mag : b.mag;
    uint64_t r = op == OR ? x | y : op == XOR ? x ^ y : x & y;
    return is_signed ? num_of((int64_t)r) : (num_t){false, r};
}

static int compare(num_t a, num_t b) {
    if (a.neg != b.neg) return a.neg ? -1 : 1;
    int order = a.mag < b.mag ? -1 : a.mag > b.mag;
    return a.neg ? -order : order;
}

static obj_t compared(int op, int order) {
    switch (op) {
    case LESS: return from_bool(order < 0);
    case MORE: return from_bool(order > 0);
    case EQUAL: return from_bool(order == 0);
    case LESS_EQUAL: return from_bool(order <= 0);
    case MORE_EQUAL: return from_bool(order >= 0);
    default: return from_bool(order != 0);
    }
}

static obj_t int_binary(int op, num_t a, num_t b) {
    num_t rest;
    switch (op) {
    case LESS:
    case MORE:
    case EQUAL:
    case LESS_EQUAL:
    case MORE_EQUAL:
    case NOT_EQUAL: return compared(op, compare(a, b));
    case OR:
    case XOR:
    case AND: return from_num(bitwise(op, a, b));
    case LSHIFT:
    case RSHIFT: return from_num(shift(a, b, op == LSHIFT));
    case ADD: return from_num(add(a, b));
    case SUB: b.neg = !b.neg && b.mag; return from_num(add(a, b));
    case MUL: return from_num(multiply(a, b));
    case FLOORDIV: return from_num(divide(a, b, &rest));
    case MOD: divide(a, b, &rest); return from_num(rest);
    case DIVMOD: {
        obj_t pair[2] = {from_num(divide(a, b, &rest)), NULL_OBJ};
        pair[1] = from_num(rest);
        return new_tuple(2, pair);
    }
    case POWER:
        if (!b.neg) return from_num(power(a, b.mag));
        return NULL_OBJ;
    default: return NULL_OBJ;
    }
}

// --- Floats --------------------------------------------------------------------------------------

static double num_to_float(num_t n) { return n.neg ? -(double)n.mag : (double)n.mag; }

obj_t from_float(double value) {
#ifdef HOST_REPR_C
    union {
        float f;
        uint32_t bits;
    } u = {(float)value};
    return (obj_t)(((u.bits & ~3u) | 2) + 0x80800000u);
#else
    float_obj_t *o = NEW(float_obj_t);
    *o = (float_obj_t){{&type_float}, value};
    return o;
#endif
}

bool get_float(obj_t o, double *to) {
    num_t n;
    if (type_of(o) == &type_float) {
#ifdef HOST_REPR_C
        union {
            uint32_t bits;
            float f;
        } u = {((word_t)o - 0x80800000u) & ~3u};
        u.bits |= u.bits >> 2 & 3;  // as 1.26: two lost bits are filled with their neighbours
        *to = u.f;
#else
        *to = ((float_obj_t *)o)->value;
#endif
        return true;
    }
    if (!get_num(o, &n)) return false;
    *to = num_to_float(n);
    return true;
}

double need_float(obj_t o) {
    double value;
    if (get_float(o, &value)) return value;
    unary_fn own = (unary_fn)slot(type_of(o), S_UNARY);
    obj_t other = own ? own(FLOAT_MAYBE, o) : NULL_OBJ;
    if (other == NULL_OBJ || !get_float(other, &value))
        fail("TypeError", "%q is no float", (qstr_t)type_of(o)->name);
    return value;
}

static double round_down(double x) {
    if (!(x > -9e15 && x < 9e15)) return x;  // beyond it there is no fraction
    double whole = (double)(int64_t)x;
    return whole > x ? whole - 1 : whole;
}

static double float_power(double base, double exponent) {
    if (exponent != round_down(exponent) || exponent > 1e6 || exponent < -1e6)
        fail("NotImplementedError", "the host has powers of whole exponents only");
    double result = 1;
    for (int64_t n = (int64_t)(exponent < 0 ? -exponent : exponent); n; n >>= 1, base *= base)
        if (n & 1) result *= base;
    return exponent < 0 ? 1 / result : result;
}

static obj_t float_binary(int op, double a, double b) {
    switch (op) {
    case LESS: return from_bool(a < b);
    case MORE: return from_bool(a > b);
    case EQUAL: return from_bool(a == b);
    case LESS_EQUAL: return from_bool(a <= b);
    case MORE_EQUAL: return from_bool(a >= b);
    case NOT_EQUAL: return from_bool(a != b);
    case ADD: return from_float(a + b);
    case SUB: return from_float(a - b);
    case MUL: return from_float(a * b);
    case POWER: return from_float(float_power(a, b));
    case TRUEDIV:
    case FLOORDIV:
    case MOD:
    case DIVMOD: {
        if (b == 0) fail("ZeroDivisionError", "divide by zero");
        double floor = round_down(a / b);
        if (op == TRUEDIV) return from_float(a / b);
        if (op == FLOORDIV) return from_float(floor);
        if (op == MOD) return from_float(a - floor * b);
        obj_t pair[2] = {from_float(floor), from_float(a - floor * b)};
        return new_tuple(2, pair);
    }
    default: return NULL_OBJ;
    }
}

// --- Both ----------------------------------------------------------------------------------------

obj_t number_binary(int op, obj_t left, obj_t right) {
    if (op >= INPLACE_OR && op <= INPLACE_POWER) op += OR - INPLACE_OR;
    if (op >= REVERSE_OR && op <= REVERSE_POWER) {
        op += OR - REVERSE_OR;
        obj_t swap = left;
        left = right;
        right = swap;
    }
    num_t a, b;
    double x, y;
    bool floats = type_of(left) == &type_float || type_of(right) == &type_float;
    if (!floats && op != TRUEDIV && get_num(left, &a) && get_num(right, &b)) {
        obj_t result = int_binary(op, a, b);
        if (result != NULL_OBJ || op != POWER) return result;
    }
    if (get_float(left, &x) && get_float(right, &y)) return float_binary(op, x, y);
    return NULL_OBJ;
}

obj_t number_unary(int op, obj_t o) {
    num_t n;
    double x;
    bool is_float = type_of(o) == &type_float;
    if (is_float) {
        get_float(o, &x);
        switch (op) {
        case BOOL: return from_bool(x != 0);
        case HASH: return small((int_t)x);
        case POSITIVE: return o;
        case NEGATIVE: return from_float(-x);
        case ABS: return from_float(x < 0 ? -x : x);
        default: return NULL_OBJ;
        }
    }
    get_num(o, &n);
    switch (op) {
    case BOOL: return from_bool(n.mag != 0);
    case HASH: return small((int_t)((word_t)n.mag << 1) >> 1);
    case POSITIVE:
    case INT_MAYBE: return from_num(n);
    case NEGATIVE: return from_num((num_t){!n.neg && n.mag, n.mag});
    case INVERT: {
        num_t plus = add(n, (num_t){false, 1});
        return from_num((num_t){!plus.neg && plus.mag, plus.mag});
    }
    case ABS: return from_num((num_t){false, n.mag});
    default: return NULL_OBJ;
    }
}

void number_print(const print_t *out, obj_t o, int kind) {
    (void)kind;
    num_t n;
    double x;
    if (type_of(o) == &type_float) {
        get_float(o, &x);
        print_float(out, x);
        return;
    }
    get_num(o, &n);
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n.mag % 10);
        n.mag /= 10;
    } while (n.mag);
    if (n.neg) digits[--at] = '-';
    out->write(out->data, digits + at, sizeof digits - at);
}

static obj_t parse_float(const char *s, const char *end, bool neg) {
    double value = 0;
    int exponent = 0, n_digits = 0;
    if (end - s == 3 && memcmp(s, "inf", 3) == 0)
        return from_float(neg ? -1e300 * 1e300 : 1e300 * 1e300);
    if (end - s == 3 && memcmp(s, "nan", 3) == 0) return from_float(1e300 * 1e300 - 1e300 * 1e300);
    for (bool point = false; s < end; s++) {
        if (*s == '.' && !point) {
            point = true;
            continue;
        }
        if (*s < '0' || *s > '9') break;
        value = value * 10 + (*s - '0');
        exponent -= point;
        n_digits++;
    }
    if (s < end && (*s == 'e' || *s == 'E')) {
        bool down = ++s < end && *s == '-';
        if (s < end && (*s == '-' || *s == '+')) s++;
        int e = 0;
        if (s == end) return NULL_OBJ;
        for (; s < end && *s >= '0' && *s <= '9' && e < 1000; s++) e = e * 10 + (*s - '0');
        exponent += down ? -e : e;
    }
    if (s != end || n_digits == 0) return NULL_OBJ;
    double scale = 1;
    for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--) scale *= 10;
    value = exponent < 0 ? value / scale : value * scale;
    return from_float(neg ? -value : value);
}

// radix 0: as written, a float included.
obj_t parse_number(const char *s, size_t len, int radix) {
    const char *end = s + len;
    while (s < end && (*s == ' ' || *s == '\n')) s++;
    while (s < end && (end[-1] == ' ' || end[-1] == '\n')) end--;
    bool neg = s < end && *s == '-';
    if (s < end && (*s == '-' || *s == '+')) s++;
    const char *digits = s;
    int base = radix ? radix : 10;
    if (end - s > 2 && s[0] == '0' && (radix == 0 || radix == 16 || radix == 2)) {
        char mark = s[1] | 0x20;
        if (mark == 'x' && radix != 2) base = 16, s += 2;
        if (mark == 'b' && radix != 16) base = 2, s += 2;
        if (mark == 'o' && radix == 0) base = 8, s += 2;
    }
    num_t n = {false, 0};
    const char *first = s;
    for (; s < end; s++) {
        int digit = *s >= '0' && *s <= '9' ? *s - '0'
                    : (*s | 0x20) >= 'a'   ? (*s | 0x20) - 'a' + 10
                                           : 99;
        if (*s == '_') continue;
        if (digit >= base) break;
        n = add(multiply(n, (num_t){false, (uint64_t)base}), (num_t){false, (uint64_t)digit});
    }
    if (s == end && s > first) return from_num((num_t){neg && n.mag, n.mag});
    return radix == 0 ? parse_float(digits, end, neg) : NULL_OBJ;
}
