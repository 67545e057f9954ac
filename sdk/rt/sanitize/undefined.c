// SPDX-License-Identifier: 0BSD
// What code calls that is compiled with -fsanitize=undefined (natmod build --sanitize): each raises
// RuntimeError with the place in the source. A compiler passes a record that begins with that
// place, and then values that we do not show.
#include "../rt.h"

typedef struct {
    const char *file;
    uint32_t line, column;
} place_t;

typedef struct {
    place_t where;
    const void *type;
    uint8_t log_alignment;
} pointer_use_t;

static MP_NORETURN void found(const place_t *where, const char *what) {
    const char *name = where->file;
    for (const char *p = name; *p; ++p)
        if (*p == '/') name = p + 1;
    mp_raise_msg_varg(&mp_type_RuntimeError, MP_ERROR_TEXT("%s:%u:%u: %s"), name,
                      (unsigned)where->line, (unsigned)where->column, what);
}

// The linker looks for the names of functions as words, so they are written out.
#define HANDLER(name, what)                      \
    MP_NORETURN void name(const place_t *where); \
    void name(const place_t *where) {            \
        found(where, what);                      \
    }

HANDLER(__ubsan_handle_add_overflow_abort, "signed overflow of +")
HANDLER(__ubsan_handle_sub_overflow_abort, "signed overflow of -")
HANDLER(__ubsan_handle_mul_overflow_abort, "signed overflow of *")
HANDLER(__ubsan_handle_negate_overflow_abort, "signed overflow of unary -")
HANDLER(__ubsan_handle_divrem_overflow_abort, "division by zero, or signed overflow of /")
HANDLER(__ubsan_handle_shift_out_of_bounds_abort, "shift by too much, or of a negative number")
HANDLER(__ubsan_handle_out_of_bounds_abort, "index out of the array's bounds")
HANDLER(__ubsan_handle_vla_bound_not_positive_abort, "array with no elements, or fewer")
HANDLER(__ubsan_handle_load_invalid_value_abort, "bool or enum with a value that it cannot have")
HANDLER(__ubsan_handle_pointer_overflow_abort, "pointer arithmetic out of memory")
HANDLER(__ubsan_handle_nonnull_arg_abort, "null pointer passed where none may be")
HANDLER(__ubsan_handle_invalid_builtin_abort, "number without a set bit passed to a builtin")
HANDLER(__ubsan_handle_function_type_mismatch_abort, "call of a function of another type")
HANDLER(__ubsan_handle_builtin_unreachable, "code that cannot be reached is reached")
HANDLER(__ubsan_handle_missing_return, "end of a function that has to return a value")
HANDLER(__ubsan_handle_float_cast_overflow_abort, "float too large for the integer type")

MP_NORETURN void __ubsan_handle_nonnull_return_v1_abort(const void *data, const place_t *where);
void __ubsan_handle_nonnull_return_v1_abort(const void *data, const place_t *where) {
    (void)data;
    found(where, "null pointer returned where none may be");
}

MP_NORETURN void __ubsan_handle_type_mismatch_v1_abort(const pointer_use_t *use, uintptr_t address);
void __ubsan_handle_type_mismatch_v1_abort(const pointer_use_t *use, uintptr_t address) {
    found(&use->where, !address ? "null pointer used"
                       : address & (((uintptr_t)1 << use->log_alignment) - 1)
                           ? "pointer used that is not aligned"
                           : "object used beyond its end");
}
