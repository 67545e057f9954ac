// SPDX-License-Identifier: MIT
// Numbers packed in buffers: arrays of every typecode, struct formats, bytes of integers.
#include "py/binary.h"
#include "py/objarray.h"
#include "py/objint.h"
#include "py/runtime.h"

static mp_obj_t binary_sizes(void) {
    static const char codes[] = "bBhHqQf";
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < sizeof(codes) - 1; i++) {
        size_t align;
        mp_obj_list_append(list, mp_obj_new_int_from_uint(mp_binary_get_size('<', codes[i], &align)));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(binary_sizes_obj, binary_sizes);

// Reverses any array in place, whatever its elements are.
static mp_obj_t binary_reverse(mp_obj_t obj) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(obj, &bufinfo, MP_BUFFER_RW);
    size_t size = mp_binary_get_size('@', (char)bufinfo.typecode, NULL);
    size_t n = bufinfo.len / size;
    for (size_t i = 0; i < n / 2; i++) {
        mp_obj_t a = mp_binary_get_val_array((char)bufinfo.typecode, bufinfo.buf, i);
        mp_obj_t b = mp_binary_get_val_array((char)bufinfo.typecode, bufinfo.buf, n - 1 - i);
        mp_binary_set_val_array((char)bufinfo.typecode, bufinfo.buf, i, b);
        mp_binary_set_val_array((char)bufinfo.typecode, bufinfo.buf, n - 1 - i, a);
    }
    return mp_obj_new_int_from_uint(n);
}
static MP_DEFINE_CONST_FUN_OBJ_1(binary_reverse_obj, binary_reverse);

// The elements as C sees them.
static mp_obj_t binary_total(mp_obj_t obj) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(obj, &bufinfo, MP_BUFFER_READ);
    int64_t total = 0;
    switch (bufinfo.typecode) {
        case 'b':
            for (size_t i = 0; i < bufinfo.len; i++) {
                total += ((int8_t *)bufinfo.buf)[i];
            }
            break;
        case 'h':
            for (size_t i = 0; i < bufinfo.len / 2; i++) {
                total += ((int16_t *)bufinfo.buf)[i];
            }
            break;
        case 'i':
            for (size_t i = 0; i < bufinfo.len / 4; i++) {
                total += ((int32_t *)bufinfo.buf)[i];
            }
            break;
        case 'q':
            for (size_t i = 0; i < bufinfo.len / 8; i++) {
                total += ((int64_t *)bufinfo.buf)[i];
            }
            break;
        case 'f':
            for (size_t i = 0; i < bufinfo.len / 4; i++) {
                total += (int64_t)((float *)bufinfo.buf)[i];
            }
            break;
        default:
            return mp_const_none;
    }
    return mp_obj_new_int_from_ll(total);
}
static MP_DEFINE_CONST_FUN_OBJ_1(binary_total_obj, binary_total);

static mp_obj_t binary_get_int(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(args[0], &bufinfo, MP_BUFFER_READ);
    long long value = mp_binary_get_int(bufinfo.len, mp_obj_is_true(args[1]), mp_obj_is_true(args[2]), bufinfo.buf);
    return mp_obj_new_int_from_ll(value);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(binary_get_int_obj, 3, 3, binary_get_int);

static const mp_rom_map_elem_t binary_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_binary) },
    { MP_ROM_QSTR(MP_QSTR_sizes), MP_ROM_PTR(&binary_sizes_obj) },
    { MP_ROM_QSTR(MP_QSTR_reverse), MP_ROM_PTR(&binary_reverse_obj) },
    { MP_ROM_QSTR(MP_QSTR_total), MP_ROM_PTR(&binary_total_obj) },
    { MP_ROM_QSTR(MP_QSTR_get_int), MP_ROM_PTR(&binary_get_int_obj) },
};
static MP_DEFINE_CONST_DICT(binary_globals, binary_globals_table);

const mp_obj_module_t binary_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&binary_globals,
};

MP_REGISTER_MODULE(MP_QSTR_binary, binary_module);
