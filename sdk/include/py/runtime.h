// SPDX-License-Identifier: 0BSD
// What running code does: arguments, attributes, operators, calls, iteration, imports, raising.
#ifndef NATMOD_PY_RUNTIME_H
#define NATMOD_PY_RUNTIME_H

#include "py/cstack.h"
#include "py/mpstate.h"
#include "py/obj.h"

// Arguments of a function, described in a table. By the upper bits, which the firmware does not
// look at, the linker knows such a table (src/link/argument_tables.cpp).
typedef enum {
    MP_ARG_BOOL = 0xa401,
    MP_ARG_INT = 0xa402,
    MP_ARG_OBJ = 0xa403,
    MP_ARG_KIND_MASK = 0xfcff,
    MP_ARG_REQUIRED = 0x100,
    MP_ARG_KW_ONLY = 0x200,
} mp_arg_flag_t;

typedef union _mp_arg_val_t {
    bool u_bool;
    mp_int_t u_int;
    mp_obj_t u_obj;
    mp_rom_obj_t u_rom_obj;
} mp_arg_val_t;

// The name has a word, not the firmware's 16 bits, so that MP_QSTR_x can stand in a table. The
// linker makes the firmware's layout of it where it may, mp_arg_parse_all elsewhere.
typedef struct _mp_arg_t {
    qstr qst;
    uint16_t flags;
    mp_arg_val_t defval;
} mp_arg_t;
NATMOD_SIZE(mp_arg_val_t, 1);

// How a generator left its code.
typedef enum {
    MP_VM_RETURN_NORMAL,
    MP_VM_RETURN_YIELD,
    MP_VM_RETURN_EXCEPTION,
} mp_vm_return_kind_t;

// The first two are what mp_handle_pending(bool) took before 1.27.
typedef enum {
    MP_HANDLE_PENDING_CALLBACKS_AND_CLEAR_EXCEPTIONS,
    MP_HANDLE_PENDING_CALLBACKS_AND_EXCEPTIONS,
    MP_HANDLE_PENDING_CALLBACKS_ONLY,
} mp_handle_pending_behaviour_t;

NATMOD_BEGIN_C
int mp_print_mp_int(const mp_print_t *print, mp_obj_t x, unsigned base, int base_char, int flags,
                    char fill, int width, int prec);
void mp_arg_check_num_sig(size_t n_args, size_t n_kw, uint32_t sig);
void mp_arg_parse_all(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed,
                      const mp_arg_t *allowed, mp_arg_val_t *out_vals);
void mp_arg_parse_all_kw_array(size_t n_pos, size_t n_kw, const mp_obj_t *args, size_t n_allowed,
                               const mp_arg_t *allowed, mp_arg_val_t *out_vals);
MP_NORETURN void mp_arg_error_terse_mismatch(void);
MP_NORETURN void mp_arg_error_unimpl_kw(void);

// Names.
mp_obj_t mp_load_name(qstr qst);
mp_obj_t mp_load_global(qstr qst);
mp_obj_t mp_load_build_class(void);
void mp_store_name(qstr qst, mp_obj_t obj);
void mp_store_global(qstr qst, mp_obj_t obj);
void mp_delete_name(qstr qst);
void mp_delete_global(qstr qst);
mp_obj_dict_t *mp_globals_get(void);
void mp_globals_set(mp_obj_dict_t *d);
mp_obj_dict_t *mp_locals_get(void);

// Attributes. dest[0] is the method or attribute; dest[1] is self, or NULL if none is to be passed.
mp_obj_t mp_load_attr(mp_obj_t base, qstr attr);
void mp_store_attr(mp_obj_t base, qstr attr, mp_obj_t val);
void mp_load_method(mp_obj_t base, qstr attr, mp_obj_t *dest);
void mp_load_method_maybe(mp_obj_t base, qstr attr, mp_obj_t *dest);
void mp_load_method_protected(mp_obj_t obj, qstr attr, mp_obj_t *dest, bool catch_all_exc);
void mp_load_super_method(qstr attr, mp_obj_t *dest);
void mp_convert_member_lookup(mp_obj_t obj, const mp_obj_type_t *type, mp_obj_t member,
                              mp_obj_t *dest);

