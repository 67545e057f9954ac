// SPDX-License-Identifier: MIT
// Integers of any size as C sees them: mpz_* on the digits of int objects, and mp_obj_int_*.
#include <stdio.h>
#include <string.h>

#include "py/objint.h"
#include "py/parsenum.h"
#include "py/runtime.h"

// A function of the module and its entry in the table: kind, name, the expression it returns.
#define CALL_0(name, ...)                          \
    static mp_obj_t mpzs_##name(void) {            \
        return __VA_ARGS__;                        \
    }                                              \
    static MP_DEFINE_CONST_FUN_OBJ_0(mpzs_##name##_obj, mpzs_##name);
#define CALL_1(name, ...)                          \
    static mp_obj_t mpzs_##name(mp_obj_t a) {      \
        return __VA_ARGS__;                        \
    }                                              \
    static MP_DEFINE_CONST_FUN_OBJ_1(mpzs_##name##_obj, mpzs_##name);
#define CALL_2(name, ...)                                 \
    static mp_obj_t mpzs_##name(mp_obj_t a, mp_obj_t b) { \
        return __VA_ARGS__;                               \
    }                                                     \
    static MP_DEFINE_CONST_FUN_OBJ_2(mpzs_##name##_obj, mpzs_##name);
#define CALL_3(name, ...)                                             \
    static mp_obj_t mpzs_##name(mp_obj_t a, mp_obj_t b, mp_obj_t c) { \
        return __VA_ARGS__;                                           \
    }                                                                 \
    static MP_DEFINE_CONST_FUN_OBJ_3(mpzs_##name##_obj, mpzs_##name);
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&mpzs_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

static mp_obj_t text(const char *s, size_t len) {
    return mp_obj_new_str(s, len);
}

// The number in hexadecimal with everything that a text can have, and what it is.
static mp_obj_t describe(mpz_t *z) {
    char *buf = m_new(char, mp_int_format_size(mpz_max_num_bits(z) + 16, 16, "0x", 0));
    size_t len = mpz_as_str_inpl(z, 16, "0x", 'a', 0, buf);
    mp_obj_t items[] = {
        text(buf, len),
        mp_obj_new_bool(mpz_is_zero(z)),
        mp_obj_new_bool(mpz_is_neg(z)),
        mp_obj_new_bool(mpz_max_num_bits(z) % MPZ_DIG_SIZE == 0),
    };
    mpz_deinit(z);
    m_del(char, buf, len);
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static void load(mpz_t *z, mp_obj_t number) {
    mpz_init_zero(z);
    if (mp_obj_is_small_int(number)) {
        mpz_set_from_int(z, MP_OBJ_SMALL_INT_VALUE(number));
    } else if (mp_obj_is_exact_type(number, &mp_type_int)) {
        mpz_set(z, &((mp_obj_int_t *)MP_OBJ_TO_PTR(number))->mpz);
    } else {
        mp_raise_TypeError(MP_ERROR_TEXT("no int"));
    }
}

typedef void (*unary_t)(mpz_t *dest, const mpz_t *z);
typedef void (*binary_t)(mpz_t *dest, const mpz_t *a, const mpz_t *b);
typedef void (*shift_t)(mpz_t *dest, const mpz_t *a, mp_uint_t n);

static mp_obj_t unary(mp_obj_t a, unary_t op) {
    mpz_t x, y;
    load(&x, a);
    mpz_init_from_int(&y, 5);
    op(&y, &x);
    op(&x, &x);
    mp_obj_t same = mp_obj_new_bool(mpz_cmp(&x, &y) == 0);
    mpz_deinit(&y);
    mp_obj_t items[] = {describe(&x), same};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t binary(mp_obj_t a, mp_obj_t b, binary_t op) {
    mpz_t x, y, z;
    load(&x, a);
    load(&y, b);
    mpz_init_zero(&z);
    op(&z, &x, &y);
    op(&x, &x, &y);
    mp_obj_t same = mp_obj_new_bool(mpz_cmp(&x, &z) == 0);
    mpz_deinit(&x);
    mpz_deinit(&y);
    mp_obj_t items[] = {describe(&z), same};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t shift(mp_obj_t a, mp_obj_t n, shift_t op) {
    mpz_t x, y;
    load(&x, a);
    mpz_init_zero(&y);
    op(&y, &x, (mp_uint_t)mp_obj_get_int(n));
    mpz_deinit(&x);
    return describe(&y);
}

// The two results of a division; the second as it is in place of an operand.
static mp_obj_t divided(mp_obj_t a, mp_obj_t b) {
    mpz_t x, y, quotient, rest;
    load(&x, a);
    load(&y, b);
    mpz_init_zero(&quotient);
    mpz_init_zero(&rest);
    mpz_divmod_inpl(&quotient, &rest, &x, &y);
    mpz_deinit(&x);
    mpz_deinit(&y);
    mp_obj_t items[] = {describe(&quotient), describe(&rest)};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t power(mp_obj_t a, mp_obj_t b, mp_obj_t c) {
    mpz_t x, y, z, result;
    load(&x, a);
    load(&y, b);
    mpz_init_zero(&result);
    if (c == mp_const_none) {
        mpz_pow_inpl(&result, &x, &y);
    } else {
        load(&z, c);
        mpz_pow3_inpl(&result, &x, &y, &z);
        mpz_deinit(&z);
    }
    mpz_deinit(&x);
    mpz_deinit(&y);
    return describe(&result);
}

static mp_obj_t of_text(mp_obj_t s, mp_obj_t base, mp_obj_t neg) {
    size_t len;
    const char *data = mp_obj_str_get_data(s, &len);
    mpz_t z;
    mpz_init_zero(&z);
    size_t used = mpz_set_from_str(&z, data, len, mp_obj_is_true(neg), (unsigned)mp_obj_get_int(base));
    mp_obj_t items[] = {mp_obj_new_int((mp_int_t)used), describe(&z)};
    return mp_obj_new_tuple(2, items);
}

// Whether it fits a word, signed and not, and its hash, which is the value if it fits.
static mp_obj_t words(mp_obj_t a) {
    mpz_t x;
    load(&x, a);
    mp_int_t i = 0;
    mp_uint_t u = 0;
    bool fits_int = mpz_as_int_checked(&x, &i), fits_uint = mpz_as_uint_checked(&x, &u);
    mp_obj_t items[] = {
        mp_obj_new_bool(fits_int && mp_obj_equal(a, mp_obj_new_int(i))),
        mp_obj_new_bool(fits_uint && mp_obj_equal(a, mp_obj_new_int_from_uint(u))),
        mp_obj_new_bool(!fits_int || mpz_hash(&x) == i),
    };
    mpz_deinit(&x);
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t through_float(mp_obj_t a, mp_obj_t f) {
    mpz_t x, y;
    load(&x, a);
    mpz_init_zero(&y);
    mpz_set_from_float(&y, mp_obj_get_float(f));
    mp_obj_t value = mp_obj_new_float(mpz_as_float(&x));
    mpz_deinit(&x);
    mp_obj_t items[] = {value, describe(&y)};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t on_stack(mp_obj_t a) {
    MPZ_CONST_INT(z, -5)
    mpz_t x;
    load(&x, a);
    mpz_mul_inpl(&x, &x, &z);
    mpz_deinit(&z);
    return describe(&x);
}

static mp_obj_t compare(mp_obj_t a, mp_obj_t b) {
    mpz_t x, y;
    load(&x, a);
    load(&y, b);
    int order = mpz_cmp(&x, &y);
    return mp_obj_new_int((order > 0) - (order < 0));
}

static mp_obj_t long_long(mp_obj_t a, mp_obj_t is_signed) {
    mpz_t x;
    mpz_init_zero(&x);
    mpz_set_from_ll(&x, -mp_obj_get_int(a), mp_obj_is_true(is_signed));
    return describe(&x);
}

// What an int object gets that is made from C.
static mp_obj_t make_int(mp_obj_t a) {
    mp_obj_int_t *o = mp_obj_int_new_mpz();
    mpz_t x;
    load(&x, a);
    mpz_set(&o->mpz, &x);
    mpz_deinit(&x);
    return MP_OBJ_FROM_PTR(o);
}

static mp_obj_t from_bytes(mp_obj_t data, mp_obj_t big) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    mpz_t x;
    mpz_init_zero(&x);
    mpz_set_from_bytes(&x, mp_obj_is_true(big), info.len, info.buf);
    return describe(&x);
}

static mp_obj_t as_bytes(mp_obj_t a, mp_obj_t len, mp_obj_t flags) {
    mpz_t x;
    load(&x, a);
    byte buf[12];
    memset(buf, 0x55, sizeof(buf));
    int f = mp_obj_get_int(flags);
    bool fits = mpz_as_bytes(&x, f & 1, f & 2, (size_t)mp_obj_get_int(len), buf);
    mpz_deinit(&x);
    // What does not fit is another thing for each version, once there is a sign.
    mp_obj_t certain = f & 2 || mp_obj_int_sign(a) < 0 ? mp_const_none : mp_obj_new_bool(fits);
    mp_obj_t items[] = {certain, mp_obj_new_bytes(buf, sizeof(buf))};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t formatted(mp_obj_t a, mp_obj_t base) {
    char small[8];
    char *buf = small;
    size_t size = sizeof(small), len = 0;
    int b = mp_obj_get_int(base);
    const char *s = mp_obj_int_formatted(&buf, &size, &len, a, b, b == 16 ? "0X" : NULL, 'A',
                                         b == 10 ? ',' : '\0');
    mp_obj_t items[] = {text(s, len), mp_obj_new_bool(s[len] == '\0')};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t int_of_text(mp_obj_t s, mp_obj_t base, mp_obj_t neg) {
    size_t len;
    const char *data = mp_obj_str_get_data(s, &len);
    const char *at = data;
    mp_obj_t value = mp_obj_new_int_from_str_len(&at, len, mp_obj_is_true(neg),
                                                 (unsigned)mp_obj_get_int(base));
    mp_obj_t items[] = {value, mp_obj_new_int(at - data)};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t complex_of_text(mp_obj_t s) {
    size_t len;
    const char *data = mp_obj_str_get_data(s, &len);
    mp_obj_t items[] = {mp_parse_num_complex(data, len, NULL), mp_parse_num_float("2.5", 3, false, NULL)};
    return mp_obj_new_tuple(2, items);
}

#define FUNCTIONS(X)                                                                           \
    X(CALL_1, absolute, unary(a, mpz_abs_inpl))                                                \
    X(CALL_1, negative, unary(a, mpz_neg_inpl))                                                \
    X(CALL_2, add, binary(a, b, mpz_add_inpl))                                                 \
    X(CALL_2, subtract, binary(a, b, mpz_sub_inpl))                                            \
    X(CALL_2, multiply, binary(a, b, mpz_mul_inpl))                                            \
    X(CALL_1, invert, unary(a, mpz_not_inpl))                                                  \
    X(CALL_2, and, binary(a, b, mpz_and_inpl))                                                 \
    X(CALL_2, or, binary(a, b, mpz_or_inpl))                                                   \
    X(CALL_2, xor, binary(a, b, mpz_xor_inpl))                                                 \
    X(CALL_2, divide, divided(a, b))                                                           \
    X(CALL_3, power, power(a, b, c))                                                           \
    X(CALL_3, of_text, of_text(a, b, c))                                                       \
    X(CALL_1, words, words(a))                                                                 \
    X(CALL_2, through_float, through_float(a, b))                                              \
    X(CALL_1, on_stack, on_stack(a))                                                           \
    X(CALL_2, left, shift(a, b, mpz_shl_inpl))                                                 \
    X(CALL_2, right, shift(a, b, mpz_shr_inpl))                                                \
    X(CALL_2, order, compare(a, b))                                                            \
    X(CALL_2, longlong, long_long(a, b))                                                       \
    X(CALL_1, make, make_int(a))                                                               \
    X(CALL_2, frombytes, from_bytes(a, b))                                                     \
    X(CALL_3, asbytes, as_bytes(a, b, c))                                                      \
    X(CALL_2, format, formatted(a, b))                                                         \
    X(CALL_3, parse, int_of_text(a, b, c))                                                     \
    X(CALL_1, complex, complex_of_text(a))                                                     \
    X(CALL_2, impl,                                                                            \
      mp_obj_int_from_bytes_impl(mp_obj_is_true(b), strlen(mp_obj_str_get_str(a)),             \
                                 (const byte *)mp_obj_str_get_str(a)))                         \
    X(CALL_1, sign, mp_obj_new_int(mp_obj_int_sign(a)))                                        \
    X(CALL_1, print, (mp_obj_int_print(&mp_plat_print, a, PRINT_REPR), mp_const_none))         \
    X(CALL_2, unary, mp_obj_int_unary_op((mp_unary_op_t)mp_obj_get_int(a), b))                 \
    X(CALL_3, binary, mp_obj_int_binary_op((mp_binary_op_t)mp_obj_get_int(a), b, c))           \
    X(CALL_3, pow3, mp_obj_int_pow3(a, b, c))                                                  \
    X(CALL_1, float, mp_obj_new_float(mp_obj_int_as_float_impl(a)))                            \
    X(CALL_1, truncated, mp_obj_new_int(mp_obj_int_get_truncated(a) & 0xffff))                 \
    X(CALL_1, from_float, mp_obj_new_int_from_float(mp_obj_get_float(a)))                      \
    X(CALL_0, ops, mp_obj_new_int(MP_UNARY_OP_NEGATIVE | MP_BINARY_OP_ADD << 8 | MP_BINARY_OP_MULTIPLY << 16))

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t mpzs_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_mpzs)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(mpzs_globals, mpzs_globals_table);

const mp_obj_module_t mpzs_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&mpzs_globals,
};

MP_REGISTER_MODULE(MP_QSTR_mpzs, mpzs_module);
