// SPDX-License-Identifier: MIT
// Names that MicroPython no longer has, but modules still use.
#include <string.h>

#include "py/binary.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/unicode.h"

#if !MICROPY_ENABLE_DYNRUNTIME
// What became of them.
#ifndef MP_OBJ_IS_SMALL_INT
#define MP_OBJ_IS_SMALL_INT mp_obj_is_small_int
#define MP_OBJ_IS_QSTR mp_obj_is_qstr
#define MP_OBJ_IS_OBJ mp_obj_is_obj
#define MP_OBJ_IS_INT mp_obj_is_int
#define MP_OBJ_IS_TYPE mp_obj_is_type
#define MP_OBJ_IS_STR mp_obj_is_str
#define MP_OBJ_IS_STR_OR_BYTES mp_obj_is_str_or_bytes
#define MP_OBJ_IS_FUN mp_obj_is_fun
#define MP_MAP_SLOT_IS_FILLED mp_map_slot_is_filled
#define MP_SET_SLOT_IS_FILLED mp_set_slot_is_filled
#endif
#define mp_raise_msg_str(exc_type, msg) \
    nlr_raise(mp_obj_new_exception_arg1(exc_type, mp_obj_new_str(msg, strlen(msg))))
#if MICROPY_VERSION >= MICROPY_MAKE_VERSION(1, 27, 0)
#define mp_binary_set_val_array_from_int(typecode, p, index, val) \
    mp_binary_set_val_array(typecode, p, index, mp_obj_new_int(val))
#define mp_obj_int_to_bytes_impl(o, big, len, buf) \
    (mp_obj_int_to_bytes(o, len, buf, big, false, false), true)
#define mp_obj_new_type(name, bases, locals)                                       \
    mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_type_type), 3, 0,                    \
                          (mp_obj_t[]){MP_OBJ_NEW_QSTR(name), (bases), (locals)})
#define utf8_check(data, len) ((len) == 0 || (data)[0] < 0x80 || (data)[(len) - 1] < 0xf0)
#endif
#endif

STATIC int calls;

STATIC NORETURN void fail(void) {
    mp_raise_ValueError(MP_ERROR_TEXT("old"));
}

STATIC mp_obj_t oldnames_check(mp_obj_t obj) {
    calls++;
    if (obj == mp_const_none) {
        fail();
    }
    return mp_obj_new_int(calls);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(oldnames_check_obj, oldnames_check);

STATIC mp_obj_t oldnames_kind(mp_obj_t o) {
    int kind = MP_OBJ_IS_SMALL_INT(o) | MP_OBJ_IS_INT(o) << 1 | (mp_obj_is_float(o) != 0) << 2 |
               MP_OBJ_IS_STR(o) << 3 | MP_OBJ_IS_STR_OR_BYTES(o) << 4 | MP_OBJ_IS_FUN(o) << 5 |
               MP_OBJ_IS_TYPE(o, &mp_type_list) << 6;
    mp_obj_t items[] = {mp_obj_new_int(kind),
                        mp_obj_new_bool(MP_OBJ_IS_QSTR(o) || MP_OBJ_IS_OBJ(o) ||
                                        MP_OBJ_IS_SMALL_INT(o))};
    return mp_obj_new_tuple(2, items);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(oldnames_kind_obj, oldnames_kind);

STATIC mp_obj_t oldnames_memory(mp_obj_t dict) {
    int value = 2;
    mp_map_t *map = mp_obj_dict_get_map(dict);
    for (size_t i = 0; i < map->alloc; ++i) {
        value += MP_MAP_SLOT_IS_FILLED(map, i);
    }
    mp_obj_t key = MP_OBJ_NEW_SMALL_INT(5);
    mp_set_t set = {1, 1, &key};
    int16_t numbers[2] = {0, 0};
    mp_binary_set_val_array_from_int('h', numbers, 1, -7);
    byte bytes[4] = {9, 9, 9, 9};
    bool fits = mp_obj_int_to_bytes_impl(
        mp_obj_new_int_from_ll(0x7123456789LL << 20), true, 3, bytes);
    (void)fits;
    const byte *text = (const byte *)"\xc3\xa4\xff";
    mp_obj_t items[] = {
        mp_obj_new_int(value), mp_obj_new_bool(MP_SET_SLOT_IS_FILLED(&set, 0)),
        mp_obj_new_int(numbers[0]), mp_obj_new_int(numbers[1]), mp_obj_new_bytes(bytes, 4),
        mp_obj_new_bool(utf8_check(text, 2)), mp_obj_new_bool(utf8_check(text, 3)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(oldnames_memory_obj, oldnames_memory);

STATIC mp_obj_t oldnames_raise(mp_obj_t which) {
    if (mp_obj_is_true(which)) {
        mp_raise_msg_str(&mp_type_RuntimeError, "as text");
    }
    mp_raise_OSError_with_filename(2, "the name");
    return mp_const_none;
}
STATIC MP_DEFINE_CONST_FUN_OBJ_1(oldnames_raise_obj, oldnames_raise);

STATIC mp_obj_t oldnames_type(mp_obj_t base, mp_obj_t locals) {
    return mp_obj_new_type(MP_QSTR_Made, mp_obj_new_tuple(1, &base), locals);
}
STATIC MP_DEFINE_CONST_FUN_OBJ_2(oldnames_type_obj, oldnames_type);

STATIC const mp_rom_map_elem_t oldnames_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_oldnames) },
    { MP_ROM_QSTR(MP_QSTR_check), MP_ROM_PTR(&oldnames_check_obj) },
    { MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&oldnames_kind_obj) },
    { MP_ROM_QSTR(MP_QSTR_memory), MP_ROM_PTR(&oldnames_memory_obj) },
    { MP_ROM_QSTR(MP_QSTR_fail), MP_ROM_PTR(&oldnames_raise_obj) },
    { MP_ROM_QSTR(MP_QSTR_type), MP_ROM_PTR(&oldnames_type_obj) },
};
STATIC MP_DEFINE_CONST_DICT(oldnames_globals, oldnames_globals_table);

const mp_obj_module_t oldnames_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&oldnames_globals,
};

MP_REGISTER_MODULE(MP_QSTR_oldnames, oldnames_module);
