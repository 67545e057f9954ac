// SPDX-License-Identifier: MIT
// What a port gives beyond Python: clocks, files, memory that is looked after, binary values.
#include <string.h>

#include "extmod/vfs.h"
#include "py/binary.h"
#include "py/builtin.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/objlist.h"
#include "py/objtuple.h"
#include "py/runtime.h"

#if !MICROPY_ENABLE_DYNRUNTIME && !MICROPY_TRACKED_ALLOC
// A firmware that has none: the same as seen by Python.
#include <stdlib.h>
#define m_tracked_calloc calloc
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
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

static mp_obj_t clocks(void) {
    mp_uint_t cpu = mp_hal_ticks_cpu();
    uint64_t ns = mp_hal_time_ns();
    mp_hal_delay_ms(2);
    mp_obj_t items[] = {BOOL(mp_hal_ticks_cpu() >= cpu || cpu != 0), BOOL(mp_hal_time_ns() > ns),
                        BOOL(ns > 1000000000ull * 1000)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t interrupt(mp_obj_t c) {
    mp_hal_set_interrupt_char(mp_obj_get_int(c));
    mp_hal_set_interrupt_char(3);
    return mp_const_none;
}

static mp_obj_t files(mp_obj_t name, mp_obj_t text) {
    mp_map_t kwargs;
    mp_map_init(&kwargs, 1);
    mp_map_lookup(&kwargs, MP_OBJ_NEW_QSTR(MP_QSTR_mode), MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value =
        MP_OBJ_NEW_QSTR(MP_QSTR_w);
    mp_obj_t dest[3];
    mp_load_method(mp_vfs_open(1, &name, &kwargs), MP_QSTR_write, dest);
    dest[2] = text;
    mp_call_method_n_kw(1, 0, dest);
    mp_load_method(dest[1], MP_QSTR_close, dest);
    mp_call_method_n_kw(0, 0, dest);
    mp_obj_t stat = mp_vfs_stat(name);
    mp_obj_t size = mp_obj_subscr(stat, MP_OBJ_NEW_SMALL_INT(6), MP_OBJ_SENTINEL);
    vstr_t other;
    vstr_init(&other, 20);
    vstr_printf(&other, "%s.2", mp_obj_str_get_str(name));
    mp_obj_t other_name = mp_obj_new_str_from_vstr(&other);
    mp_vfs_rename(name, other_name);
    mp_map_clear(&kwargs);
    mp_map_init(&kwargs, 0);
    mp_load_method(mp_builtin_open(1, &other_name, &kwargs), MP_QSTR_read, dest);
    mp_obj_t read = mp_call_method_n_kw(0, 0, dest);
    mp_load_method(dest[1], MP_QSTR_close, dest);
    mp_call_method_n_kw(0, 0, dest);
    mp_vfs_remove(other_name);
    mp_obj_t items[] = {size, read};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

// Nothing points to the block but the list of those that are tracked.
static uintptr_t hidden;

static mp_obj_t track(mp_obj_t n) {
    size_t len = (size_t)mp_obj_get_int(n);
    byte *block = m_tracked_calloc(len, 1);
    if (block == NULL) {
        m_malloc_fail(len);
    }
    bool zero = true;
    for (size_t i = 0; i < len; ++i) {
        zero = zero && block[i] == 0;
        block[i] = (byte)i;
    }
    hidden = ~(uintptr_t)block;
    return BOOL(zero);
}

static mp_obj_t tracked(mp_obj_t n) {
    if (hidden == 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("no block"));
    }
    byte *block = (byte *)~hidden;
    mp_obj_t data = mp_obj_new_bytes(block, (size_t)mp_obj_get_int(n));
    m_tracked_free(block);
    hidden = 0;
    return data;
}

static mp_obj_t values(mp_obj_t type, mp_obj_t value) {
    const char *t = mp_obj_str_get_str(type);
    byte buf[16];
    memset(buf, 0xee, sizeof(buf));
    byte *at = buf;
    mp_binary_set_val(t[0], t[1], value, at, &at);
    mp_obj_t written = mp_obj_new_bytes(buf, (size_t)(at - buf));
    byte *from = buf;
    mp_obj_t read = mp_binary_get_val(t[0], t[1], from, &from);
    mp_obj_t items[] = {written, read, BOOL(from == at)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

// What only C can give: an object's word and a pointer to a text.
static mp_obj_t words(mp_obj_t order_in, mp_obj_t o) {
    char order = mp_obj_str_get_str(order_in)[0];
    const char *text = "a text";
    byte buf[3 * sizeof(mp_obj_t)];
    byte *at = buf, *from = buf;
    mp_binary_set_val(order, 'O', o, buf, &at);
    mp_binary_set_val(order, 'P', mp_obj_new_int_from_uint((uintptr_t)buf), buf, &at);
    mp_binary_set_val(order, 'S', mp_obj_new_int_from_uint((uintptr_t)text), buf, &at);
    mp_obj_t object = mp_binary_get_val(order, 'O', buf, &from);
    mp_obj_t pointer = mp_binary_get_val(order, 'P', buf, &from);
    mp_obj_t string = mp_binary_get_val(order, 'S', buf, &from);
    mp_obj_t array[2] = {mp_const_none, mp_const_none};
    mp_binary_set_val_array('O', array, 1, o);
    mp_obj_t items[] = {
        object, BOOL(mp_obj_get_int_truncated(pointer) == (mp_int_t)buf), string, INT(at - buf == from - buf),
        mp_binary_get_val_array('O', array, 0), mp_binary_get_val_array('O', array, 1),
        INT((mp_int_t)mp_binary_get_size('@', 'e', NULL)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t set_int(mp_obj_t value, mp_obj_t big) {
    byte buf[4] = {9, 9, 9, 9};
    mp_uint_t v = (mp_uint_t)mp_obj_get_int(value);
#if MICROPY_VERSION < MICROPY_MAKE_VERSION(1, 27, 0)
    mp_binary_set_int(3, mp_obj_is_true(big), buf, v);
#else
    mp_binary_set_int(3, buf, sizeof(v), v, mp_obj_is_true(big));
#endif
    return mp_obj_new_bytes(buf, 4);
}

static mp_obj_t with_finaliser(void) {
    byte *block = m_malloc_with_finaliser(32);
    memset(block, 0, 32);
    byte *plain = gc_alloc(16, 0), *larger = gc_realloc(plain, 64, true);
    gc_free(larger);
    return BOOL(block != NULL && plain != NULL && larger != NULL);
}

// Of lib/uzlib, which a firmware's binascii needs.
uint32_t uzlib_crc32(const void *data, unsigned int length, uint32_t crc);

static mp_obj_t crc(mp_obj_t data, mp_obj_t before) {
    mp_buffer_info_t buf;
    mp_get_buffer_raise(data, &buf, MP_BUFFER_READ);
    uint32_t start = ~(uint32_t)mp_obj_get_int_truncated(before);
    return mp_obj_new_int_from_uint((uint32_t)~uzlib_crc32(buf.buf, (unsigned)buf.len, start));
}

// Of several seeds hardly all are the same, where there is any.
static mp_obj_t seeds(void) {
#ifdef MICROPY_PY_RANDOM_SEED_INIT_FUNC
    uint32_t first = MICROPY_PY_RANDOM_SEED_INIT_FUNC;
    for (int i = 0; i < 4; ++i) {
        mp_hal_delay_ms(1);
        if (first != (uint32_t)MICROPY_PY_RANDOM_SEED_INIT_FUNC) {
            return mp_const_true;
        }
    }
    return mp_const_false;
#else
    return mp_const_true;
#endif
}

#define FUNCTIONS(X)                              \
    X(CALL_0, clocks, clocks())                   \
    X(CALL_1, interrupt, interrupt(a))            \
    X(CALL_2, files, files(a, b))                 \
    X(CALL_1, track, track(a))                    \
    X(CALL_1, tracked, tracked(a))                \
    X(CALL_2, values, values(a, b))               \
    X(CALL_2, words, words(a, b))               \
    X(CALL_2, set_int, set_int(a, b))             \
    X(CALL_0, with_finaliser, with_finaliser())   \
    X(CALL_2, crc, crc(a, b))                     \
    X(CALL_0, seeds, seeds())

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t portcalls_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_portcalls)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(portcalls_globals, portcalls_globals_table);

const mp_obj_module_t portcalls_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&portcalls_globals,
};

MP_REGISTER_MODULE(MP_QSTR_portcalls, portcalls_module);
