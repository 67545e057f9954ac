// SPDX-License-Identifier: MIT
// The host: a small program that loads a native .mpy by MicroPython's loader rules and offers it
// the function table of ABI sub-version 6.3, for architectures without a stock firmware that runs
// here. This header is what its files share: the layouts that a module sees (they are the ABI's),
// and the host's own functions. See docs/testing.md.
//
// It is freestanding C: everything it needs of a system is in port.h.
#ifndef HOST_H
#define HOST_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "port.h"

typedef void *obj_t;
typedef intptr_t int_t;
typedef uintptr_t word_t;
typedef size_t qstr_t;

// --- Object words -------------------------------------------------------------------------------
//
// Representation A has floats on the heap. C (HOST_REPR_C: the esp8266 and some stm32 boards) has
// them in the word; a module must not know the difference.

#define NULL_OBJ ((obj_t)0)
#define STOP_ITERATION ((obj_t)0)
#define SENTINEL ((obj_t)4)

static inline bool is_small(obj_t o) { return (word_t)o & 1; }
static inline int_t small_value(obj_t o) { return (int_t)o >> 1; }
static inline obj_t small(int_t n) { return (obj_t)(((word_t)n << 1) | 1); }
static inline bool is_ptr(obj_t o) { return ((word_t)o & 3) == 0; }

#ifdef HOST_REPR_C
typedef float float_t;
static inline obj_t from_qstr(qstr_t q) { return (obj_t)((word_t)q << 4 | 6); }
static inline bool is_qstr(obj_t o) { return ((word_t)o & 0xFF80000F) == 6; }
static inline qstr_t qstr_value(obj_t o) { return (word_t)o >> 4; }
#define IMMEDIATE(n) ((obj_t)((n) << 4 | 0xE))
static inline bool is_immediate(obj_t o) { return ((word_t)o & 0xFF80000F) == 0xE; }
static inline bool is_float_word(obj_t o) {
    return ((word_t)o & 3) == 2 && ((word_t)o & 0xFF800007) != 6;
}
#else
typedef double float_t;
static inline obj_t from_qstr(qstr_t q) { return (obj_t)((word_t)q << 3 | 2); }
static inline bool is_qstr(obj_t o) { return ((word_t)o & 7) == 2; }
static inline qstr_t qstr_value(obj_t o) { return (word_t)o >> 3; }
#define IMMEDIATE(n) ((obj_t)((n) << 3 | 6))
static inline bool is_immediate(obj_t o) { return ((word_t)o & 7) == 6; }
static inline bool is_float_word(obj_t o) {
    (void)o;
    return false;
}
#endif

#define NONE IMMEDIATE(0)
#define FALSE IMMEDIATE(1)
#define TRUE IMMEDIATE(3)
static inline obj_t from_bool(bool b) { return b ? TRUE : FALSE; }

// --- Layouts of the ABI --------------------------------------------------------------------------

// clang-format off
// The order is that of the slot index bytes in a type.
enum slot {
    S_MAKE_NEW, S_PRINT, S_CALL, S_UNARY, S_BINARY, S_ATTR, S_SUBSCR, S_ITER, S_BUFFER, S_PROTOCOL,
    S_PARENT, S_LOCALS, N_SLOTS
};

enum type_flag {
    T_IS_SUBCLASSED = 0x01, T_SPECIAL_ACCESSORS = 0x02, T_EQ_OTHER_TYPE = 0x08, T_BINDS_SELF = 0x20,
    T_BUILTIN_FUN = 0x40, T_ITERNEXT = 0x80, T_ITER_CUSTOM = 0x100, T_ITER_STREAM = 0x180,
    T_INSTANCE = 0x200
};
// clang-format on

typedef struct type type_t;
typedef struct {
    const type_t *type;
} base_t;
struct type {
    base_t base;
    uint16_t flags, name;
    uint8_t index[N_SLOTS];  // 0: no such slot; else 1 + position in slots
    const void *slots[N_SLOTS];
};

typedef struct {
    obj_t key, value;
} elem_t;
typedef struct {
    size_t qstr_keys : 1, fixed : 1, ordered : 1, used : 8 * sizeof(size_t) - 3;
    size_t alloc;
    elem_t *table;
} map_t;

