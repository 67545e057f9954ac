// SPDX-License-Identifier: MIT
// Raising, catching and re-raising exceptions.
#include "py/mperrno.h"
#include "py/runtime.h"

// A table of exception types, raised with a text from C.
static const mp_obj_type_t *const error_types[] = {
    &mp_type_ValueError, &mp_type_TypeError, &mp_type_RuntimeError, &mp_type_IndexError,
    &mp_type_KeyError, &mp_type_AttributeError, &mp_type_OSError, &mp_type_ZeroDivisionError,
    &mp_type_OverflowError, &mp_type_NotImplementedError, &mp_type_MemoryError, &mp_type_EOFError,
    &mp_type_ImportError, &mp_type_NameError, &mp_type_AssertionError, &mp_type_ArithmeticError,
    &mp_type_LookupError, &mp_type_SyntaxError, &mp_type_StopIteration, &mp_type_Exception,
    &mp_type_KeyboardInterrupt, &mp_type_SystemExit, &mp_type_GeneratorExit, &mp_type_BaseException,
};

static mp_obj_t errors_raise_type(mp_obj_t index) {
    size_t i = (size_t)mp_obj_get_int(index);
    if (i >= MP_ARRAY_SIZE(error_types)) {
        mp_raise_ValueError(MP_ERROR_TEXT("no such type"));
    }
    mp_raise_msg(error_types[i], MP_ERROR_TEXT("from C"));
}
static MP_DEFINE_CONST_FUN_OBJ_1(errors_raise_type_obj, errors_raise_type);

// Every way to raise.
static mp_obj_t errors_raise_how(mp_obj_t how, mp_obj_t arg) {
    switch (mp_obj_get_int(how)) {
        case 0:
            mp_raise_ValueError(MP_ERROR_TEXT("value"));
        case 1:
            mp_raise_TypeError(MP_ERROR_TEXT("type"));
        case 2:
            mp_raise_NotImplementedError(MP_ERROR_TEXT("not there"));
        case 3:
            mp_raise_OSError(MP_ENOENT);
        case 4:
            mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("100% sure"));
        case 5:
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s has %d of %u, %q, 0x%02x, %c%%"), mp_obj_get_type_str(arg), -3, 4U, (qstr)MP_QSTR_left, 10, 'z');
        case 6:
            mp_raise_type(&mp_type_StopIteration);
        case 7:
            mp_raise_type_arg(&mp_type_KeyError, arg);
        case 8:
            nlr_raise(mp_obj_new_exception(&mp_type_IndexError));
        case 9: {
            mp_obj_t args[] = { arg, MP_OBJ_NEW_SMALL_INT(2), mp_const_none };
            nlr_raise(mp_obj_new_exception_args(&mp_type_RuntimeError, 3, args));
        }
        case 10:
            nlr_raise(mp_obj_new_exception_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("made, then raised")));
        case 11:
            nlr_raise(mp_obj_new_exception_msg_varg(&mp_type_LookupError, MP_ERROR_TEXT("no %s in %d places"), "key", 12));
        case 12:
            nlr_raise(arg);
        case 13:
            mp_raise_msg(&mp_type_MemoryError, NULL);
        case 14:
            mp_raise_StopIteration(arg);
        case 15:
            mp_raise_OSError(MP_EIO);
        default:
            return mp_const_none;
    }
}
static MP_DEFINE_CONST_FUN_OBJ_2(errors_raise_how_obj, errors_raise_how);

// Calls a function; gives back (True, result) or (False, exception).
static mp_obj_t errors_attempt(mp_obj_t fun) {
    mp_obj_t items[2];
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        items[1] = mp_call_function_0(fun);
        nlr_pop();
        items[0] = mp_const_true;
    } else {
        items[0] = mp_const_false;
        items[1] = MP_OBJ_FROM_PTR(nlr.ret_val);
    }
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(errors_attempt_obj, errors_attempt);

// Catches ValueError and those below it only, and counts what passed through.
static int caught, passed;

static mp_obj_t errors_only_value(mp_obj_t fun, mp_obj_t arg) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = mp_call_function_1(fun, arg);
        nlr_pop();
        return result;
    }
    mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (!mp_obj_exception_match(exception, MP_OBJ_FROM_PTR(&mp_type_ValueError))) {
        passed++;
        nlr_raise(exception);
    }
    caught++;
    return mp_obj_exception_get_value(exception);
}
static MP_DEFINE_CONST_FUN_OBJ_2(errors_only_value_obj, errors_only_value);

static mp_obj_t errors_counts(void) {
    mp_obj_t items[] = { mp_obj_new_int(caught), mp_obj_new_int(passed) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(errors_counts_obj, errors_counts);

// Nested handlers, with values that must survive the jump.
static mp_obj_t errors_nested(mp_obj_t depth_in) {
    volatile mp_int_t depth = mp_obj_get_int(depth_in);
    volatile mp_int_t total = 0;
    for (volatile mp_int_t i = 0; i < depth; i++) {
        nlr_buf_t outer;
        if (nlr_push(&outer) == 0) {
            nlr_buf_t inner;
            if (nlr_push(&inner) == 0) {
                mp_raise_type_arg(&mp_type_ValueError, mp_obj_new_int(i));
            }
            total += mp_obj_get_int(mp_obj_exception_get_value(MP_OBJ_FROM_PTR(inner.ret_val)));
            nlr_raise(MP_OBJ_FROM_PTR(inner.ret_val));
        }
        total += 1000;
    }
    return mp_obj_new_int(total);
}
static MP_DEFINE_CONST_FUN_OBJ_1(errors_nested_obj, errors_nested);

static const mp_rom_map_elem_t errors_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_errors) },
    { MP_ROM_QSTR(MP_QSTR_TYPES), MP_ROM_INT(MP_ARRAY_SIZE(error_types)) },
    { MP_ROM_QSTR(MP_QSTR_raise_type), MP_ROM_PTR(&errors_raise_type_obj) },
    { MP_ROM_QSTR(MP_QSTR_raise_how), MP_ROM_PTR(&errors_raise_how_obj) },
    { MP_ROM_QSTR(MP_QSTR_attempt), MP_ROM_PTR(&errors_attempt_obj) },
    { MP_ROM_QSTR(MP_QSTR_only_value), MP_ROM_PTR(&errors_only_value_obj) },
    { MP_ROM_QSTR(MP_QSTR_counts), MP_ROM_PTR(&errors_counts_obj) },
    { MP_ROM_QSTR(MP_QSTR_nested), MP_ROM_PTR(&errors_nested_obj) },
};
static MP_DEFINE_CONST_DICT(errors_globals, errors_globals_table);

const mp_obj_module_t errors_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&errors_globals,
};

MP_REGISTER_MODULE(MP_QSTR_errors, errors_module);
