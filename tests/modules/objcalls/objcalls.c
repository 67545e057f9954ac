// SPDX-License-Identifier: MIT
// What C can ask of any object, and build from objects: the rest of py/obj.h, py/objlist.h,
// py/objtype.h.
#include <stdarg.h>
#include <string.h>

#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/smallint.h"

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
#define DONE(...) (__VA_ARGS__, mp_const_none)

static mp_obj_t copied_tuple(mp_obj_t a, mp_obj_t b) {
    size_t a_len, b_len;
    mp_obj_t *a_items, *b_items;
    mp_obj_get_array(a, &a_len, &a_items);
    mp_obj_get_array(b, &b_len, &b_items);
    mp_obj_t all[20];
    mp_seq_clear(all, 0, 20, sizeof(mp_obj_t));
    mp_seq_cat(all, a_items, a_len, b_items, b_len, mp_obj_t);
    mp_obj_t copy[20];
    size_t len = a_len + b_len;
    mp_seq_copy(copy, all, len, mp_obj_t);
    mp_obj_t joined = mp_obj_new_tuple(len, copy);
    mp_obj_t unused = mp_obj_new_tuple(1, copy);
#if MICROPY_VERSION < MICROPY_MAKE_VERSION(1, 27, 0)
    mp_obj_tuple_del(unused);
#else
    (void)unused;
#endif
    return joined;
}

static mp_obj_t multiplied(mp_obj_t a, mp_obj_t times) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(a, &len, &items);
    mp_obj_t all[20];
    mp_seq_multiply(items, sizeof(mp_obj_t), len, (size_t)mp_obj_get_int(times), all);
    return mp_obj_new_list(len * (size_t)mp_obj_get_int(times), all);
}

static mp_obj_t compared_bytes(mp_obj_t op, mp_obj_t a, mp_obj_t b) {
    mp_buffer_info_t x, y;
    mp_get_buffer_raise(a, &x, MP_BUFFER_READ);
    mp_get_buffer_raise(b, &y, MP_BUFFER_READ);
    return BOOL(mp_seq_cmp_bytes((mp_uint_t)mp_obj_get_int(op), x.buf, x.len, y.buf, y.len));
}

static mp_obj_t compared_objects(mp_obj_t op, mp_obj_t a, mp_obj_t b) {
    size_t a_len, b_len;
    mp_obj_t *a_items, *b_items;
    mp_obj_get_array(a, &a_len, &a_items);
    mp_obj_get_array(b, &b_len, &b_items);
    return BOOL(mp_seq_cmp_objs((mp_uint_t)mp_obj_get_int(op), a_items, a_len, b_items, b_len));
}

static mp_obj_t sliced(mp_obj_t a, mp_obj_t slice) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(a, &len, &items);
    mp_bound_slice_t bound;
    bool fast = mp_seq_get_fast_slice_indexes(len, slice, &bound);
    mp_obj_t out[] = {
        BOOL(fast), INT(bound.start), INT(bound.stop),
        fast ? INT(bound.step) : mp_seq_extract_slice(items, &bound),
    };
    return mp_obj_new_tuple(4, out);
}

static mp_obj_t indexed(size_t n_args, const mp_obj_t *args) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(args[0], &len, &items);
    return mp_seq_index_obj(items, len, n_args, args);
}

static mp_obj_t counted(mp_obj_t a, mp_obj_t value) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(a, &len, &items);
    return mp_seq_count_obj(items, len, value);
}

// A list in C's memory that Python sees.
static mp_obj_t list_inits(void) {
    mp_obj_list_t *list = m_new_obj(mp_obj_list_t);
    mp_obj_list_init(list, 2);
    mp_obj_t o = MP_OBJ_FROM_PTR(list);
    mp_obj_list_store(o, INT(0), MP_OBJ_NEW_SMALL_INT(7));
    mp_obj_list_store(o, INT(-1), mp_const_none);
    for (int i = 0; i < 6; ++i) {
        mp_obj_list_append(o, INT(i));
    }
    mp_obj_list_set_len(o, 5);
    return o;
}

