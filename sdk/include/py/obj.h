// SPDX-License-Identifier: 0BSD
// Objects: words, the structures that the firmware reads, and what can be done with any object.
#ifndef NATMOD_PY_OBJ_H
#define NATMOD_PY_OBJ_H

#include "py/misc.h"
#include "py/mpconfig.h"
#include "py/mpprint.h"
#include "py/qstr.h"
#include "py/runtime0.h"
// Made of those.
#include "natmod/objects.h"
#include "natmod/register.h"
#include "natmod/type.h"

NATMOD_BEGIN_C

// What an object is.
const mp_obj_type_t *mp_obj_get_type(mp_const_obj_t o_in);
const char *mp_obj_get_type_str(mp_const_obj_t o_in);
bool mp_obj_is_subclass_fast(mp_const_obj_t object, mp_const_obj_t classinfo);
// The object itself, or the native object that the instance of a Python class holds; else NULL.
mp_obj_t mp_obj_cast_to_native_base(mp_obj_t self_in, mp_const_obj_t native_type);
bool mp_obj_is_callable(mp_obj_t o_in);
bool mp_obj_is_dict_or_ordereddict(mp_obj_t o);
bool mp_obj_is_fun(mp_const_obj_t o);
bool mp_obj_is_str_or_bytes(mp_const_obj_t o);

// What every object can do. Those with _maybe return NULL or false instead of raising.
void mp_obj_print_helper(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind);
void mp_obj_print(mp_obj_t o, mp_print_kind_t kind);
void mp_obj_print_exception(const mp_print_t *print, mp_obj_t exc);
bool mp_obj_is_true(mp_obj_t arg);
mp_obj_t mp_obj_equal_not_equal(mp_binary_op_t op, mp_obj_t o1, mp_obj_t o2);
bool mp_obj_equal(mp_obj_t o1, mp_obj_t o2);
mp_obj_t mp_obj_id(mp_obj_t o_in);
mp_obj_t mp_obj_len(mp_obj_t o_in);
mp_obj_t mp_obj_len_maybe(mp_obj_t o_in);
mp_obj_t mp_obj_subscr(mp_obj_t base, mp_obj_t index, mp_obj_t val);
bool mp_get_buffer(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags);
mp_obj_t mp_identity(mp_obj_t self);

// Numbers. _get_int raises OverflowError for what does not fit, _truncated takes the low bits.
mp_int_t mp_obj_get_int(mp_const_obj_t arg);
mp_uint_t mp_obj_get_uint(mp_const_obj_t arg);
long long mp_obj_get_ll(mp_const_obj_t arg);
mp_int_t mp_obj_get_int_truncated(mp_const_obj_t arg);
bool mp_obj_get_int_maybe(mp_const_obj_t arg, mp_int_t *value);
mp_int_t mp_obj_int_get_truncated(mp_const_obj_t self_in);
mp_int_t mp_obj_int_get_checked(mp_const_obj_t self_in);
mp_uint_t mp_obj_int_get_uint_checked(mp_const_obj_t self_in);
mp_obj_t natmod_obj_new_int(mp_int_t value);
mp_obj_t natmod_obj_new_int_from_uint(mp_uint_t value);
mp_obj_t mp_obj_new_int_from_ll(long long val);
mp_obj_t mp_obj_new_int_from_ull(unsigned long long val);
mp_obj_t mp_obj_new_int_from_str_len(const char **str, size_t len, bool neg, unsigned int base);

