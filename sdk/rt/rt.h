// SPDX-License-Identifier: 0BSD
// For the sources in these folders: function-table entries that are not API by themselves, and the
// qstrs that the runtime needs. src/abi/api.cpp has the names.
#ifndef NATMOD_RT_H
#define NATMOD_RT_H

#include "py/binary.h"
#include "py/builtin.h"
#include "py/gc.h"
#include "py/nativeglue.h"
#include "py/objarray.h"
#include "py/objexcept.h"
#include "py/objfun.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/smallint.h"
#include "py/stream.h"
// Made of those.
#include "natmod/init.h"

mp_uint_t natmod_tab_native_from_obj(mp_obj_t obj, mp_uint_t type);
mp_obj_t natmod_tab_native_to_obj(mp_uint_t val, mp_uint_t type);
mp_obj_dict_t *natmod_tab_swap_globals(mp_obj_dict_t *new_globals);
mp_obj_t natmod_tab_call_function_n_kw(mp_obj_t fun, size_t n_args_kw, const mp_obj_t *args);
mp_obj_t natmod_tab_getiter(mp_obj_t obj, mp_obj_iter_buf_t *iter);
void natmod_tab_raise(mp_obj_t o);
void *natmod_tab_realloc_(void *ptr, size_t n_bytes, bool allow_move);
MP_NORETURN void natmod_tab_raise_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg);
const mp_obj_type_t *natmod_tab_obj_get_type(mp_const_obj_t o);
#if NATMOD_ABI >= 3
void natmod_tab_arg_parse_all(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed,
                              const natmod_abi_arg_t *allowed, mp_arg_val_t *out_vals);
mp_obj_t natmod_tab_binary_get_val_array(char typecode, void *p, size_t index);
void natmod_tab_binary_set_val_array(char typecode, void *p, size_t index, mp_obj_t val_in);
#endif

// qstrs with a fixed number in .mpy version 6: Q___init__ and the like.
enum {
    NO_QSTR,
#define QSTR(name) Q_##name,
#define QSTR_TEXT(name, text) Q_##name,
#include "static_qstrs.h"
    FIRST_OTHER_QSTR,
    LAST_STATIC_QSTR = FIRST_OTHER_QSTR - 1
};

// A qstr that the linker adds to the file's table because it is named here.
#define NATMOD_QSTR(name) extern const char natmod_q_##name[]
#define Q(name) ((qstr)natmod_q_##name)

// Puts a copy in place of globals that are fixed; it lives as long as the module file's memory.
void natmod_unfix_globals(mp_obj_module_t *module);

// Exceptions with two texts: raise_plain.c's and raise_text.c's.
MP_NORETURN void natmod_raise_no_complex(mp_obj_t o);
MP_NORETURN void natmod_raise_no_array(mp_obj_t o);
MP_NORETURN void natmod_raise_array_len(size_t wanted, size_t len);
MP_NORETURN void natmod_raise_no_index(const mp_obj_type_t *type, mp_obj_t index);
MP_NORETURN void natmod_raise_no_str_index(mp_obj_t index);
MP_NORETURN void natmod_raise_index_range(const mp_obj_type_t *type);
MP_NORETURN void natmod_raise_int_size(size_t num_bytes);
#if NATMOD_ABI < 3
MP_NORETURN void natmod_raise_no_arg(qstr name);
#endif

// Raises MemoryError if there still is no memory for a block of that size.
void natmod_no_memory(size_t num_bytes);

// A str object of a text that lives on, MP_OBJ_NULL without memory or text.
mp_obj_t natmod_text_as_str(const char *text);

// Attribute of a module of the firmware, ImportError if one is missing. An import takes long: it
// searches the file system first, unless the module's name has a `u` in front, which always means
// the firmware's own.
mp_obj_t natmod_module_attr(qstr module, qstr attr);

// One that is looked up once. It is an object in the firmware's ROM, no concern of the collector's.
typedef struct {
    mp_obj_t object;
    qstr module, attr;
} natmod_attr;
#define NATMOD_ATTR(variable, module, attr) \
    static natmod_attr variable = {MP_OBJ_NULL, Q(module), Q(attr)}
mp_obj_t natmod_find(natmod_attr *attr);
mp_obj_t natmod_call_found(natmod_attr *function, size_t n_args, const mp_obj_t *args);

// A function of the firmware, called directly: a third less than by mp_call_function_n_kw.
static inline mp_obj_t natmod_call_builtin(const mp_obj_base_t *function, size_t n_args,
                                           const mp_obj_t *args) {
    return MP_OBJ_TYPE_GET_SLOT(function->type, call)(MP_OBJ_FROM_PTR(function), n_args, 0, args);
}

// Those that an interrupt handler may want: there already when the module has been imported.
extern const mp_obj_base_t natmod_micropython_schedule, natmod_time_sleep_ms, natmod_time_sleep_us,
    natmod_time_ticks_cpu, natmod_time_ticks_ms, natmod_time_ticks_us, natmod_time_time_ns;

// The low 64 bits of an int that is no small one.
uint64_t natmod_obj_low_64(mp_obj_t big);
// Those of any int, unless the result is 1: the bits above them are not all 0 or all 1 (-1).
int natmod_obj_get_64(mp_obj_t o, uint64_t *low);

// The digits of a big int whose lowest word is `low`, or NULL if it may have none: where firmware's
// big ints are 64 bits, that word is one of these two. Small ints and other types have none.
static inline const mpz_t *natmod_int_digits(mp_const_obj_t number, mp_uint_t low) {
    const mp_uint_t *words = (const mp_uint_t *)MP_OBJ_TO_PTR(number);
    return !mp_obj_is_exact_type(number, &mp_type_int) || words[1] == low || words[2] == low
               ? NULL
               : &((const mp_obj_int_t *)words)->mpz;
}

// The firmware's function behind a method of its type, kept in *found.
const void *natmod_find_method(const void **found, const mp_obj_type_t *type, qstr method);
// A method by name, with arguments.
mp_obj_t natmod_call_method(mp_obj_t self, qstr method, size_t n_args, const mp_obj_t *args);
// The operator of the object's own type, NULL where it is not supported: no exception.
mp_obj_t natmod_unary_op_maybe(mp_unary_op_t op, mp_obj_t arg);

// Whether a stream is one of this module.
bool natmod_is_own_stream(const mp_stream_p_t *protocol);

static inline const mp_obj_type_t *natmod_type_of(mp_obj_t o) {
    return ((const mp_obj_base_t *)o)->type;
}

#endif