// clang-format off
typedef struct { base_t base; map_t map; } dict_t;
typedef struct { base_t base; dict_t *globals; } module_t;
typedef struct { uint16_t *qstrs; obj_t *objs; } constants_t;
typedef struct { module_t module; constants_t constants; } context_t;
typedef struct { base_t base; size_t len; obj_t items[]; } tuple_t;
typedef struct { base_t base; size_t alloc, len; obj_t *items; } list_t;
typedef struct { base_t base; size_t hash, len; const uint8_t *data; } str_t;  // and bytes
// bytearray, array.array, memoryview
typedef struct {
    base_t base;
    size_t typecode : 8, free : 8 * sizeof(size_t) - 8, len;
    void *items;
} array_t;
typedef struct { base_t base; obj_t start, stop, step; } slice_t;
typedef struct { base_t base; obj_t buf[3]; } iter_t;
typedef struct { base_t base; void *fun; } fun_fixed_t;
typedef struct { base_t base; uint32_t sig; void *fun; } fun_var_t;
typedef struct {
    base_t base;
    context_t *context;
    void *children;
    const uint8_t *code;
} fun_viper_t;
typedef struct { base_t base; obj_t fun; } class_method_t;  // static methods too
typedef struct { base_t base; obj_t accessor[3]; } property_t;
// clang-format on
typedef struct {
    base_t base;
    uint16_t traceback_alloc, traceback_len;
    size_t *traceback;
    tuple_t *args;
} exc_t;
typedef struct {
    void *buf;
    size_t len;
    int typecode;
} buffer_t;
typedef struct {
    void *data;
    void (*write)(void *, const char *, size_t);
} print_t;
typedef struct {
    word_t (*read)(obj_t, void *, word_t, int *);
    word_t (*write)(obj_t, const void *, word_t, int *);
    word_t (*ioctl)(obj_t, word_t, word_t, int *);
    word_t is_text;
} stream_t;
typedef union {
    bool b;
    int_t n;
    obj_t o;
} arg_val_t;
typedef struct {
    uint16_t name, flags;
    arg_val_t value;
} arg_t;
enum { ARG_BOOL = 1, ARG_INT, ARG_OBJ, ARG_KIND = 0xFF, ARG_REQUIRED = 0x100, ARG_KW_ONLY = 0x200 };
enum { BUFFER_READ = 1, BUFFER_WRITE = 2, BUFFER_RAISE = 4 };
enum { PRINT_STR, PRINT_REPR, PRINT_EXC };

typedef obj_t (*make_new_fn)(const type_t *, size_t n, size_t n_kw, const obj_t *args);
typedef void (*print_fn)(const print_t *, obj_t, int kind);
typedef obj_t (*call_fn)(obj_t, size_t n, size_t n_kw, const obj_t *args);
typedef obj_t (*unary_fn)(int op, obj_t);
typedef obj_t (*binary_fn)(int op, obj_t, obj_t);
typedef void (*attr_fn)(obj_t, qstr_t, obj_t *dest);
typedef obj_t (*subscr_fn)(obj_t, obj_t index, obj_t value);
typedef obj_t (*getiter_fn)(obj_t, iter_t *);
typedef obj_t (*iternext_fn)(obj_t);
typedef int_t (*buffer_fn)(obj_t, buffer_t *, word_t flags);

// clang-format off
// Operators by number. The in-place and the reverse forms run parallel to OR ... POWER.
enum {
    LESS, MORE, EQUAL, LESS_EQUAL, MORE_EQUAL, NOT_EQUAL, IN, IS, EXC_MATCH,
    INPLACE_OR, INPLACE_POWER = 21,
    OR, XOR, AND, LSHIFT, RSHIFT, ADD, SUB, MUL, MATMUL, FLOORDIV, TRUEDIV, MOD, POWER,
    DIVMOD, CONTAINS, REVERSE_OR, REVERSE_POWER = 49
};
// clang-format on
enum { POSITIVE, NEGATIVE, INVERT, NOT, BOOL, LEN, HASH, ABS, INT_MAYBE, FLOAT_MAYBE };

// --- Memory (gc.c) -------------------------------------------------------------------------------

void gc_init(void);
void *gc_alloc(size_t bytes);  // zeroed; raises MemoryError
void *gc_alloc_maybe(size_t bytes);
void *gc_resize(void *, size_t bytes);  // raises MemoryError, and then nothing has changed
void *gc_realloc(void *, size_t bytes, bool allow_move);
void gc_keep_everything(void);  // what is allocated so far stays, and is scanned
// A block of a loaded module, which may be outside the heap: keeps what it points at, if it is
// scanned.
void gc_track(void *block, size_t bytes, bool scanned);
size_t gc_collect(void);  // returns the number of live blocks
// From now on the allocations with the numbers `first` to `first + n - 1` fail; with n = 0 none
// does.
void gc_shortage(size_t first, size_t n);
size_t gc_taken(void);  // how many were tried since then
bool gc_save(void);     // keeps the heap and `vm`; false: too large for that
void gc_restore(void);
#define NEW(T) ((T *)gc_alloc(sizeof(T)))
#define NEW_N(T, n) ((T *)gc_alloc(sizeof(T) * (n)))

// --- Non-local return (port assembly, exc.c) -----------------------------------------------------