// Texts and bytes.
mp_obj_t mp_obj_new_str(const char *data, size_t len);
mp_obj_t mp_obj_new_str_from_cstr(const char *str);
mp_obj_t mp_obj_new_str_via_qstr(const char *data, size_t len);
mp_obj_t mp_obj_new_str_from_vstr(vstr_t *vstr);
mp_obj_t mp_obj_new_str_from_utf8_vstr(vstr_t *vstr);
mp_obj_t mp_obj_new_bytes_from_vstr(vstr_t *vstr);
mp_obj_t mp_obj_new_bytes(const byte *data, size_t len);
mp_obj_t mp_obj_new_bytearray(size_t n, const void *items);
mp_obj_t mp_obj_new_bytearray_by_ref(size_t n, void *items);
mp_obj_t mp_obj_new_memoryview(byte typecode, size_t nitems, void *items);
bool mp_obj_str_equal(mp_obj_t s1, mp_obj_t s2);
qstr mp_obj_str_get_qstr(mp_obj_t self_in);
const char *mp_obj_str_get_str(mp_obj_t self_in);  // raises TypeError if it is no str or bytes
const char *mp_obj_str_get_data(mp_obj_t self_in, size_t *len);
mp_obj_t mp_obj_str_intern(mp_obj_t str);
mp_obj_t mp_obj_str_intern_checked(mp_obj_t obj);
void mp_str_print_quoted(const mp_print_t *print, const byte *str_data, size_t str_len,
                         bool is_bytes);

// Containers.
mp_obj_t mp_obj_new_tuple(size_t n, const mp_obj_t *items);
mp_obj_t mp_obj_new_list(size_t n, mp_obj_t *items);
mp_obj_t mp_obj_new_dict(size_t n_args);
mp_obj_t mp_obj_new_set(size_t n_args, mp_obj_t *items);
mp_obj_t mp_obj_new_slice(mp_obj_t start, mp_obj_t stop, mp_obj_t step);
void mp_obj_get_array(mp_obj_t o, size_t *len, mp_obj_t **items);
void mp_obj_get_array_fixed_n(mp_obj_t o, size_t len, mp_obj_t **items);
size_t mp_get_index(const mp_obj_type_t *type, size_t len, mp_obj_t index, bool is_slice);
void mp_obj_slice_indices(mp_obj_t self_in, mp_int_t length, mp_bound_slice_t *result);
void mp_obj_tuple_get(mp_obj_t self_in, size_t *len, mp_obj_t **items);
#ifndef NATMOD_NO_COMPAT  // until 1.26
void mp_obj_tuple_del(mp_obj_t self_in);
#endif
mp_obj_t mp_obj_list_append(mp_obj_t self_in, mp_obj_t arg);
mp_obj_t mp_obj_list_remove(mp_obj_t self_in, mp_obj_t value);
void mp_obj_list_get(mp_obj_t self_in, size_t *len, mp_obj_t **items);
void mp_obj_list_set_len(mp_obj_t self_in, size_t len);
void mp_obj_list_store(mp_obj_t self_in, mp_obj_t index, mp_obj_t value);

// Iterates over what a method __getitem__ gives; args as mp_load_method_maybe left them.
mp_obj_t mp_obj_new_getitem_iter(mp_obj_t *args, mp_obj_iter_buf_t *iter_buf);

// Functions, modules, classes.
mp_obj_t mp_obj_new_closure(mp_obj_t fun, size_t n_closed, const mp_obj_t *closed);
mp_obj_t mp_obj_new_bound_meth(mp_obj_t meth, mp_obj_t self);
mp_obj_t mp_obj_new_cell(mp_obj_t obj);
mp_obj_t mp_obj_new_module(qstr module_name);
mp_obj_t mp_obj_new_type(qstr name, mp_obj_t bases_tuple, mp_obj_t locals_dict);

// Exceptions. Texts are formatted as by mp_printf; those without format are kept by reference.
mp_obj_t mp_obj_new_exception(const mp_obj_type_t *exc_type);
mp_obj_t mp_obj_new_exception_arg1(const mp_obj_type_t *exc_type, mp_obj_t arg);
mp_obj_t mp_obj_new_exception_args(const mp_obj_type_t *exc_type, size_t n_args,
                                   const mp_obj_t *args);
