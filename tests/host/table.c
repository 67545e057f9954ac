// SPDX-License-Identifier: MIT
// The native function table: entries whose order and C signatures are the ABI. The table here is
// that of sub-version 6.3; the older ones, with other entries from 64 on, are made from it.
//
// Entries that only machine code compiled from Python needs raise NotImplementedError: classes from
// a body of Python (8), super() (11), frames and generators (45, 48).
#include "host.h"

enum { AS_OBJ, AS_BOOL, AS_INT, AS_UINT, AS_QSTR = 8 };

static word_t native_from_obj(obj_t o, word_t type) {
    buffer_t buffer;
    switch (type & 15) {
    case AS_OBJ: return (word_t)o;
    case AS_BOOL: return is_true(o);
    case AS_INT:
    case AS_UINT: return int_truncated(o);
    default: return get_buffer(o, &buffer, BUFFER_READ) ? (word_t)buffer.buf : int_truncated(o);
    }
}

static obj_t native_to_obj(word_t value, word_t type) {
    switch (type & 15) {
    case AS_OBJ: return (obj_t)value;
    case AS_BOOL: return from_bool(value != 0);
    case AS_INT: return from_int((int_t)value);
    case AS_QSTR: return from_qstr(value);
    default: return from_uint(value);
    }
}

static dict_t *swap_globals(dict_t *globals) {
    if (!globals || globals == vm.globals) return NULL;
    dict_t *old = vm.globals;
    vm.globals = globals;
    return old;
}

static _Noreturn obj_t not_offered(void) {
    fail("NotImplementedError", "the host does not offer this entry of the function table");
}

static void store_name(qstr_t name, obj_t value) { dict_set(vm.globals, name, value); }

static void delete_name(qstr_t name) {
    if (!map_lookup(&vm.globals->map, from_qstr(name), REMOVE))
        fail("NameError", "no name '%q'", name);
}

static obj_t call_packed(obj_t fun, size_t packed, const obj_t *args) {
    return call(fun, packed & 0xFF, packed >> 8 & 0xFF, args);
}

// args: function, self if there is one, positional arguments, a sequence or NULL of more of them,
// pairs, and in the end a dict or NULL.
static obj_t call_var(bool have_self, size_t packed, const obj_t *args) {
    obj_t fun = *args++, list = new_list(0, NULL);
    if (have_self) list_append(list, *args);
    args++;
    for (size_t i = 0; i < (packed & 0xFF); i++) list_append(list, *args++);
    if (*args != NULL_OBJ || (packed >> 8 & 0xFF)) not_offered();
    return call(fun, ((list_t *)list)->len, 0, ((list_t *)list)->items);
}

static obj_t table_getiter(obj_t o, iter_t *buf) {
    if (!buf) return getiter(o, NULL);
    obj_t it = getiter(o, buf);
    if (it != buf) {
        buf->base.type = NULL;
        buf->buf[0] = it;
    }
    return NULL;
}

static obj_t table_iternext(iter_t *it) { return iternext(it->base.type ? (obj_t)it : it->buf[0]); }

// An import allocates, so it may collect: this one always does, also in the middle of start code.
static obj_t import_name(qstr_t name, obj_t fromlist, obj_t level) {
    gc_collect();
    return import(name, fromlist, level);
}

static obj_t import_from(obj_t module, qstr_t name) {
    obj_t dest[2];
    load_method_maybe(module, name, dest);
    if (dest[0] == NULL_OBJ) fail("ImportError", "cannot import name '%q'", name);
    return load_attr(module, name);
}

static void import_all(obj_t module) {
    map_t *map = &((module_t *)module)->globals->map;
    for (size_t i = 0; i < map->used; i++)
        if (qstr_text(qstr_value(map->table[i].key), NULL)[0] != '_')
            store_name(qstr_value(map->table[i].key), map->table[i].value);
}

// The items come out last first.
static void unpack(obj_t seq, size_t left, size_t right, bool rest, obj_t *out) {
    list_t *list = call1(&type_list, seq);
    if (list->len < left + right || (!rest && list->len != left))
        fail("ValueError", "wrong number of values");
    for (size_t i = 0; i < right; i++) *out++ = list->items[list->len - 1 - i];
    if (rest) *out++ = new_list(list->len - left - right, list->items + left);
    while (left > 0) *out++ = list->items[--left];
}
static void unpack_sequence(obj_t seq, size_t n, obj_t *out) { unpack(seq, n, 0, false, out); }
static void unpack_ex(obj_t seq, size_t n, obj_t *out) {
    unpack(seq, n & 0xFF, n >> 8 & 0xFF, true, out);
}

