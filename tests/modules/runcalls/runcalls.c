// SPDX-License-Identifier: MIT
// What running code does, called from C: the rest of py/runtime.h, and the C stack.
#include <string.h>

#include "py/cstack.h"
#include "py/stackctrl.h"
#include "py/mpthread.h"
#include "py/objmodule.h"
#include "py/runtime.h"

// A function of the module and its entry in the table: kind, name, the expression it returns.
#define CALL_0(name, ...)                   \
    static mp_obj_t call_##name(void) {     \
        return __VA_ARGS__;                 \
    }                                       \
    static MP_DEFINE_CONST_FUN_OBJ_0(call_##name##_obj, call_##name);
#define CALL_1(name, ...)                     \
    static mp_obj_t call_##name(mp_obj_t a) { \
        return __VA_ARGS__;                   \
    }                                         \
    static MP_DEFINE_CONST_FUN_OBJ_1(call_##name##_obj, call_##name);
#define CALL_2(name, ...)                                 \
    static mp_obj_t call_##name(mp_obj_t a, mp_obj_t b) { \
        return __VA_ARGS__;                               \
    }                                                     \
    static MP_DEFINE_CONST_FUN_OBJ_2(call_##name##_obj, call_##name);
#define CALL_3(name, ...)                                             \
    static mp_obj_t call_##name(mp_obj_t a, mp_obj_t b, mp_obj_t c) { \
        return __VA_ARGS__;                                           \
    }                                                                 \
    static MP_DEFINE_CONST_FUN_OBJ_3(call_##name##_obj, call_##name);
#define CALL_V(name, ...)                                               \
    static mp_obj_t call_##name(size_t n_args, const mp_obj_t *args) {  \
        return __VA_ARGS__;                                             \
    }                                                                   \
    static MP_DEFINE_CONST_FUN_OBJ_VAR(call_##name##_obj, 1, call_##name);
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

static mp_obj_t print_int(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    int n = mp_print_mp_int(&mp_plat_print, args[0], (unsigned)mp_obj_get_int(args[1]), 'a',
                            mp_obj_get_int(args[2]), mp_obj_str_get_str(args[3])[0],
                            mp_obj_get_int(args[4]), mp_obj_get_int(args[5]));
    mp_print_str(&mp_plat_print, "|\n");
    return INT(n);
}

static mp_obj_t print_strn(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    size_t len;
    const char *s = mp_obj_str_get_data(args[0], &len);
    int n = mp_print_strn(&mp_plat_print, s, len, (unsigned)mp_obj_get_int(args[1]),
                          mp_obj_str_get_str(args[2])[0], mp_obj_get_int(args[3]));
    mp_print_str(&mp_plat_print, "|\n");
    return INT(n);
}

static mp_obj_t print_float(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    int n = mp_print_float(&mp_plat_print, mp_obj_get_float(args[0]),
                           mp_obj_str_get_str(args[1])[0], (unsigned)mp_obj_get_int(args[2]),
                           mp_obj_str_get_str(args[3])[0], mp_obj_get_int(args[4]),
                           mp_obj_get_int(args[5]));
    mp_print_str(&mp_plat_print, "|\n");
    return INT(n);
}

static mp_obj_t names(mp_obj_t value) {
    mp_obj_dict_t *before = mp_globals_get();
    mp_obj_t mine = mp_obj_new_dict(0);
    mp_globals_set(MP_OBJ_TO_PTR(mine));
    mp_store_global(MP_QSTR_first, value);
    mp_obj_t read = mp_load_global(MP_QSTR_first);
    mp_obj_t builtin = mp_load_global(MP_QSTR_len);
    mp_delete_global(MP_QSTR_first);
    mp_obj_dict_t *now = mp_globals_get();
    mp_globals_set(before);
    mp_obj_t items[] = {read, builtin, mine, BOOL(now == MP_OBJ_TO_PTR(mine)),
                        BOOL(mp_locals_get() != NULL)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t local_names(mp_obj_t value) {
    mp_store_name(MP_QSTR_runcalls_local, value);
    mp_obj_t read = mp_load_name(MP_QSTR_runcalls_local);
    mp_delete_name(MP_QSTR_runcalls_local);
    return read;
}

static mp_obj_t method(mp_obj_t o, mp_obj_t name, mp_obj_t all) {
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    mp_load_method_protected(o, mp_obj_str_get_qstr(name), dest, mp_obj_is_true(all));
    if (dest[0] == MP_OBJ_NULL) {
        return mp_const_false;
    }
    return dest[1] == MP_OBJ_NULL ? dest[0] : mp_call_method_n_kw(0, 0, dest);
}

static mp_obj_t member(mp_obj_t o, mp_obj_t value) {
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    mp_convert_member_lookup(o, mp_obj_get_type(o), value, dest);
    mp_obj_t items[] = {dest[0], dest[1] == MP_OBJ_NULL ? mp_const_none : dest[1]};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t self_call(mp_obj_t fun, mp_obj_t self, mp_obj_t arg) {
    mp_obj_t args[] = {arg, MP_OBJ_NEW_QSTR(MP_QSTR_key), MP_OBJ_NEW_SMALL_INT(3)};
    return mp_call_method_self_n_kw(fun, self, 1, 1, args);
}

static mp_obj_t var_call(mp_obj_t fun, mp_obj_t args_in, mp_obj_t kwargs) {
    // fun, self or NULL, n_args, bit map of stars, ... is compiled code's own; here the plain one.
    mp_obj_t args[] = {fun, args_in, kwargs};
    return mp_call_function_n_kw(args[0], 2, 0, args + 1);
}

static mp_obj_t called(mp_obj_t result) {
    return result == MP_OBJ_NULL ? MP_OBJ_NEW_QSTR(MP_QSTR_failed) : result;
}

static mp_obj_t iterate(mp_obj_t o) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    mp_obj_t iterator = mp_getiter(o, NULL), item;
    while ((item = mp_iternext_allow_raise(iterator)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(list, item);
    }
    return list;
}

static mp_obj_t unpacked(mp_obj_t seq, mp_obj_t n) {
    mp_obj_t items[5];
    size_t num = (size_t)mp_obj_get_int(n);
    mp_unpack_sequence(seq, num, items);
    return mp_obj_new_tuple(num, items);
}

static mp_obj_t unpacked_ex(mp_obj_t seq, mp_obj_t left, mp_obj_t right) {
    mp_obj_t items[6];
    size_t l = (size_t)mp_obj_get_int(left), r = (size_t)mp_obj_get_int(right);
    mp_unpack_ex(seq, l | r << 8, items);
    return mp_obj_new_tuple(l + r + 1, items);
}

static mp_obj_t import_all(mp_obj_t module) {
    mp_obj_dict_t *before = mp_globals_get();
    mp_obj_t mine = mp_obj_new_dict(0);
    mp_globals_set(MP_OBJ_TO_PTR(mine));
    mp_import_all(module);
    mp_globals_set(before);
    return mp_const_none;
}

// A generator's return value: StopIteration has it.
static mp_obj_t stop(mp_obj_t value) {
    return mp_make_stop_iteration(value) == MP_OBJ_STOP_ITERATION ? MP_OBJ_NEW_QSTR(MP_QSTR_stop)
                                                                  : mp_const_none;
}

static mp_obj_t native(mp_obj_t value) {
    mp_obj_t items[] = {
        mp_native_to_obj(mp_native_from_obj(value, MP_NATIVE_TYPE_INT), MP_NATIVE_TYPE_INT),
        mp_native_to_obj(mp_native_from_obj(value, MP_NATIVE_TYPE_BOOL), MP_NATIVE_TYPE_BOOL),
        mp_native_to_obj(mp_native_from_obj(value, MP_NATIVE_TYPE_OBJ), MP_NATIVE_TYPE_OBJ),
        mp_native_to_obj(7, MP_NATIVE_TYPE_UINT),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t fail(mp_obj_t kind) {
    switch (mp_obj_get_int(kind)) {
        case 0:
            mp_arg_error_terse_mismatch();
        case 1:
            mp_arg_error_unimpl_kw();
        case 2:
            mp_raise_recursion_depth();
        case 3:
            mp_raise_msg(&mp_type_ValueError, NULL);
        case 4:
            mp_raise_ValueError(NULL);
        case 5:
            mp_raise_TypeError(NULL);
        case 6:
            m_malloc_fail(1234);
        case 7:
            mp_raise_type(&mp_type_KeyboardInterrupt);
        case 8:
            mp_raise_type_arg(&mp_type_KeyError, kind);
        case 9:
            mp_raise_StopIteration(MP_OBJ_NULL);
        case 10:
            mp_raise_StopIteration(kind);
        case 11:
            mp_raise_NotImplementedError(MP_ERROR_TEXT("later"));
        case 12:
            mp_raise_msg_varg(&mp_type_OSError, MP_ERROR_TEXT("%d%%, %q"), 50,
                              (qstr)MP_QSTR_stop);
        case 13:
            nlr_raise(mp_make_raise_obj(MP_OBJ_FROM_PTR(&mp_type_IndexError)));
        case 14:
            nlr_raise(mp_make_raise_obj(kind));
        case 15:
            nlr_raise(mp_obj_new_exception(&mp_type_IndexError));
        case 16:
            m_malloc_fail(SIZE_MAX / 2);
        default:
            return mp_const_none;
    }
}

// Each call takes a piece of the C stack, until the firmware says that there is no more.
static int deeper(volatile int depth) {
    volatile char room[1000];
    room[0] = (char)depth;
    mp_cstack_check();
    mp_stack_check();
    MP_STACK_CHECK();
    int below = depth < 1000000 ? deeper(depth + 1) : 0;
    return below + room[0];
}

static mp_obj_t unlocked(mp_obj_t value) {
    MP_THREAD_GIL_EXIT();
    int sum = 0;
    for (volatile int i = 0; i < 10; ++i) {
        sum += i;
    }
    MP_THREAD_GIL_ENTER();
    return mp_binary_op(MP_BINARY_OP_ADD, value, INT(sum));
}

static mp_obj_t scheduled(mp_obj_t fun, mp_obj_t arg) {
    bool taken = mp_sched_schedule(fun, arg);
    mp_handle_pending(true);
    mp_event_handle_nowait();
    return BOOL(taken);
}

#define FUNCTIONS(X)                                                                          \
    X(CALL_V, print_int, print_int(n_args, args))                                             \
    X(CALL_V, print_strn, print_strn(n_args, args))                                           \
    X(CALL_V, print_float, print_float(n_args, args))                                         \
    X(CALL_1, names, names(a))                                                                \
    X(CALL_1, local, local_names(a))                                                          \
    X(CALL_0, build_class, BOOL(mp_load_build_class() != MP_OBJ_NULL))                        \
    X(CALL_3, method, method(a, b, c))                                                        \
    X(CALL_2, member, member(a, b))                                                           \
    X(CALL_3, self_call, self_call(a, b, c))                                                  \
    X(CALL_3, var_call, var_call(a, b, c))                                                    \
    X(CALL_2, protected1, called(mp_call_function_1_protected(a, b)))                         \
    X(CALL_3, protected2, called(mp_call_function_2_protected(a, b, c)))                      \
    X(CALL_1, iterate, iterate(a))                                                            \
    X(CALL_2, unpack, unpacked(a, b))                                                         \
    X(CALL_3, unpack_ex, unpacked_ex(a, b, c))                                                \
    X(CALL_2, import_from, mp_import_from(a, mp_obj_str_get_qstr(b)))                         \
    X(CALL_1, import_all, import_all(a))                                                      \
    X(CALL_1, builtin, called(mp_module_get_builtin(mp_obj_str_get_qstr(a), false)))          \
    X(CALL_1, make_stop, stop(a))                                                             \
    X(CALL_1, native, native(a))                                                              \
    X(CALL_1, fail, fail(a))                                                                  \
    X(CALL_1, conversion, (mp_raise_TypeError_int_conversion(a), a))                          \
    X(CALL_1, make_raise, mp_make_raise_obj(a))                                               \
    X(CALL_0, recurse, INT(deeper(0)))                                                        \
    X(CALL_1, gil, unlocked(a))                                                               \
    X(CALL_2, schedule, scheduled(a, b))

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t runcalls_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_runcalls)},
    {MP_ROM_QSTR(MP_QSTR_LEFT), MP_ROM_INT(PF_FLAG_LEFT_ADJUST)},
    {MP_ROM_QSTR(MP_QSTR_SIGN), MP_ROM_INT(PF_FLAG_SHOW_SIGN)},
    {MP_ROM_QSTR(MP_QSTR_SPACE), MP_ROM_INT(PF_FLAG_SPACE_SIGN)},
    {MP_ROM_QSTR(MP_QSTR_PREFIX), MP_ROM_INT(PF_FLAG_SHOW_PREFIX)},
    {MP_ROM_QSTR(MP_QSTR_PAD), MP_ROM_INT(PF_FLAG_PAD_AFTER_SIGN)},
    {MP_ROM_QSTR(MP_QSTR_CENTER), MP_ROM_INT(PF_FLAG_CENTER_ADJUST)},
    {MP_ROM_QSTR(MP_QSTR_PERCENT), MP_ROM_INT(PF_FLAG_ADD_PERCENT)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(runcalls_globals, runcalls_globals_table);

const mp_obj_module_t runcalls_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&runcalls_globals,
};

MP_REGISTER_MODULE(MP_QSTR_runcalls, runcalls_module);
