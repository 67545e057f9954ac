// SPDX-License-Identifier: MIT
// Floating point: objects, arithmetic, libm. All checks hold for single and double precision.
#include <math.h>

#include "py/binary.h"
#include "py/runtime.h"

static mp_obj_t floats_sqrt(mp_obj_t x) {
    mp_float_t value = mp_obj_get_float(x);
    if (value < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("negative"));
    }
    return mp_obj_new_float(MICROPY_FLOAT_C_FUN(sqrt)(value));
}
static MP_DEFINE_CONST_FUN_OBJ_1(floats_sqrt_obj, floats_sqrt);

// One entry per libm function, times 10000 and rounded to an integer.
typedef mp_float_t (*real_fun_t)(mp_float_t);
static const real_fun_t functions[] = {
    MICROPY_FLOAT_C_FUN(sin), MICROPY_FLOAT_C_FUN(cos), MICROPY_FLOAT_C_FUN(tan), MICROPY_FLOAT_C_FUN(exp),
    MICROPY_FLOAT_C_FUN(log), MICROPY_FLOAT_C_FUN(atan), MICROPY_FLOAT_C_FUN(floor), MICROPY_FLOAT_C_FUN(ceil),
    MICROPY_FLOAT_C_FUN(fabs),
};

static mp_obj_t floats_libm(mp_obj_t x) {
    mp_float_t value = mp_obj_get_float(x);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < MP_ARRAY_SIZE(functions); i++) {
        mp_float_t scaled = functions[i](value) * MICROPY_FLOAT_CONST(10000.0);
        mp_obj_list_append(list, mp_obj_new_int((mp_int_t)(scaled + (scaled < 0 ? -MICROPY_FLOAT_CONST(0.5) : MICROPY_FLOAT_CONST(0.5)))));
    }
    mp_float_t power = MICROPY_FLOAT_C_FUN(pow)(value, 2) - MICROPY_FLOAT_C_FUN(fmod)(value, 1);
    mp_obj_list_append(list, mp_obj_new_bool(MICROPY_FLOAT_C_FUN(fabs)(power - (value * value - (value - MICROPY_FLOAT_C_FUN(floor)(value)))) < MICROPY_FLOAT_CONST(0.001)));
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(floats_libm_obj, floats_libm);