mp_obj_t mp_obj_new_exception_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg);
mp_obj_t mp_obj_new_exception_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...);
mp_obj_t mp_obj_new_exception_msg_vlist(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                        va_list args);
mp_obj_t mp_obj_exception_make_new(const mp_obj_type_t *type_in, size_t n_args, size_t n_kw,
                                   const mp_obj_t *args);
bool mp_obj_is_native_exception_instance(mp_obj_t self_in);
bool mp_obj_is_exception_type(mp_obj_t self_in);
bool mp_obj_is_exception_instance(mp_obj_t self_in);
bool mp_obj_exception_match(mp_obj_t exc, mp_const_obj_t exc_type);
void mp_obj_exception_clear_traceback(mp_obj_t self_in);
void mp_obj_exception_get_traceback(mp_obj_t self_in, size_t *n, size_t **values);
mp_obj_t mp_obj_exception_get_value(mp_obj_t self_in);

// Sequences.
void mp_seq_multiply(const void *items, size_t item_sz, size_t len, size_t times, void *dest);
bool mp_seq_get_fast_slice_indexes(mp_uint_t len, mp_obj_t slice, mp_bound_slice_t *indexes);
bool mp_seq_cmp_bytes(mp_uint_t op, const byte *data1, size_t len1, const byte *data2, size_t len2);
bool mp_seq_cmp_objs(mp_uint_t op, const mp_obj_t *items1, size_t len1, const mp_obj_t *items2,
                     size_t len2);
mp_obj_t mp_seq_index_obj(const mp_obj_t *items, size_t len, size_t n_args, const mp_obj_t *args);
mp_obj_t mp_seq_count_obj(const mp_obj_t *items, size_t len, mp_obj_t value);
mp_obj_t mp_seq_extract_slice(const mp_obj_t *seq, mp_bound_slice_t *indexes);

void *mp_obj_malloc_helper(size_t num_bytes, const mp_obj_type_t *type);
void *mp_obj_malloc_with_finaliser_helper(size_t num_bytes, const mp_obj_type_t *type);
#if UINTPTR_MAX <= 0xffffffffu
bool mp_obj_is_float(mp_const_obj_t o);
#endif

NATMOD_END_C

#define mp_seq_copy(dest, src, len, item_t) memcpy(dest, src, (len) * sizeof(item_t))
#define mp_seq_cat(dest, src1, len1, src2, len2, item_t)        \
    do {                                                        \
        memcpy(dest, src1, (len1) * sizeof(item_t));            \
        memcpy((dest) + (len1), src2, (len2) * sizeof(item_t)); \
    } while (0)
#define mp_seq_clear(start, len, alloc_len, item_sz) \
    memset((byte *)(start) + (len) * (item_sz), 0, ((alloc_len) - (len)) * (item_sz))

// Space for an object, its type set. The form with four arguments is that of 1.22 and older.
#define mp_obj_malloc(struct_type, obj_type) \
    ((struct_type *)mp_obj_malloc_helper(sizeof(struct_type), obj_type))
#define mp_obj_malloc_with_finaliser(struct_type, obj_type) \
    ((struct_type *)mp_obj_malloc_with_finaliser_helper(sizeof(struct_type), obj_type))
#define mp_obj_malloc_var(...) NATMOD_MALLOC_VAR(mp_obj_malloc_helper, __VA_ARGS__)
#define mp_obj_malloc_var_with_finaliser(...) \
    NATMOD_MALLOC_VAR(mp_obj_malloc_with_finaliser_helper, __VA_ARGS__)
#define NATMOD_MALLOC_VAR(...) \
    NATMOD_PICK_6(__VA_ARGS__, NATMOD_MALLOC_VAR_FIELD, NATMOD_MALLOC_VAR_END, , , , )(__VA_ARGS__)