static mp_obj_t sorted(size_t n_args, const mp_obj_t *args) {
    mp_map_t kwargs;
    mp_map_init(&kwargs, 2);
    if (n_args > 1) {
        mp_map_lookup(&kwargs, MP_OBJ_NEW_QSTR(MP_QSTR_key), MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value =
            args[1];
        mp_map_lookup(&kwargs, MP_OBJ_NEW_QSTR(MP_QSTR_reverse), MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)
            ->value = args[2];
    }
    mp_obj_list_sort(1, args, &kwargs);
    mp_map_deinit(&kwargs);
    return args[0];
}

static mp_obj_t dict_calls(mp_obj_t d) {
    mp_obj_dict_t *mine = m_new_obj(mp_obj_dict_t);
    mp_obj_dict_init(mine, 1);
    mp_obj_t o = MP_OBJ_FROM_PTR(mine);
    mp_obj_dict_store(o, MP_OBJ_NEW_QSTR(MP_QSTR_key), d);
    mp_obj_t copy = mp_obj_dict_copy(d);
    mp_obj_dict_store(copy, INT(99), mp_const_true);
    mp_obj_t items[] = {o, INT((mp_int_t)mp_obj_dict_len(d)), copy,
                        mp_obj_dict_make_new(&mp_type_dict, 1, 0, &d)};
    return mp_obj_new_tuple(4, items);
}

static mp_obj_t set_slots(mp_obj_t s) {
    // The layout of a set object is its base and this.
    mp_set_t *set = (mp_set_t *)((mp_obj_base_t *)MP_OBJ_TO_PTR(s) + 1);
    size_t filled = 0;
    for (size_t i = 0; i < set->alloc; ++i) {
        filled += mp_set_slot_is_filled(set, i);
    }
    mp_obj_t items[] = {INT((mp_int_t)filled), INT((mp_int_t)set->used)};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t str_prints(mp_obj_t s) {
    size_t len;
    const char *data = mp_obj_str_get_data(s, &len);
    mp_str_print_quoted(&mp_plat_print, (const byte *)data, len, !mp_obj_is_str(s));
    mp_print_str(&mp_plat_print, "\n");
    return mp_const_none;
}

static mp_obj_t interned(mp_obj_t s) {
    mp_obj_t b = mp_obj_str_intern_checked(s);
    mp_obj_t a = mp_obj_str_intern(s);
    mp_obj_t items[] = {a, BOOL(a == b), BOOL(mp_obj_is_qstr(a))};
    return mp_obj_new_tuple(3, items);
}

static mp_obj_t from_vstr(mp_obj_t s) {
    size_t len;
    const char *data = mp_obj_str_get_data(s, &len);
    vstr_t vstr;
    vstr_init(&vstr, 8);
    vstr_add_strn(&vstr, data, len);
    return mp_obj_new_str_from_utf8_vstr(&vstr);
}

static mp_obj_t closed(mp_obj_t fun, mp_obj_t value) {
    return mp_obj_new_closure(fun, 1, &value);
}

static mp_obj_t cells(mp_obj_t a) {
    mp_obj_t cell = mp_obj_new_cell(a);
    mp_obj_t before = mp_obj_cell_get(cell);
    mp_obj_cell_set(cell, mp_const_false);
    mp_obj_t items[] = {before, mp_obj_cell_get(cell)};
    return mp_obj_new_tuple(2, items);
}

#if MICROPY_VERSION >= MICROPY_MAKE_VERSION(1, 27, 0)
#define mp_obj_module_get_globals(module) (((mp_obj_module_t *)MP_OBJ_TO_PTR(module))->globals)
#endif
static mp_obj_t module_calls(mp_obj_t name) {
    mp_obj_t module = mp_obj_new_module(mp_obj_str_get_qstr(name));
    mp_obj_dict_t *globals = mp_obj_module_get_globals(module);
    mp_obj_dict_store(MP_OBJ_FROM_PTR(globals), MP_OBJ_NEW_QSTR(MP_QSTR_key), INT(5));
    return module;
}

static mp_obj_t trace(mp_obj_t exc) {
    size_t n, *values;
    mp_obj_exception_get_traceback(exc, &n, &values);
    size_t cleared;
    mp_obj_exception_clear_traceback(exc);
    mp_obj_exception_get_traceback(exc, &cleared, &values);
    mp_obj_t items[] = {BOOL(n != 0 && n % 3 == 0), INT((mp_int_t)cleared)};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t message(const char *format, ...) {
    va_list args;
    va_start(args, format);
    mp_obj_t exc = mp_obj_new_exception_msg_vlist(&mp_type_ValueError,
                                                  (mp_rom_error_text_t)format, args);
    va_end(args);
    return exc;
}

static mp_obj_t small_ints(mp_obj_t a, mp_obj_t b) {
    mp_int_t x = mp_obj_get_int(a), y = mp_obj_get_int(b);
    mp_obj_t items[] = {INT(mp_small_int_modulo(x, y)), INT(mp_small_int_floor_divide(x, y)),
                        BOOL(MP_SMALL_INT_FITS(x))};
    return mp_obj_new_tuple(3, items);
}

static mp_obj_t slots(mp_obj_t a) {
    const mp_obj_type_t *type = mp_obj_get_type(a);
    mp_obj_t items[] = {
        BOOL(MP_OBJ_TYPE_GET_SLOT_OR_NULL(type, make_new) != NULL),
        BOOL(MP_OBJ_TYPE_GET_SLOT_OR_NULL(type, call) != NULL),
        BOOL(MP_OBJ_TYPE_HAS_SLOT_BY_OFFSET(type, MP_OBJ_TYPE_OFFSETOF_SLOT(print))),
        BOOL(mp_obj_is_instance_type(type) != 0),
        BOOL(mp_obj_is_native_type(type)),
    };
    return mp_obj_new_tuple(5, items);
}

static mp_obj_t attr_tuple(mp_obj_t a, mp_obj_t b) {
    static const qstr fields[] = {MP_QSTR_key, MP_QSTR_reverse};
    mp_obj_t items[] = {a, b};
    mp_obj_t tuple = mp_obj_new_attrtuple(fields, 2, items);
    mp_obj_attrtuple_print_helper(&mp_plat_print, fields, MP_OBJ_TO_PTR(tuple));
    mp_print_str(&mp_plat_print, "\n");
    return tuple;
}

// Does nothing where methods of builtin types are checked by their caller.
static mp_obj_t check(mp_obj_t a) {
    mp_check_self(mp_obj_is_int(a) || a == a);
    return mp_const_none;
}

#define FUNCTIONS(X)                                                                       \
    X(CALL_1, is_fun, BOOL(mp_obj_is_fun(a)))                                              \
    X(CALL_1, print_exception, DONE(mp_obj_print_exception(&mp_plat_print, a)))            \
    X(CALL_2, equal, mp_obj_equal_not_equal(MP_BINARY_OP_EQUAL, a, b))                     \
    X(CALL_2, not_equal, mp_obj_equal_not_equal(MP_BINARY_OP_NOT_EQUAL, a, b))             \
    X(CALL_1, id, mp_obj_id(a))                                                            \
    X(CALL_1, identity, mp_identity(a))                                                    \
    X(CALL_1, identity2, mp_call_function_1(MP_OBJ_FROM_PTR(&mp_identity_obj), a))         \
    X(CALL_1, int, INT(mp_obj_get_int(a)))                                                 \
    X(CALL_2, str_equal, BOOL(mp_obj_str_equal(a, b)))                                     \
    X(CALL_1, quoted, str_prints(a))                                                       \
    X(CALL_1, intern, interned(a))                                                         \
    X(CALL_1, utf8, from_vstr(a))                                                          \
    X(CALL_1, cstr, mp_obj_new_str_from_cstr(mp_obj_str_get_str(a)))                       \
    X(CALL_2, closure, closed(a, b))                                                       \
    X(CALL_2, bound, mp_obj_new_bound_meth(a, b))                                          \
    X(CALL_1, is_bound, BOOL(mp_obj_is_type(a, &mp_type_bound_meth)))                      \
    X(CALL_1, is_generator, BOOL(mp_obj_is_type(a, &mp_type_gen_instance)))                \
    X(CALL_1, cell, cells(a))                                                              \
    X(CALL_1, module, module_calls(a))                                                     \
    X(CALL_1, is_native_exception, BOOL(mp_obj_is_native_exception_instance(a)))           \
    X(CALL_1, is_exception_type, BOOL(mp_obj_is_exception_type(a)))                        \
    X(CALL_1, is_exception, BOOL(mp_obj_is_exception_instance(a)))                         \
    X(CALL_1, traceback, trace(a))                                                         \
    X(CALL_0, vlist, message("%d %s %q", 5, "text", (qstr)MP_QSTR_key))                    \
    X(CALL_2, concatenated, copied_tuple(a, b))                                            \
    X(CALL_2, times, multiplied(a, b))                                                     \
    X(CALL_3, cmp_bytes, compared_bytes(a, b, c))                                          \
    X(CALL_3, cmp_objs, compared_objects(a, b, c))                                         \
    X(CALL_2, slice, sliced(a, b))                                                         \
    X(CALL_V, index, indexed(n_args, args))                                                \
    X(CALL_2, count, counted(a, b))                                                        \
    X(CALL_0, list_init, list_inits())                                                     \
    X(CALL_1, list_new, mp_obj_list_make_new(&mp_type_list, 1, 0, &a))                     \
    X(CALL_V, sort, sorted(n_args, args))                                                  \
    X(CALL_1, dict, dict_calls(a))                                                         \
    X(CALL_1, set, set_slots(a))                                                           \
    X(CALL_1, instance_callable, BOOL(mp_obj_instance_is_callable(a)))                     \
    X(CALL_2, instance_call, mp_obj_instance_call(a, 1, 0, &b))                            \
    X(CALL_2, small, small_ints(a, b))                                                     \
    X(CALL_1, slot, slots(a))                                                              \
    X(CALL_1, immediate, BOOL(mp_obj_is_immediate_obj(a) || mp_obj_is_obj(a)))             \
    X(CALL_1, via_qstr, mp_obj_new_str_via_qstr(mp_obj_str_get_str(a), 3))                 \
    X(CALL_2, attrtuple, attr_tuple(a, b))                                                 \
    X(CALL_1, float_get, mp_obj_new_float(mp_obj_float_get(a)))                            \
    X(CALL_1, float_hash, INT(mp_float_hash(mp_obj_get_float(a))))                         \
    X(CALL_1, property, mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_property), a))         \
    X(CALL_1, checked, check(a))                              \
    X(CALL_0, ellipsis, MP_OBJ_FROM_PTR(&mp_const_ellipsis_obj))                                                 \
    X(CALL_0, not_implemented, mp_const_notimplemented)

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t objcalls_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_objcalls)},
    {MP_ROM_QSTR(MP_QSTR_LESS), MP_ROM_INT(MP_BINARY_OP_LESS)},
    {MP_ROM_QSTR(MP_QSTR_LESS_EQUAL), MP_ROM_INT(MP_BINARY_OP_LESS_EQUAL)},
    {MP_ROM_QSTR(MP_QSTR_EQUAL), MP_ROM_INT(MP_BINARY_OP_EQUAL)},
    {MP_ROM_QSTR(MP_QSTR_MORE), MP_ROM_INT(MP_BINARY_OP_MORE)},
    {MP_ROM_QSTR(MP_QSTR_MORE_EQUAL), MP_ROM_INT(MP_BINARY_OP_MORE_EQUAL)},
    {MP_ROM_QSTR(MP_QSTR_NOT_EQUAL), MP_ROM_INT(MP_BINARY_OP_NOT_EQUAL)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(objcalls_globals, objcalls_globals_table);

const mp_obj_module_t objcalls_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&objcalls_globals,
};

MP_REGISTER_MODULE(MP_QSTR_objcalls, objcalls_module);