typedef struct nlr {
    struct nlr *prev;
    obj_t value;
    void *regs[17];
} nlr_t;

unsigned nlr_link(nlr_t *);  // returns 0
void nlr_pop(void);
_Noreturn void nlr_jump(obj_t exception);
#ifdef HOST_WINDOWED
int port_setjmp(void **regs) __attribute__((returns_twice));
_Noreturn void port_longjmp(void **regs, int value);
#define NLR_PUSH(buf) (nlr_link(buf), port_setjmp((buf)->regs))
#else
unsigned nlr_push(nlr_t *) __attribute__((returns_twice));
_Noreturn void nlr_restore(nlr_t *);  // makes nlr_push return 1
#define NLR_PUSH(buf) nlr_push(buf)
#endif

// --- qstrs (qstr.c) ------------------------------------------------------------------------------

qstr_t qstr(const char *text);
qstr_t qstr_n(const char *text, size_t len);
qstr_t qstr_find(const char *text, size_t len);  // 0: not interned
const char *qstr_text(qstr_t, size_t *len);      // len may be NULL

// --- Types ---------------------------------------------------------------------------------------

extern type_t type_type, type_object, type_none, type_bool, type_int, type_float, type_str,
    type_bytes, type_bytearray, type_memoryview, type_array, type_tuple, type_list, type_dict,
    type_set, type_slice, type_range, type_module, type_fun_0, type_fun_1, type_fun_2, type_fun_3,
    type_fun_var, type_fun_viper, type_bound, type_closure, type_staticmethod, type_classmethod,
    type_property, type_bytesio, type_stringio, type_iterator, type_ellipsis, type_Exception;

// A method or function of the host: arity '0' to '3', 'v' (min to max arguments) or 'k' (keywords
// too).
typedef struct {
    const char *name;
    char arity;
    uint8_t min;
    uint16_t max;
    void *fun;
} method_t;
#define ANY 0x7FFF

void type_setup(type_t *, const char *name, const method_t *methods, size_t n);
obj_t make_fun(const method_t *);
static inline const void *slot(const type_t *type, enum slot s) {
    return type->index[s] ? type->slots[type->index[s] - 1] : NULL;
}
const type_t *type_of(obj_t);
bool is_a(obj_t, const type_t *);  // of this type or one derived from it
bool is_subtype(const type_t *, const type_t *parent);
obj_t new_instance_type(qstr_t name, obj_t bases, dict_t *locals);

// --- Values --------------------------------------------------------------------------------------

// An int of up to 64 bits and a sign: what does not fit a small int lives on the heap as one.
typedef struct {
    bool neg;
    uint64_t mag;
} num_t;
obj_t from_num(num_t);
obj_t from_int(int_t);
obj_t from_uint(word_t);
obj_t from_i64(int64_t);
bool get_num(obj_t, num_t *);  // int and bool
word_t int_truncated(obj_t);   // TypeError for what is no int
int_t get_int(obj_t);          // OverflowError too
obj_t from_float(double);
bool get_float(obj_t, double *);  // float, int, bool
double need_float(obj_t);
obj_t number_binary(int op, obj_t, obj_t);
obj_t number_unary(int op, obj_t);
obj_t parse_number(const char *, size_t len, int radix);  // NULL_OBJ: not one
void number_print(const print_t *, obj_t, int kind);

obj_t new_str(const char *, size_t);
obj_t new_cstr(const char *);
obj_t new_bytes(const void *, size_t);
obj_t str_of_type(const type_t *, const void *, size_t);
const char *str_data(obj_t, size_t *len);  // str (qstr or object) or bytes; NULL if neither
bool is_str(obj_t);
qstr_t need_qstr(obj_t);
obj_t to_str(obj_t, int print_kind);
obj_t new_bytearray(size_t, void *);
bool get_buffer(obj_t, buffer_t *, word_t flags);
size_t binary_size(char struct_type, char code, size_t *align);
obj_t binary_get(char code, void *items, size_t index);
void binary_set(char code, void *items, size_t index, obj_t value);

obj_t new_tuple(size_t, const obj_t *);
obj_t new_list(size_t, obj_t *);
obj_t list_append(obj_t, obj_t);
obj_t new_slice(obj_t, obj_t, obj_t);
// The items of a tuple or list.
bool get_items(obj_t, size_t *, obj_t **);
size_t need_index(obj_t index, size_t len);
bool get_slice(obj_t, size_t len, int_t *start, int_t *stop, int_t *step);

