// SPDX-License-Identifier: MIT
// Integers: small, big, 64 bit, overflow.
#include "py/objint.h"
#include "py/runtime.h"

static mp_obj_t bigints_limits(void) {
    mp_obj_t items[] = {
        mp_obj_new_int(0),
        mp_obj_new_int(-1),
        mp_obj_new_int(0x3fffffff),
        mp_obj_new_int(-0x40000000),
        mp_obj_new_int_from_ll(INT64_MAX),
        mp_obj_new_int_from_ll(INT64_MIN),
        mp_obj_new_int_from_ll(-1),
        mp_obj_new_int_from_ll(0x100000000LL),
        mp_obj_new_int_from_ull(UINT64_MAX),
        mp_obj_new_int_from_ull(0),
        mp_obj_new_int_from_uint(0xffffffffU),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(bigints_limits_obj, bigints_limits);

// Only the sign of what comes out, as the width of mp_int_t is the firmware's.
static mp_obj_t bigints_sign(mp_obj_t obj) {
    mp_int_t value = mp_obj_get_int(obj);
    return MP_OBJ_NEW_SMALL_INT(value > 0 ? 1 : value < 0 ? -1 : 0);
}
static MP_DEFINE_CONST_FUN_OBJ_1(bigints_sign_obj, bigints_sign);

static mp_obj_t bigints_low_bits(mp_obj_t obj) {
    return mp_obj_new_int((mp_int_t)((mp_uint_t)mp_obj_get_int_truncated(obj) & 0xffffff));
}
static MP_DEFINE_CONST_FUN_OBJ_1(bigints_low_bits_obj, bigints_low_bits);

static mp_obj_t bigints_maybe(mp_obj_t obj) {
    mp_int_t value;
    return mp_obj_get_int_maybe(obj, &value) ? mp_obj_new_int(value) : mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(bigints_maybe_obj, bigints_maybe);

static mp_obj_t bigints_checked(mp_obj_t obj) {
    mp_int_t i = mp_obj_int_get_checked(obj);
    mp_uint_t u = mp_obj_int_get_uint_checked(obj);
    return mp_obj_new_bool((mp_uint_t)i == u);
}
static MP_DEFINE_CONST_FUN_OBJ_1(bigints_checked_obj, bigints_checked);

static mp_obj_t bigints_kind(mp_obj_t obj) {
    mp_obj_t items[] = {
        mp_obj_new_bool(mp_obj_is_small_int(obj)),
        mp_obj_new_bool(mp_obj_is_int(obj)),
        mp_obj_new_bool(mp_obj_is_integer(obj)),
        mp_obj_new_bool(mp_obj_is_exact_type(obj, &mp_type_int)),
        mp_obj_new_bool(mp_obj_is_bool(obj)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(bigints_kind_obj, bigints_kind);

// 64-bit arithmetic, which 32-bit targets do with help of their compiler's library.
static mp_obj_t bigints_arithmetic(mp_obj_t a_in, mp_obj_t b_in) {
    int64_t a = (int64_t)mp_obj_get_int(a_in) << 20;
    int64_t b = mp_obj_get_int(b_in);
    if (b == 0) {
        mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("b is 0"));
    }
    uint64_t u = (uint64_t)a * 0x9e3779b97f4a7c15ULL;
    mp_obj_t items[] = {
        mp_obj_new_int_from_ll(a + b),
        mp_obj_new_int_from_ll(a * b),
        mp_obj_new_int_from_ll(a / b),
        mp_obj_new_int_from_ll(a % b),
        mp_obj_new_int_from_ll(a >> 13),
        mp_obj_new_int_from_ull(u),
        mp_obj_new_int_from_ull(u / 1000000007U),
        mp_obj_new_int_from_ull(u % 1000003U),
        mp_obj_new_int(__builtin_popcountll(u) + __builtin_clzll(u | 1)),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(bigints_arithmetic_obj, bigints_arithmetic);

// The firmware's own big integers, by its operators.
static mp_obj_t bigints_factorial(mp_obj_t n_in) {
    mp_obj_t result = MP_OBJ_NEW_SMALL_INT(1);
    for (mp_int_t n = mp_obj_get_int(n_in); n > 1; n--) {
        result = mp_binary_op(MP_BINARY_OP_MULTIPLY, result, MP_OBJ_NEW_SMALL_INT(n));
    }
    return result;
}
static MP_DEFINE_CONST_FUN_OBJ_1(bigints_factorial_obj, bigints_factorial);

static const mp_rom_map_elem_t bigints_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_bigints) },
    { MP_ROM_QSTR(MP_QSTR_limits), MP_ROM_PTR(&bigints_limits_obj) },
    { MP_ROM_QSTR(MP_QSTR_sign), MP_ROM_PTR(&bigints_sign_obj) },
    { MP_ROM_QSTR(MP_QSTR_low_bits), MP_ROM_PTR(&bigints_low_bits_obj) },
    { MP_ROM_QSTR(MP_QSTR_maybe), MP_ROM_PTR(&bigints_maybe_obj) },
    { MP_ROM_QSTR(MP_QSTR_checked), MP_ROM_PTR(&bigints_checked_obj) },
    { MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&bigints_kind_obj) },
    { MP_ROM_QSTR(MP_QSTR_arithmetic), MP_ROM_PTR(&bigints_arithmetic_obj) },
    { MP_ROM_QSTR(MP_QSTR_factorial), MP_ROM_PTR(&bigints_factorial_obj) },
};
static MP_DEFINE_CONST_DICT(bigints_globals, bigints_globals_table);

const mp_obj_module_t bigints_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&bigints_globals,
};

MP_REGISTER_MODULE(MP_QSTR_bigints, bigints_module);
