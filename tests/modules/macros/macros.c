// SPDX-License-Identifier: MIT
// The small macros of py/misc.h and its neighbours, and constants of all headers.
#include <alloca.h>
#include <math.h>
#include <string.h>

#include "extmod/vfs.h"
#include "py/binary.h"
#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/mpstate.h"
#include "py/mpthread.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "py/smallint.h"
#include "py/stream.h"

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
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

#define TEXT(s) mp_obj_new_str(s, strlen(s))

typedef struct {
    mp_obj_base_t base;
    int n;
    int items[];
} var_t;

static MP_NOINLINE int sum(int n, ...) {
    return n;
}

int macros_weak(int n);
MP_WEAK int macros_weak(int n) {
    return n + 1;
}

static inline MP_ALWAYSINLINE int in_line(int n) {
    return MP_LIKELY(n > 0) ? macros_weak(n) : MP_UNLIKELY(n < -5) ? 0 : sum(n);
}

static int falls(int n) {
    switch (n) {
        case 1:
            n += 10;
            MP_FALLTHROUGH
        case 2:
            return n;
        default:
            return 0;
    }
}

static mp_obj_t numbers(mp_obj_t n_in) {
    int n = mp_obj_get_int(n_in);
    mp_obj_t items[] = {
        INT(MIN(n, 3)), INT(MAX(n, 3)), INT(MP_CEIL_DIVIDE(n, 4)), INT(MP_ROUND_DIVIDE(n, 4)),
        INT((mp_int_t)((uintptr_t)MP_ALIGN((void *)(uintptr_t)(n + 1), 8))),
        INT((mp_int_t)mp_clz((unsigned)n | 1)), INT((mp_int_t)mp_clzll((unsigned long long)n | 1)),
        INT((mp_int_t)(8 * sizeof(long) - mp_clzl((unsigned long)n | 1))),
        INT((mp_int_t)mp_ctz((unsigned)n | 256)), INT((mp_int_t)mp_popcount((unsigned)n)),
        INT((mp_int_t)(8 * sizeof(mp_int_t) - mp_clz_mpi(n | 1))),
        INT(in_line(n)), INT(falls(n)), INT(n * 0 + (int)MP_ARRAY_SIZE(((int[]){1, 2, 3}))),
        TEXT(MP_STRINGIFY(MP_SEEK_END)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t overflows(mp_obj_t a_in, mp_obj_t b_in) {
    long long a = (long long)mp_obj_get_int(a_in) << 33, b = mp_obj_get_int(b_in), r[3];
    unsigned long long u;
    bool add = mp_add_ll_overflow(a, a, &r[0]), sub = mp_sub_ll_overflow(-a, a, &r[1]);
    bool mul = mp_mul_ll_overflow(a, b, &r[2]);
    bool umul = mp_mul_ull_overflow((unsigned long long)a, (unsigned long long)b, &u);
    mp_obj_t items[] = {
        BOOL(add), BOOL(sub), BOOL(mul), BOOL(umul),
        mp_obj_new_int_from_ll(add ? 0 : r[0]), mp_obj_new_int_from_ll(sub ? 0 : r[1]),
        mp_obj_new_int_from_ll(mul ? 0 : r[2]), mp_obj_new_int_from_ull(umul ? 0 : u),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t memory(void) {
    int *one = m_new_obj(int), *maybe = m_new_obj_maybe(int);
    var_t *a = m_new_obj_var(var_t, items, int, 3), *b = m_new_obj_var0(var_t, items, int, 3);
    var_t *c = m_new_obj_var_maybe(var_t, items, int, 3);
    var_t *d = mp_obj_malloc_var(var_t, items, int, 2, &mp_type_object);
    if (maybe == NULL || c == NULL) {
        m_malloc_fail(sizeof(int));
    }
    *one = 1;
    *maybe = 2;
    a->items[2] = 3;
    c->items[2] = 4;
    char *local = mp_local_alloc(10), *below = alloca(4);
    strcpy(below, "abc");
    int (*call)(int) = (int (*)(int))MICROPY_MAKE_POINTER_CALLABLE((void *)(uintptr_t)falls);
    strcpy(local, "local");
    int result = *one + *maybe + a->items[2] + b->items[2] + c->items[2];
    mp_obj_t items[] = {INT(result), TEXT(local), BOOL(d->base.type == &mp_type_object),
                        BOOL(m_new_obj_maybe(char) != NULL), TEXT(below),
                        INT(call(1))};
    mp_local_free(local);
    m_del_obj(int, one);
    m_del_var(var_t, items, int, 3, a);
    MP_STATIC_ASSERT_NONCONSTEXPR(sizeof(int) == 4);
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t atomic(mp_obj_t n) {
    mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
    mp_obj_t items[] = {n, BOOL(mp_obj_is_int(n))};
    MICROPY_END_ATOMIC_SECTION(state);
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t formats(void) {
    mp_printf(&mp_plat_print, INT_FMT " " UINT_FMT " " HEX_FMT " " "%u" "\n", (mp_int_t)-5,
              (mp_uint_t)5, (mp_uint_t)255, (unsigned)MP_BITS_PER_BYTE);
    return mp_const_none;
}

static mp_obj_t small(void) {
    mp_obj_t items[] = {
        BOOL(MP_SMALL_INT_FITS(MP_SMALL_INT_MAX)), BOOL(MP_SMALL_INT_FITS(MP_SMALL_INT_MIN)),
        BOOL(MP_SMALL_INT_FITS((mp_uint_t)MP_SMALL_INT_MAX + 1)),
        BOOL((MP_SMALL_INT_POSITIVE_MASK & MP_SMALL_INT_MAX) == MP_SMALL_INT_MAX),
        BOOL(MP_SSIZE_MAX > 0),
        BOOL(MP_BYTES_PER_OBJ_WORD == sizeof(mp_obj_t)),
        BOOL(MP_ENDIANNESS_LITTLE != MP_ENDIANNESS_BIG),
        BOOL((MP_OBJ_WORD_MSBIT_HIGH >> 1) != 0),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t floats(mp_obj_t f) {
    mp_float_union_t u = {mp_obj_get_float(f)};
    mp_obj_t items[] = {
        INT((mp_int_t)u.p.sgn), INT((mp_int_t)u.p.exp - MP_FLOAT_EXP_BIAS),
        BOOL(MP_FLOAT_EXP_BITS + MP_FLOAT_FRAC_BITS + 1 == 8 * sizeof(mp_float_t)),
        BOOL(MP_FLOAT_EXP_OFFSET == MP_FLOAT_EXP_BIAS),
        mp_obj_new_float(MICROPY_FLOAT_CONST(1.5) + MICROPY_FLOAT_C_FUN(fabs)(u.f)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

// Values that every firmware has alike.
#define CONSTANTS(X)                                                                            \
    X(MP_EPERM) X(MP_ENOENT) X(MP_ESRCH) X(MP_EINTR) X(MP_EIO) X(MP_ENXIO) X(MP_E2BIG)          \
    X(MP_ENOEXEC) X(MP_EBADF) X(MP_ECHILD) X(MP_EAGAIN) X(MP_ENOMEM) X(MP_EACCES) X(MP_EFAULT)  \
    X(MP_ENOTBLK) X(MP_EBUSY) X(MP_EEXIST) X(MP_EXDEV) X(MP_ENODEV) X(MP_ENOTDIR) X(MP_EISDIR)  \
    X(MP_EINVAL) X(MP_ENFILE) X(MP_EMFILE) X(MP_ENOTTY) X(MP_ETXTBSY) X(MP_EFBIG) X(MP_ENOSPC)  \
    X(MP_ESPIPE) X(MP_EROFS) X(MP_EMLINK) X(MP_EPIPE) X(MP_EDOM) X(MP_ERANGE)                   \
    X(MP_EWOULDBLOCK) X(MP_EOPNOTSUPP) X(MP_EAFNOSUPPORT) X(MP_EADDRINUSE) X(MP_ECONNABORTED)   \
    X(MP_ECONNRESET) X(MP_ENOBUFS) X(MP_EISCONN) X(MP_ENOTCONN) X(MP_ETIMEDOUT)                 \
    X(MP_ECONNREFUSED) X(MP_EHOSTUNREACH) X(MP_EALREADY) X(MP_EINPROGRESS) X(MP_ECANCELED)      \
    X(MP_STREAM_FLUSH) X(MP_STREAM_SEEK) X(MP_STREAM_POLL) X(MP_STREAM_CLOSE)                   \
    X(MP_STREAM_TIMEOUT) X(MP_STREAM_GET_OPTS) X(MP_STREAM_SET_OPTS)                            \
    X(MP_STREAM_GET_DATA_OPTS) X(MP_STREAM_SET_DATA_OPTS) X(MP_STREAM_GET_FILENO)               \
    X(MP_STREAM_GET_BUFFER_SIZE) X(MP_STREAM_POLL_RD) X(MP_STREAM_POLL_WR)                      \
    X(MP_STREAM_POLL_ERR) X(MP_STREAM_POLL_HUP) X(MP_STREAM_POLL_NVAL) X(MP_STREAM_RW_ONCE)     \
    X(MP_SEEK_SET) X(MP_SEEK_CUR) X(MP_SEEK_END) X(PF_FLAG_LEFT_ADJUST) X(PF_FLAG_SHOW_SIGN)    \
    X(PF_FLAG_SPACE_SIGN) X(PF_FLAG_SHOW_PREFIX) X(PF_FLAG_PAD_AFTER_SIGN)                      \
    X(PF_FLAG_CENTER_ADJUST) X(PF_FLAG_ADD_PERCENT) X(PF_FLAG_SHOW_OCTAL_LETTER)                \
    X(MP_NATIVE_TYPE_OBJ) X(MP_NATIVE_TYPE_BOOL) X(MP_NATIVE_TYPE_INT) X(MP_NATIVE_TYPE_UINT)   \
    X(MP_NATIVE_TYPE_PTR) X(MP_NATIVE_TYPE_PTR8) X(MP_NATIVE_TYPE_PTR16)                        \
    X(MP_NATIVE_TYPE_PTR32) X(MP_NATIVE_TYPE_QSTR) X(BYTEARRAY_TYPECODE)                        \
    X(MP_TYPE_FLAG_IS_SUBCLASSED) X(MP_TYPE_FLAG_HAS_SPECIAL_ACCESSORS)                         \
    X(MP_TYPE_FLAG_BUILTIN_FUN) X(MP_TYPE_FLAG_INSTANCE_TYPE)                                   \
    X(MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE) X(MP_OBJ_ITER_BUF_NSLOTS)                         \
    X(MP_UNARY_OP_POSITIVE) X(MP_UNARY_OP_NEGATIVE) X(MP_UNARY_OP_INVERT) X(MP_UNARY_OP_NOT)    \
    X(MP_UNARY_OP_BOOL) X(MP_UNARY_OP_LEN) X(MP_UNARY_OP_HASH) X(MP_UNARY_OP_ABS)               \
    X(MP_BINARY_OP_LESS) X(MP_BINARY_OP_MORE) X(MP_BINARY_OP_EQUAL) X(MP_BINARY_OP_LESS_EQUAL)  \
    X(MP_BINARY_OP_MORE_EQUAL) X(MP_BINARY_OP_NOT_EQUAL) X(MP_BINARY_OP_IN) X(MP_BINARY_OP_IS)  \
    X(MP_BINARY_OP_INPLACE_OR) X(MP_BINARY_OP_INPLACE_XOR) X(MP_BINARY_OP_INPLACE_AND)          \
    X(MP_BINARY_OP_INPLACE_LSHIFT) X(MP_BINARY_OP_INPLACE_RSHIFT) X(MP_BINARY_OP_INPLACE_ADD)   \
    X(MP_BINARY_OP_INPLACE_SUBTRACT) X(MP_BINARY_OP_INPLACE_MULTIPLY)                           \
    X(MP_BINARY_OP_INPLACE_MAT_MULTIPLY) X(MP_BINARY_OP_INPLACE_FLOOR_DIVIDE)                   \
    X(MP_BINARY_OP_INPLACE_TRUE_DIVIDE) X(MP_BINARY_OP_INPLACE_MODULO)                          \
    X(MP_BINARY_OP_INPLACE_POWER) X(MP_BINARY_OP_OR) X(MP_BINARY_OP_XOR) X(MP_BINARY_OP_AND)    \
    X(MP_BINARY_OP_LSHIFT) X(MP_BINARY_OP_RSHIFT) X(MP_BINARY_OP_ADD) X(MP_BINARY_OP_SUBTRACT)  \
    X(MP_BINARY_OP_MULTIPLY) X(MP_BINARY_OP_MAT_MULTIPLY) X(MP_BINARY_OP_FLOOR_DIVIDE)          \
    X(MP_BINARY_OP_TRUE_DIVIDE) X(MP_BINARY_OP_MODULO) X(MP_BINARY_OP_POWER)                    \
    X(MP_BINARY_OP_REVERSE_OR) X(MP_BINARY_OP_REVERSE_XOR) X(MP_BINARY_OP_REVERSE_AND)          \
    X(MP_BINARY_OP_REVERSE_LSHIFT) X(MP_BINARY_OP_REVERSE_RSHIFT) X(MP_BINARY_OP_REVERSE_ADD)   \
    X(MP_BINARY_OP_REVERSE_SUBTRACT) X(MP_BINARY_OP_REVERSE_MULTIPLY)                           \
    X(MP_BINARY_OP_REVERSE_MAT_MULTIPLY) X(MP_BINARY_OP_REVERSE_FLOOR_DIVIDE)                   \
    X(MP_BINARY_OP_REVERSE_TRUE_DIVIDE) X(MP_BINARY_OP_REVERSE_MODULO)                          \
    X(MP_BINARY_OP_REVERSE_POWER) X(MP_BINARY_OP_CONTAINS) X(MP_OBJ_FUN_ARGS_MAX)               \
    X(MP_BLOCKDEV_IOCTL_INIT) X(MP_BLOCKDEV_IOCTL_DEINIT) X(MP_BLOCKDEV_IOCTL_SYNC)             \
    X(MP_BLOCKDEV_IOCTL_BLOCK_COUNT) X(MP_BLOCKDEV_IOCTL_BLOCK_SIZE)                            \
    X(MP_BLOCKDEV_IOCTL_BLOCK_ERASE) X(MICROPY_FLOAT_IMPL_NONE) X(MICROPY_FLOAT_IMPL_FLOAT) X(MICROPY_FLOAT_IMPL_DOUBLE)         \
    X(MICROPY_OBJ_REPR_A) X(MICROPY_OBJ_REPR_B) X(MICROPY_OBJ_REPR_C) X(MICROPY_OBJ_REPR_D)

static mp_obj_t constants(void) {
#define SHOW(name) mp_printf(&mp_plat_print, "%s %d\n", #name, (int)(name));
    CONSTANTS(SHOW)
    return mp_const_none;
}

// What a module asks about its firmware with #if: here whether it is said at all.
static mp_obj_t features(void) {
    int known = MICROPY_ENABLE_GC + MICROPY_PY_BUILTINS_FLOAT + MICROPY_PY_BUILTINS_COMPLEX +
                MICROPY_PY_ARRAY + MICROPY_PY_BUILTINS_SLICE + MICROPY_PY_BUILTINS_BYTEARRAY +
                MICROPY_CPYTHON_COMPAT + MICROPY_MODULE_BUILTIN_INIT + MICROPY_VFS;
    bool special = MICROPY_PY_ALL_SPECIAL_METHODS + MICROPY_PY_REVERSE_SPECIAL_METHODS == 2;
    bool version = MICROPY_VERSION >= MICROPY_MAKE_VERSION(1, 20, 0) && MICROPY_VERSION_MAJOR == 1 &&
                   MICROPY_VERSION_MINOR >= 20 && MICROPY_VERSION_MICRO >= 0;
    mp_obj_t items[] = {INT(known), BOOL(special), BOOL(version),
                        BOOL(MICROPY_FLOAT_IMPL == (sizeof(mp_float_t) == sizeof(float)
                                                        ? MICROPY_FLOAT_IMPL_FLOAT
                                                        : MICROPY_FLOAT_IMPL_DOUBLE)),
                        BOOL(MICROPY_BYTES_PER_GC_BLOCK >= 16), INT(MICROPY_MEM_STATS * 0)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

#define FUNCTIONS(X)                             \
    X(CALL_1, numbers, numbers(a))               \
    X(CALL_2, overflows, overflows(a, b))        \
    X(CALL_0, memory, memory())                  \
    X(CALL_1, atomic, atomic(a))                 \
    X(CALL_0, formats, formats())                \
    X(CALL_0, small, small())                    \
    X(CALL_1, floats, floats(a))                 \
    X(CALL_0, constants, constants())            \
    X(CALL_0, features, features())

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t macros_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_macros)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(macros_globals, macros_globals_table);

const mp_obj_module_t macros_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&macros_globals,
};

MP_REGISTER_MODULE(MP_QSTR_macros, macros_module);
