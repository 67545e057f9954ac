// SPDX-License-Identifier: MIT
// What newer firmware has, and the function table by itself: the SDK gives it to every one.
#include <string.h>

#include "library.h"

#include "extmod/vfs.h"
#include "py/nativeglue.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objtuple.h"
#include "py/ringbuf.h"
#include "py/runtime.h"

#if !MICROPY_ENABLE_DYNRUNTIME && !MICROPY_TRACKED_ALLOC
#include <stdlib.h>
#define m_tracked_calloc calloc
#define m_tracked_realloc realloc
#define m_tracked_free free
#endif

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
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

static mp_obj_t to_bytes(mp_obj_t value, mp_obj_t len, mp_obj_t flags) {
    byte buf[12];
    memset(buf, 0x55, sizeof(buf));
    int f = mp_obj_get_int(flags);
    mp_obj_int_to_bytes(value, (size_t)mp_obj_get_int(len), buf, f & 1, f & 2, f & 4);
    return mp_obj_new_bytes(buf, sizeof(buf));
}

static mp_obj_t bits(mp_obj_t n_in) {
    unsigned n = (unsigned)mp_obj_get_int(n_in);
    mp_int_t product;
    bool over = mp_mul_mp_int_t_overflow((mp_int_t)n, 3, &product);
    mp_obj_t items[] = {
        INT(MP_BSWAP16(n & 0xffff)), mp_obj_new_int_from_uint(MP_BSWAP32(n)),
        mp_obj_new_int_from_ull(MP_BSWAP64((uint64_t)n)), INT(MP_HTOBE16(n & 0xffff)),
        mp_obj_new_int_from_uint(MP_HTOBE32(n)), INT(MP_BE16TOH(MP_HTOBE16(n & 0xffff))),
        mp_obj_new_int_from_uint(MP_BE32TOH(MP_HTOBE32(n))), BOOL(MP_FIT_UNSIGNED(8, n)),
        BOOL(MP_FIT_SIGNED(8, n)), BOOL(over), INT(product),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t insert(mp_obj_t text, mp_obj_t at) {
    size_t len;
    const char *s = mp_obj_str_get_data(text, &len);
    vstr_t vstr;
    vstr_init(&vstr, 4);
    vstr_add_str(&vstr, "abcdef");
    vstr_ins_strn(&vstr, (size_t)mp_obj_get_int(at), s, len);
    return mp_obj_new_str_from_vstr(&vstr);
}

static byte *checked(void *block) {
    if (block == NULL) {
        m_malloc_fail(4);
    }
    return block;
}

static mp_obj_t resized(void) {
    byte *block = checked(m_tracked_calloc(4, 1));
    memcpy(block, "abcd", 4);
    block = checked(m_tracked_realloc(block, 100));
    memset(block + 4, 'x', 96);
    block = checked(m_tracked_realloc(block, 6));
    mp_obj_t data = mp_obj_new_bytes(block, 6);
    m_tracked_free(block);
    return data;
}

static mp_obj_t ring(void) {
    uint8_t room[4];
    ringbuf_t r = {room, sizeof(room), 0, 0};
    ringbuf_put(&r, 1);
    ringbuf_reset(&r);
    return INT((mp_int_t)ringbuf_avail(&r));
}

static mp_obj_t filled(mp_obj_list_t *list) {
    for (size_t i = 0; i < 2; ++i) {
        list->items[i] = INT((mp_int_t)i);
    }
    return MP_OBJ_FROM_PTR(list);
}

static mp_obj_t table(mp_obj_t a) {
    mp_obj_t list = mp_fun_table.new_list(0, NULL);
    mp_fun_table.list_append(list, a);
    mp_fun_table.list_append(list, mp_fun_table.binary_op(MP_BINARY_OP_ADD, a, a));
    return mp_fun_table.new_tuple(1, &list);
}

static mp_obj_t super_call(mp_obj_t type, mp_obj_t self) {
    mp_obj_t dest[3] = {MP_OBJ_NULL, type, self};
    mp_load_super_method(MP_QSTR_who, dest);
    return mp_call_method_n_kw(0, 0, dest);
}

// As compiled code calls f(first, *rest, **named): stars are marked in a last argument.
static mp_obj_t star_call(mp_obj_t fun, mp_obj_t rest, mp_obj_t named) {
    mp_obj_t args[] = {fun, MP_OBJ_NEW_SMALL_INT(1), rest, MP_OBJ_NULL, named,
                       MP_OBJ_NEW_SMALL_INT(2)};
    return mp_call_method_n_kw_var(false, 2 | 1 << 8, args);
}

static mp_obj_t separators(void) {
    mp_print_ext_t ext = {mp_plat_print, ";", "="};
    const mp_print_t *print = &ext.base;
    mp_printf(print, HEX_FMT "%s%s" SIZE_FMT "\n", (mp_uint_t)255,
              MP_PRINT_GET_EXT(print)->item_separator, MP_PRINT_GET_EXT(print)->key_separator,
              (size_t)7);
    return BOOL(MP_INT_MAX > 0 && MP_INT_MIN == -MP_INT_MAX - 1);
}

#define FUNCTIONS(X)                                                                        \
    X(CALL_1, uint, mp_obj_new_int_from_uint(mp_obj_get_uint(a)))                           \
    X(CALL_1, ll, mp_obj_new_int_from_ll(mp_obj_get_ll(a)))                                 \
    X(CALL_3, to_bytes, to_bytes(a, b, c))                                                  \
    X(CALL_1, bits, bits(a))                                                                \
    X(CALL_2, insert, insert(a, b))                                                         \
    X(CALL_0, resized, resized())                                                           \
    X(CALL_0, ring, ring())                                                                 \
    X(CALL_1, optional, filled(mp_obj_list_optional_arg(a, 2)))                             \
    X(CALL_1, ensure, filled(mp_obj_list_ensure(a, 2)))                                     \
    X(CALL_1, tuple_like, BOOL(mp_obj_is_tuple_compatible(a)))                              \
    X(CALL_1, table, table(a))                                                              \
    X(CALL_2, super_call, super_call(a, b))                                                 \
    X(CALL_3, star_call, star_call(a, b, c))                                                \
    X(CALL_0, separators, separators())

FUNCTIONS(DEFINE)

#define LIBRARY_ENTRY(name) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&library_##name##_obj)},

static const mp_rom_map_elem_t newer_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_newer)},
    {MP_ROM_QSTR(MP_QSTR_e), mp_const_float_e},
    {MP_ROM_QSTR(MP_QSTR_pi), mp_const_float_pi},
    {MP_ROM_QSTR(MP_QSTR_tau), mp_const_float_tau},
    {MP_ROM_QSTR(MP_QSTR_inf), mp_const_float_inf},
    {MP_ROM_QSTR(MP_QSTR_nan), mp_const_float_nan},
    {MP_ROM_QSTR(MP_QSTR_open), MP_ROM_PTR(&mp_vfs_open_obj)},
    LIBRARY(LIBRARY_ENTRY)
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(newer_globals, newer_globals_table);

const mp_obj_module_t newer_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&newer_globals,
};

MP_REGISTER_MODULE(MP_QSTR_newer, newer_module);