enum lookup { FIND, ADD_IF_MISSING, REMOVE };
void map_init(map_t *, size_t n);
elem_t *map_lookup(map_t *, obj_t key, enum lookup);
obj_t new_dict(size_t);
obj_t dict_store(obj_t, obj_t key, obj_t value);
obj_t dict_get(dict_t *, qstr_t);  // NULL_OBJ if absent
void dict_set(dict_t *, qstr_t, obj_t);
obj_t new_set(size_t, obj_t *);
void set_store(obj_t, obj_t);

// --- Exceptions (exc.c) --------------------------------------------------------------------------

type_t *exc_type(const char *name);  // a builtin exception type
obj_t new_exc(const type_t *, size_t n, const obj_t *args);
bool exc_matches(obj_t exception, const type_t *);
void raise_obj(obj_t);  // as entry 34: returns for NULL and None
_Noreturn void fail(const char *type, const char *format, ...);
_Noreturn void fail_msg(const type_t *, const char *);
_Noreturn void fail_with(const char *type, obj_t arg);

// --- Runtime (runtime.c, call.c) -----------------------------------------------------------------

typedef struct {
    const char *folder;       // where imports look
    bool classic;             // RAM blocks without an anchor are loaded
    bool short_memory;        // each statement is tried with failing allocations first (short.c)
    bool textless;            // the table of firmware that was built without texts of errors
    const print_t *captured;  // where output goes instead of the port's
    bool text_twice;          // text executes at another address than it is written at
    word_t to_callable;       // what is added to the first of them for the other
    int abi;                  // sub-version: 1 as MicroPython 1.20, 2 as 1.22, 3
    dict_t *globals, *builtins;
    dict_t *modules, *builtin_modules;  // sys.modules has the first only
    nlr_t *nlr;
    obj_t ended_with;  // the value of the iteration that ended last
    void *stack_top;
    type_t *exceptions;
    obj_t empty_tuple;
} vm_t;
extern vm_t vm;

bool is_true(obj_t);
bool equal(obj_t, obj_t);
obj_t unary(int op, obj_t);
obj_t binary(int op, obj_t, obj_t);
obj_t subscr(obj_t, obj_t index, obj_t value);
obj_t length(obj_t);
void load_method_maybe(obj_t, qstr_t, obj_t dest[2]);
void load_method(obj_t, qstr_t, obj_t dest[2]);
void bind_member(obj_t self, const type_t *, obj_t member, obj_t dest[2]);
obj_t load_attr(obj_t, qstr_t);
void store_attr(obj_t, qstr_t, obj_t value);
obj_t getiter(obj_t, iter_t *);
obj_t iternext(obj_t);
obj_t call(obj_t, size_t n, size_t n_kw, const obj_t *args);
obj_t call_method(size_t n, size_t n_kw, const obj_t *args);
obj_t call1(obj_t, obj_t);
obj_t make_viper(const void *code, context_t *, void *children);
obj_t make_function(const void *proto, const context_t *, const obj_t *defaults);
obj_t new_closure(obj_t, size_t n, const obj_t *closed);
void check_args(size_t n, size_t n_kw, uint32_t sig);
void parse_args(size_t n, const obj_t *pos, map_t *kw, size_t n_allowed, const arg_t *,
                arg_val_t *);
void parse_args_array(size_t n, size_t n_kw, const obj_t *, size_t, const arg_t *, arg_val_t *);
obj_t load_name(qstr_t);
obj_t import(qstr_t name, obj_t fromlist, obj_t level);
context_t *new_module(dict_t *modules, qstr_t name, const method_t *, size_t n);

// --- Output (print.c) ----------------------------------------------------------------------------

extern const print_t plat_print;
#ifdef HOST_WINDOWED
int vprint(const print_t *, const char *, char *stack, char *reg, int index);  // see args.h
#else
int vprint(const print_t *, const char *, va_list);
#endif
int print(const print_t *, const char *, ...);
void print_obj(const print_t *, obj_t, int kind);
void print_quoted(const print_t *, const char *, size_t, bool bytes);
void print_float(const print_t *, double);
// Collects what is printed.
typedef struct {
    size_t len, alloc;
    char *text;
    bool fixed;
} text_t;
print_t fixed_printer(text_t *, char *to, size_t size);  // what does not fit is dropped
print_t text_printer(text_t *);

// --- The rest ------------------------------------------------------------------------------------

typedef struct {
    const void *const *entries;
    size_t n;
} fun_table_t;
fun_table_t fun_table(void);  // of the sub-version that the host has
const stream_t *need_stream(obj_t, int flags);
extern fun_var_t stream_read_obj, stream_readinto_obj, stream_readline_obj, stream_write_obj;
// Loads NAME.mpy's bytes into a module and runs its entry point.
void load_mpy(context_t *, const uint8_t *file, size_t len);
// Runs a case and prints its transcript.
void run_script(const char *text, size_t len);
void exc_init(void);
void builtins_init(void);
void machine_init(dict_t *modules);

#endif