static int_t floor_divide(int_t a, int_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }
static int_t modulo(int_t a, int_t b) { return a % b + (a % b != 0 && (a < 0) != (b < 0) ? b : 0); }

static obj_t float_from_f(float x) { return from_float(x); }
static float float_to_f(obj_t o) { return (float)need_float(o); }

static void arg_check(size_t n, size_t n_kw, uint32_t sig) { check_args(n, n_kw, sig); }

#ifdef HOST_WINDOWED
#define NLR_ENTRY nlr_link
#define SETJMP_ENTRY port_setjmp
#else
#define NLR_ENTRY nlr_push
#define SETJMP_ENTRY NULL
#endif

// Under the name in a MicroPython: natmod build --firmware looks for it.
extern const void *const mp_fun_table[87];
const void *const mp_fun_table[87] = {
    [0] = NONE,
    FALSE,
    TRUE,
    native_from_obj,
    native_to_obj,
    swap_globals,
    [6] = load_name,
    load_name,
    not_offered,
    load_attr,
    load_method,
    not_offered,
    [12] = store_name,
    store_name,
    store_attr,
    subscr,
    is_true,
    unary,
    binary,
    [19] = new_tuple,
    new_list,
    new_dict,
    new_set,
    set_store,
    list_append,
    dict_store,
    [26] = make_function,
    call_packed,
    call_method,
    call_var,
    table_getiter,
    table_iternext,
    [32] = NLR_ENTRY,
    nlr_pop,
    raise_obj,
    import_name,
    import_from,
    import_all,
    [38] = new_slice,
    unpack_sequence,
    unpack_ex,
    delete_name,
    delete_name,
    new_closure,
    arg_check,
    [45] = not_offered,
    floor_divide,
    modulo,
    not_offered,
    SETJMP_ENTRY,
    [50] = memset,
    memmove,
    gc_realloc,
    print,
    vprint,
    fail_msg,
    [56] = type_of,
    new_str,
    new_bytes,
    new_bytearray,
    [60] = float_from_f,
    from_float,
    float_to_f,
    need_float,
    load_method_maybe,
    get_buffer,
    need_stream,
    [67] = parse_args,
    parse_args_array,
    binary_size,
    binary_get,
    binary_set,
    [72] = &plat_print,
    &type_type,
    &type_str,
    &type_list,
    &type_dict,
    [77] = &type_fun_0,
    &type_fun_1,
    &type_fun_2,
    &type_fun_3,
    &type_fun_var,
    &type_Exception,
    [83] = &stream_read_obj,
    &stream_readinto_obj,
    &stream_readline_obj,
    &stream_write_obj,
};

// MicroPython 1.20 does not know the type of qstrs yet, and its entry for buffers always raises.
static obj_t native_to_obj_1(word_t value, word_t type) {
    return native_to_obj(value, (type & 15) == AS_QSTR ? AS_UINT : type);
}
static void get_buffer_1(obj_t o, buffer_t *buffer, word_t flags) {
    get_buffer(o, buffer, flags | BUFFER_RAISE);
}

fun_table_t fun_table(void) {
    enum {
        RAISE_MSG = 55,
        COMMON = 64,
        OLD_TYPES = COMMON + 3,
        TYPES = 73,
        N_TYPES = 9,
        STREAMS = 83,
        N_STREAMS = 4
    };
    static const void *textless[sizeof mp_fun_table / sizeof *mp_fun_table];
    static const void *old[OLD_TYPES + N_TYPES + N_STREAMS];
    if (vm.textless) {
        memcpy(textless, mp_fun_table, sizeof mp_fun_table);
        textless[RAISE_MSG] = NULL;
        return (fun_table_t){textless, sizeof mp_fun_table / sizeof *mp_fun_table};
    }
    if (vm.abi == 3) return (fun_table_t){mp_fun_table, sizeof mp_fun_table / sizeof *mp_fun_table};
    memcpy(old, mp_fun_table, COMMON * sizeof *old);
    old[COMMON] = get_buffer;
    old[COMMON + 1] = need_stream;
    old[COMMON + 2] = &plat_print;
    memcpy(old + OLD_TYPES, mp_fun_table + TYPES, N_TYPES * sizeof *old);
    memcpy(old + OLD_TYPES + N_TYPES, mp_fun_table + STREAMS, N_STREAMS * sizeof *old);
    if (vm.abi == 1) {
        old[4] = native_to_obj_1;
        old[COMMON] = get_buffer_1;
    }
    return (fun_table_t){old, sizeof old / sizeof *old};
}