static mp_obj_t floats_arithmetic(mp_obj_t a_in, mp_obj_t b_in) {
    mp_float_t a = mp_obj_get_float(a_in);
    mp_float_t b = mp_obj_get_float(b_in);
    mp_obj_t items[] = {
        mp_obj_new_float(a + b), mp_obj_new_float(a - b), mp_obj_new_float(a * b), mp_obj_new_float(a / b),
        mp_obj_new_float(-a), mp_obj_new_bool(a < b), mp_obj_new_bool(a == b), mp_obj_new_int((mp_int_t)(a * b)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(floats_arithmetic_obj, floats_arithmetic);

// What sort of number is it?
static mp_obj_t floats_kind(mp_obj_t obj) {
    mp_float_t value;
    if (!mp_obj_get_float_maybe(obj, &value)) {
        return mp_const_none;
    }
    mp_obj_t items[] = {
        mp_obj_new_bool(mp_obj_is_float(obj)),
        mp_obj_new_bool(mp_obj_is_exact_type(obj, &mp_type_float)),
        mp_obj_new_bool(isnan(value)),
        mp_obj_new_bool(isinf(value)),
        mp_obj_new_bool(signbit(value) != 0),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(floats_kind_obj, floats_kind);

static mp_obj_t floats_special(void) {
    mp_obj_t items[] = {
        mp_obj_new_float(MICROPY_FLOAT_CONST(0.0)), mp_obj_new_float(-MICROPY_FLOAT_CONST(0.0)),
        mp_obj_new_float((mp_float_t)INFINITY), mp_obj_new_float(-(mp_float_t)INFINITY),
        mp_obj_new_float((mp_float_t)NAN),
        mp_obj_new_float_from_f(0.375f), mp_obj_new_float_from_d(-0.625),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(floats_special_obj, floats_special);

// Explicit widths.
static mp_obj_t floats_widths(mp_obj_t obj) {
    float f = mp_obj_get_float_to_f(obj);
    double d = mp_obj_get_float_to_d(obj);
    mp_obj_t items[] = { mp_obj_new_bool((double)f == d), mp_obj_new_int((mp_int_t)(f * 2)), mp_obj_new_int((mp_int_t)(d * 2)) };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(floats_widths_obj, floats_widths);

// Mean and spread of any iterable, as a signal module would compute them.
static mp_obj_t floats_spread(mp_obj_t iterable) {
    mp_float_t sum = 0, squares = 0;
    size_t n = 0;
    mp_obj_iter_buf_t buf;
    mp_obj_t it = mp_getiter(iterable, &buf);
    mp_obj_t item;
    while ((item = mp_iternext(it)) != MP_OBJ_STOP_ITERATION) {
        mp_float_t x = mp_obj_get_float(item);
        sum += x;
        squares += x * x;
        n++;
    }
    if (n == 0) {
        mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("nothing to average"));
    }
    mp_float_t mean = sum / (mp_float_t)n;
    mp_obj_t items[] = {
        mp_obj_new_float(mean),
        mp_obj_new_float(MICROPY_FLOAT_C_FUN(sqrt)(squares / (mp_float_t)n - mean * mean)),
    };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(floats_spread_obj, floats_spread);

// Every other way of a float: to a callback and back, as one of variable arguments, as an item of a
// buffer, as what an operator or a hash is given.
static mp_obj_t floats_passed(mp_obj_t fun, mp_obj_t x) {
    mp_float_t value = mp_obj_get_float(mp_call_function_1(fun, mp_obj_new_float(mp_obj_get_float(x) * 4)));
    mp_printf(&mp_plat_print, "%d %.3f %s %.2f\n", 7, (double)value, "then", (double)-value);
    vstr_t vstr;
    vstr_init(&vstr, 8);
    vstr_printf(&vstr, "%.3f", (double)(value / 2));
    float single;
    double both;
    byte ordered[8];
    byte *at = ordered;
    mp_binary_set_val_array('f', &single, 0, mp_obj_new_float(value));
    mp_binary_set_val_array('d', &both, 0, mp_obj_new_float(value));
    mp_binary_set_val('>', 'd', mp_obj_new_float(value), ordered, &at);
    at = ordered;
    mp_obj_t items[] = {
        mp_obj_new_str_from_vstr(&vstr),
        mp_obj_new_bool(single == (float)value && both == (double)value),
        mp_binary_get_val_array('f', &single, 0),
        mp_binary_get_val_array('d', &both, 0),
        mp_binary_get_val('>', 'd', ordered, &at),
        mp_binary_op(MP_BINARY_OP_ADD, mp_obj_new_float(value), mp_obj_new_float_from_d(0.5)),
        mp_obj_new_int_from_float(value),
        mp_obj_new_bool(mp_float_hash(value) == mp_float_hash(value + 0)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(floats_passed_obj, floats_passed);

static const mp_rom_map_elem_t floats_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_floats) },
    { MP_ROM_QSTR(MP_QSTR_sqrt), MP_ROM_PTR(&floats_sqrt_obj) },
    { MP_ROM_QSTR(MP_QSTR_libm), MP_ROM_PTR(&floats_libm_obj) },
    { MP_ROM_QSTR(MP_QSTR_arithmetic), MP_ROM_PTR(&floats_arithmetic_obj) },
    { MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&floats_kind_obj) },
    { MP_ROM_QSTR(MP_QSTR_special), MP_ROM_PTR(&floats_special_obj) },
    { MP_ROM_QSTR(MP_QSTR_widths), MP_ROM_PTR(&floats_widths_obj) },
    { MP_ROM_QSTR(MP_QSTR_passed), MP_ROM_PTR(&floats_passed_obj) },
    { MP_ROM_QSTR(MP_QSTR_spread), MP_ROM_PTR(&floats_spread_obj) },
};
static MP_DEFINE_CONST_DICT(floats_globals, floats_globals_table);

const mp_obj_module_t floats_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&floats_globals,
};

MP_REGISTER_MODULE(MP_QSTR_floats, floats_module);