// Operators and calls.
mp_obj_t mp_unary_op(mp_unary_op_t op, mp_obj_t arg);
mp_obj_t mp_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs);
mp_obj_t mp_call_function_0(mp_obj_t fun);
mp_obj_t mp_call_function_1(mp_obj_t fun, mp_obj_t arg);
mp_obj_t mp_call_function_2(mp_obj_t fun, mp_obj_t arg1, mp_obj_t arg2);
mp_obj_t mp_call_function_n_kw(mp_obj_t fun, size_t n_args, size_t n_kw, const mp_obj_t *args);
mp_obj_t mp_call_method_n_kw(size_t n_args, size_t n_kw, const mp_obj_t *args);
mp_obj_t mp_call_method_n_kw_var(bool have_self, size_t n_args_n_kw, const mp_obj_t *args);
mp_obj_t mp_call_method_self_n_kw(mp_obj_t meth, mp_obj_t self, size_t n_args, size_t n_kw,
                                  const mp_obj_t *args);
// An exception is printed and NULL returned.
mp_obj_t mp_call_function_1_protected(mp_obj_t fun, mp_obj_t arg);
mp_obj_t mp_call_function_2_protected(mp_obj_t fun, mp_obj_t arg1, mp_obj_t arg2);

// Iteration. mp_iternext returns MP_OBJ_STOP_ITERATION at the end and does not raise
// StopIteration; with _allow_raise it may.
mp_obj_t mp_getiter(mp_obj_t o, mp_obj_iter_buf_t *iter_buf);
mp_obj_t mp_iternext(mp_obj_t o);
mp_obj_t mp_iternext_allow_raise(mp_obj_t o);
mp_obj_t mp_make_stop_iteration(mp_obj_t o);
// Sends a value into a generator, or throws an exception in it; the other one is NULL.
mp_vm_return_kind_t mp_resume(mp_obj_t self_in, mp_obj_t send_value, mp_obj_t throw_value,
                              mp_obj_t *ret_val);
void mp_unpack_sequence(mp_obj_t seq, size_t num, mp_obj_t *items);  // last item first
void mp_unpack_ex(mp_obj_t seq, size_t num, mp_obj_t *items);

// Imports.
mp_obj_t mp_import_name(qstr name, mp_obj_t fromlist, mp_obj_t level);
mp_obj_t mp_import_from(mp_obj_t module, qstr name);
void mp_import_all(mp_obj_t module);

// Exceptions. Texts without a format are kept by reference.
mp_obj_t mp_make_raise_obj(mp_obj_t o);
MP_NORETURN void natmod_raise_type(const mp_obj_type_t *exc_type);
MP_NORETURN void natmod_raise_type_arg(const mp_obj_type_t *exc_type, mp_obj_t arg);
MP_NORETURN void natmod_raise_builtin_arg(qstr exception, mp_obj_t arg);
MP_NORETURN void natmod_raise_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg);
MP_NORETURN void natmod_raise_builtin(qstr exception, mp_rom_error_text_t msg);
MP_NORETURN void mp_raise_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...);
MP_NORETURN void mp_raise_ValueError(mp_rom_error_text_t msg);
MP_NORETURN void mp_raise_TypeError(mp_rom_error_text_t msg);
MP_NORETURN void mp_raise_NotImplementedError(mp_rom_error_text_t msg);
MP_NORETURN void mp_raise_ValueError_no_msg(void);
MP_NORETURN void mp_raise_TypeError_no_msg(void);
MP_NORETURN void mp_raise_NotImplementedError_no_msg(void);
MP_NORETURN void mp_raise_TypeError_int_conversion(mp_const_obj_t arg);
MP_NORETURN void mp_raise_StopIteration(mp_obj_t arg);
MP_NORETURN void mp_raise_OSError(int errno_);
MP_NORETURN void mp_raise_OSError_with_filename(int errno_, const char *filename);
MP_NORETURN void mp_raise_recursion_depth(void);
#ifndef NATMOD_NO_COMPAT
MP_NORETURN void mp_raise_msg_str(const mp_obj_type_t *exc_type, const char *msg);
#endif

