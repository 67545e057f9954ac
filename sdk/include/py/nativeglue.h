// SPDX-License-Identifier: 0BSD
// The firmware's function table: every native module's way to the firmware. The SDK's functions
// reach its entries by name; the whole table is here for sources that use mp_fun_table itself.
#ifndef NATMOD_PY_NATIVEGLUE_H
#define NATMOD_PY_NATIVEGLUE_H

#include "py/obj.h"
#include "py/persistentcode.h"
#include "py/runtime.h"
#include "py/stream.h"

// An argument as the firmware reads it; the SDK's mp_arg_t has a wider name.
typedef struct _natmod_abi_arg_t {
    uint16_t qst;
    uint16_t flags;
    mp_arg_val_t defval;
} natmod_abi_arg_t;
NATMOD_SIZE(natmod_abi_arg_t, 2);

// An entry that takes or returns a float is not called by hand where the firmware's registers for
// floats are not known: see natmod/float.h.
#if MICROPY_PY_BUILTINS_FLOAT && NATMOD_FLOATS_IN_MEMORY
#define NATMOD_NOT_BY_HAND(function) __attribute__((deprecated("use " #function "()")))
#else
#define NATMOD_NOT_BY_HAND(function)
#endif

typedef struct _mp_fun_table_t {
    mp_const_obj_t const_none;
    mp_const_obj_t const_false;
    mp_const_obj_t const_true;
    mp_uint_t (*native_from_obj)(mp_obj_t obj, mp_uint_t type);
    mp_obj_t (*native_to_obj)(mp_uint_t val, mp_uint_t type);
    mp_obj_dict_t *(*swap_globals)(mp_obj_dict_t *new_globals);
    mp_obj_t (*load_name)(qstr qst);
    mp_obj_t (*load_global)(qstr qst);
    mp_obj_t (*load_build_class)(void);
    mp_obj_t (*load_attr)(mp_obj_t base, qstr attr);
    void (*load_method)(mp_obj_t base, qstr attr, mp_obj_t *dest);
    void (*load_super_method)(qstr attr, mp_obj_t *dest);
    void (*store_name)(qstr qst, mp_obj_t obj);
    void (*store_global)(qstr qst, mp_obj_t obj);
    void (*store_attr)(mp_obj_t base, qstr attr, mp_obj_t val);
    mp_obj_t (*obj_subscr)(mp_obj_t base, mp_obj_t index, mp_obj_t val);
    bool (*obj_is_true)(mp_obj_t arg);
    mp_obj_t (*unary_op)(mp_unary_op_t op, mp_obj_t arg);
    mp_obj_t (*binary_op)(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs);
    mp_obj_t (*new_tuple)(size_t n, const mp_obj_t *items);
    mp_obj_t (*new_list)(size_t n, mp_obj_t *items);
    mp_obj_t (*new_dict)(size_t n_args);
    mp_obj_t (*new_set)(size_t n_args, mp_obj_t *items);
    void (*set_store)(mp_obj_t self_in, mp_obj_t item);
    mp_obj_t (*list_append)(mp_obj_t self_in, mp_obj_t arg);
    mp_obj_t (*dict_store)(mp_obj_t self_in, mp_obj_t key, mp_obj_t value);
#if NATMOD_ABI >= 3
    mp_obj_t (*make_function_from_proto_fun)(mp_proto_fun_t proto_fun,
                                             const mp_module_context_t *cm,
                                             const mp_obj_t *def_args);
#else
    mp_obj_t (*make_function_from_raw_code)(const mp_raw_code_t *rc, const mp_module_context_t *cm,
                                            const mp_obj_t *def_args);
#endif
    mp_obj_t (*call_function_n_kw)(mp_obj_t fun_in, size_t n_args_kw, const mp_obj_t *args);
    mp_obj_t (*call_method_n_kw)(size_t n_args, size_t n_kw, const mp_obj_t *args);
    mp_obj_t (*call_method_n_kw_var)(bool have_self, size_t n_args_n_kw, const mp_obj_t *args);
    mp_obj_t (*getiter)(mp_obj_t obj, mp_obj_iter_buf_t *iter);
    mp_obj_t (*iternext)(mp_obj_iter_buf_t *iter);
    unsigned int (*nlr_push)(nlr_buf_t *);
    void (*nlr_pop)(void);
    void (*raise)(mp_obj_t o);
    mp_obj_t (*import_name)(qstr name, mp_obj_t fromlist, mp_obj_t level);
    mp_obj_t (*import_from)(mp_obj_t module, qstr name);
    void (*import_all)(mp_obj_t module);
    mp_obj_t (*new_slice)(mp_obj_t start, mp_obj_t stop, mp_obj_t step);
    void (*unpack_sequence)(mp_obj_t seq, size_t num, mp_obj_t *items);
    void (*unpack_ex)(mp_obj_t seq, size_t num, mp_obj_t *items);
    void (*delete_name)(qstr qst);
    void (*delete_global)(qstr qst);
    mp_obj_t (*new_closure)(mp_obj_t fun, size_t n_closed_over, const mp_obj_t *closed);
    void (*arg_check_num_sig)(size_t n_args, size_t n_kw, uint32_t sig);
    void (*setup_code_state_native)(void *code_state, size_t n_args, size_t n_kw,
                                    const mp_obj_t *args);
    mp_int_t (*small_int_floor_divide)(mp_int_t num, mp_int_t denom);
    mp_int_t (*small_int_modulo)(mp_int_t dividend, mp_int_t divisor);
    bool (*yield_from)(mp_obj_t gen, mp_obj_t send_value, mp_obj_t *ret_value);
    void *setjmp_;
    void *(*memset_)(void *s, int c, size_t n);
    void *(*memmove_)(void *dest, const void *src, size_t n);
    void *(*realloc_)(void *ptr, size_t n_bytes, bool allow_move);
    int (*printf_)(const mp_print_t *print, const char *fmt, ...);
    int (*vprintf_)(const mp_print_t *print, const char *fmt, va_list args);
    MP_NORETURN void (*raise_msg)(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg);
    const mp_obj_type_t *(*obj_get_type)(mp_const_obj_t o_in);
    mp_obj_t (*obj_new_str)(const char *data, size_t len);
    mp_obj_t (*obj_new_bytes)(const byte *data, size_t len);
    mp_obj_t (*obj_new_bytearray_by_ref)(size_t n, void *items);
    mp_obj_t (*obj_new_float_from_f)(float f) NATMOD_NOT_BY_HAND(mp_obj_new_float_from_f);
    mp_obj_t (*obj_new_float_from_d)(double d) NATMOD_NOT_BY_HAND(mp_obj_new_float_from_d);
    float (*obj_get_float_to_f)(mp_obj_t o) NATMOD_NOT_BY_HAND(mp_obj_get_float_to_f);
    double (*obj_get_float_to_d)(mp_obj_t o) NATMOD_NOT_BY_HAND(mp_obj_get_float_to_d);
#if NATMOD_ABI >= 3
    void (*load_method_maybe)(mp_obj_t base, qstr attr, mp_obj_t *dest);
#endif
#if NATMOD_ABI >= 2
    bool (*get_buffer)(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags);
#else
    void (*get_buffer_raise)(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags);
#endif
    const mp_stream_p_t *(*get_stream_raise)(mp_obj_t self_in, int flags);
#if NATMOD_ABI >= 3
    void (*arg_parse_all)(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed,
                          const natmod_abi_arg_t *allowed, mp_arg_val_t *out_vals);
    void (*arg_parse_all_kw_array)(size_t n_pos, size_t n_kw, const mp_obj_t *args,
                                   size_t n_allowed, const natmod_abi_arg_t *allowed,
                                   mp_arg_val_t *out_vals);
    size_t (*binary_get_size)(char struct_type, char val_type, size_t *palign);
    mp_obj_t (*binary_get_val_array)(char typecode, void *p, size_t index);
    void (*binary_set_val_array)(char typecode, void *p, size_t index, mp_obj_t val_in);
#endif
    const mp_print_t *plat_print;
    const mp_obj_type_t *type_type;
    const mp_obj_type_t *type_str;
    const mp_obj_type_t *type_list;
    const mp_obj_type_t *type_dict;
    const mp_obj_type_t *type_fun_builtin_0;
    const mp_obj_type_t *type_fun_builtin_1;
    const mp_obj_type_t *type_fun_builtin_2;
    const mp_obj_type_t *type_fun_builtin_3;
    const mp_obj_type_t *type_fun_builtin_var;
#if NATMOD_ABI >= 3
    const mp_obj_type_t *type_Exception;
#endif
    const mp_obj_fun_builtin_var_t *stream_read_obj;
    const mp_obj_fun_builtin_var_t *stream_readinto_obj;
    const mp_obj_fun_builtin_var_t *stream_unbuffered_readline_obj;
    const mp_obj_fun_builtin_var_t *stream_write_obj;
} mp_fun_table_t;
#if NATMOD_ABI >= 3
NATMOD_SIZE(mp_fun_table_t, 87);
NATMOD_AT(mp_fun_table_t, raise_msg, 55);
NATMOD_AT(mp_fun_table_t, plat_print, 72);
#else
NATMOD_SIZE(mp_fun_table_t, 80);
NATMOD_AT(mp_fun_table_t, plat_print, 66);
#endif

NATMOD_BEGIN_C
extern const mp_fun_table_t mp_fun_table;
NATMOD_END_C

#endif