#define NATMOD_MALLOC_VAR_FIELD(allocate, struct_type, var_field, var_type, var_num, obj_type) \
    ((struct_type *)allocate(offsetof(struct_type, var_field) + sizeof(var_type) * (var_num),  \
                             obj_type))
#define NATMOD_MALLOC_VAR_END(allocate, struct_type, var_type, var_num, obj_type) \
    ((struct_type *)allocate(sizeof(struct_type) + sizeof(var_type) * (var_num), obj_type))

static inline bool mp_obj_is_exact_type(mp_const_obj_t o, const mp_obj_type_t *type) {
    return mp_obj_is_obj(o) && ((const mp_obj_base_t *)o)->type == type;
}
// True for int, str, bool and None too, which are not always pointers: of all other types that are
// written `&name`, the objects are.
static inline bool natmod_obj_is_type(mp_const_obj_t o, const mp_obj_type_t *type, bool pointers) {
    return pointers || mp_obj_is_obj(o) ? mp_obj_is_exact_type(o, type)
                                        : mp_obj_get_type(o) == type;
}
#define NATMOD_IS_TEXT(text, other) (__builtin_strcmp(text, other) == 0)
#define NATMOD_HAS_POINTERS(text)                                                       \
    ((text)[0] == '&' && !NATMOD_IS_TEXT(text, "&mp_type_int") &&                       \
     !NATMOD_IS_TEXT(text, "&mp_type_str") && !NATMOD_IS_TEXT(text, "&mp_type_bool") && \
     !NATMOD_IS_TEXT(text, "&mp_type_NoneType"))
#define mp_obj_is_type(o, type) natmod_obj_is_type(o, type, NATMOD_HAS_POINTERS(#type))
static inline bool mp_obj_is_int(mp_const_obj_t o) {
    return mp_obj_is_small_int(o) || mp_obj_is_exact_type(o, &mp_type_int);
}
static inline bool mp_obj_is_integer(mp_const_obj_t o) {
    return mp_obj_is_int(o) || mp_obj_is_bool(o);
}
static inline bool mp_obj_is_str(mp_const_obj_t o) {
    return mp_obj_is_exact_type(o, &mp_type_str) || mp_obj_is_qstr(o);
}

// Where the compiler knows that the number is small, it makes the object.
static MP_ALWAYSINLINE inline mp_obj_t mp_obj_new_int(mp_int_t value) {
    bool small = ((mp_int_t)((mp_uint_t)value << 1) >> 1) == value;
    return __builtin_constant_p(small) && small ? MP_OBJ_NEW_SMALL_INT(value)
                                                : natmod_obj_new_int(value);
}
static MP_ALWAYSINLINE inline mp_obj_t mp_obj_new_int_from_uint(mp_uint_t value) {
    bool small = value <= MP_UINT_MAX >> 2;
    return __builtin_constant_p(small) && small ? MP_OBJ_NEW_SMALL_INT(value)
                                                : natmod_obj_new_int_from_uint(value);
}

#if NATMOD_ABI >= 2
static inline void mp_get_buffer_raise(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    mp_get_buffer(obj, bufinfo, flags | MP_BUFFER_RAISE_IF_UNSUPPORTED);
}
#else
NATMOD_BEGIN_C
void mp_get_buffer_raise(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags);
NATMOD_END_C
#endif

static inline mp_obj_dict_t *mp_obj_module_get_globals(mp_obj_t module) {
    return ((mp_obj_module_t *)MP_OBJ_TO_PTR(module))->globals;
}
static inline mp_obj_t mp_obj_cell_get(mp_obj_t self_in) {
    return ((mp_obj_cell_t *)MP_OBJ_TO_PTR(self_in))->obj;
}
static inline void mp_obj_cell_set(mp_obj_t self_in, mp_obj_t obj) {
    ((mp_obj_cell_t *)MP_OBJ_TO_PTR(self_in))->obj = obj;
}

#include "natmod/float.h"
#include "natmod/layout.h"

#endif