// Words of compiled Python code and back; MP_NATIVE_TYPE_*.
mp_uint_t mp_native_from_obj(mp_obj_t obj, mp_uint_t type);
mp_obj_t mp_native_to_obj(mp_uint_t val, mp_uint_t type);

// Scheduler and pending exceptions.
bool mp_sched_schedule(mp_obj_t function, mp_obj_t arg);
void mp_handle_pending(int behaviour);
void mp_event_handle_nowait(void);
// Both return after a millisecond at the latest, as on a port with ticks.
void mp_event_wait_indefinite(void);
void mp_event_wait_ms(mp_uint_t timeout_ms);
NATMOD_END_C

// An exception that the compiler knows is looked up when it is raised, so that the import has
// nothing to do with it. Their names have these numbers in all firmwares. StopIteration is not
// among them: it should be quick.
// clang-format off
#define NATMOD_BUILTIN_EXCEPTIONS(declare)                                                        \
    declare(30, ArithmeticError) declare(31, AssertionError) declare(32, AttributeError)          \
    declare(34, EOFError) declare(38, ImportError) declare(40, IndexError) declare(41, KeyError)  \
    declare(43, LookupError) declare(44, MemoryError) declare(45, NameError)                      \
    declare(47, NotImplementedError) declare(48, OSError) declare(49, OverflowError)              \
    declare(50, RuntimeError) declare(52, SyntaxError) declare(54, TypeError)                     \
    declare(55, ValueError) declare(56, ZeroDivisionError)
// clang-format on
#define NATMOD_IS_EXCEPTION(type, name) \
    (__builtin_constant_p((type) == &mp_type_##name) && (type) == &mp_type_##name)
#define NATMOD_RAISE(number, name)             \
    if (NATMOD_IS_EXCEPTION(exc_type, name)) { \
        natmod_raise_builtin(number, msg);     \
    }
#define NATMOD_RAISE_ARG(number, name)         \
    if (NATMOD_IS_EXCEPTION(exc_type, name)) { \
        natmod_raise_builtin_arg(number, arg); \
    }
MP_NORETURN static MP_ALWAYSINLINE inline void mp_raise_msg(const mp_obj_type_t *exc_type,
                                                            mp_rom_error_text_t msg) {
    NATMOD_BUILTIN_EXCEPTIONS(NATMOD_RAISE)
    natmod_raise_msg(exc_type, msg);
}
MP_NORETURN static MP_ALWAYSINLINE inline void mp_raise_type(const mp_obj_type_t *exc_type) {
    const mp_rom_error_text_t msg = NULL;
    NATMOD_BUILTIN_EXCEPTIONS(NATMOD_RAISE)
    natmod_raise_type(exc_type);
}
MP_NORETURN static MP_ALWAYSINLINE inline void mp_raise_type_arg(const mp_obj_type_t *exc_type,
                                                                 mp_obj_t arg) {
    NATMOD_BUILTIN_EXCEPTIONS(NATMOD_RAISE_ARG)
    natmod_raise_type_arg(exc_type, arg);
}
#undef NATMOD_RAISE
#undef NATMOD_RAISE_ARG

static inline void mp_arg_check_num(size_t n_args, size_t n_kw, size_t n_args_min,
                                    size_t n_args_max, bool takes_kw) {
    mp_arg_check_num_sig(n_args, n_kw, MP_OBJ_FUN_MAKE_SIG(n_args_min, n_args_max, takes_kw));
}

// The firmware checks self for methods of builtin types itself.
#define mp_check_self(pred) ((void)0)

#include "natmod/near.h"

#endif
