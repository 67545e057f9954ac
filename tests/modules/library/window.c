// SPDX-License-Identifier: MIT
// Window: the last bytes of a stream, in a ring.
#include <string.h>

#include "meter.h"
#include "py/mperrno.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    size_t size, first, used;
    mp_obj_t label;
    uint8_t *bytes;
} window_t;

static mp_obj_t window_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                                const mp_obj_t *args) {
    enum { ARG_size, ARG_start, ARG_label };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_size, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_start, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_label, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, MP_ARRAY_SIZE(allowed), allowed, values);
    mp_int_t size = values[ARG_size].u_int;
    if (size < 1 || size > 4096) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("a window of %d bytes"), (int)size);
    }
    window_t *self = mp_obj_malloc(window_t, type);
    self->size = (size_t)size;
    self->first = 0;
    self->used = 0;
    self->label = values[ARG_label].u_obj;
    self->bytes = m_new(uint8_t, self->size);
    memset(self->bytes, (int)values[ARG_start].u_int, self->size);
    return MP_OBJ_FROM_PTR(self);
}

static void window_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    window_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "Window(%u/%u, label=", (unsigned)self->used, (unsigned)self->size);
    mp_obj_print_helper(print, self->label, PRINT_REPR);
    mp_print_str(print, ")");
}

static mp_obj_t window_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    window_t *self = MP_OBJ_TO_PTR(self_in);
    switch (op) {
        case MP_UNARY_OP_LEN:
            return MP_OBJ_NEW_SMALL_INT((mp_int_t)self->used);
        case MP_UNARY_OP_BOOL:
            return mp_obj_new_bool(self->used != 0);
        default:
            return MP_OBJ_NULL;
    }
}

static mp_obj_t window_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    window_t *self = MP_OBJ_TO_PTR(self_in);
    size_t i = mp_get_index(self->base.type, self->used, index, false);
    uint8_t *byte = &self->bytes[(self->first + i) % self->size];
    if (value == MP_OBJ_SENTINEL) {
        return MP_OBJ_NEW_SMALL_INT(*byte);
    }
    if (value == MP_OBJ_NULL) {
        return MP_OBJ_NULL;
    }
    *byte = (uint8_t)mp_obj_get_int(value);
    return mp_const_none;
}

static mp_int_t window_get_buffer(mp_obj_t self_in, mp_buffer_info_t *info, mp_uint_t flags) {
    window_t *self = MP_OBJ_TO_PTR(self_in);
    info->buf = self->bytes;
    info->len = self->size;
    info->typecode = 'B';
    return 0;
}

static mp_obj_t window_push(mp_obj_t self_in, mp_obj_t data) {
    window_t *self = MP_OBJ_TO_PTR(self_in);
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    if (info.len > self->size - self->used) {
        mp_raise_OSError(MP_ENOBUFS);
    }
    for (size_t i = 0; i < info.len; ++i) {
        self->bytes[(self->first + self->used) % self->size] = ((const uint8_t *)info.buf)[i];
        ++self->used;
    }
    return MP_OBJ_NEW_SMALL_INT((mp_int_t)info.len);
}
static MP_DEFINE_CONST_FUN_OBJ_2(window_push_obj, window_push);

static mp_obj_t window_take(size_t n_args, const mp_obj_t *args, mp_map_t *keywords) {
    enum { ARG_count, ARG_keep };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_count, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_keep, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    window_t *self = MP_OBJ_TO_PTR(args[0]);
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, keywords, MP_ARRAY_SIZE(allowed), allowed, values);
    mp_int_t wanted = values[ARG_count].u_int;
    size_t count = wanted < 0 ? self->used : (size_t)wanted;
    if (count > self->used) {
        mp_raise_msg(&mp_type_RangeError, MP_ERROR_TEXT("fewer bytes are there"));
    }
    vstr_t bytes;
    vstr_init_len(&bytes, count);
    for (size_t i = 0; i < count; ++i) {
        bytes.buf[i] = (char)self->bytes[(self->first + i) % self->size];
    }
    if (!values[ARG_keep].u_bool) {
        self->first = (self->first + count) % self->size;
        self->used -= count;
    }
    return mp_obj_new_bytes_from_vstr(&bytes);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(window_take_obj, 1, window_take);

static const mp_rom_map_elem_t window_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_push), MP_ROM_PTR(&window_push_obj)},
    {MP_ROM_QSTR(MP_QSTR_take), MP_ROM_PTR(&window_take_obj)},
    {MP_ROM_QSTR(MP_QSTR_LARGEST), MP_ROM_INT(4096)},
};
static MP_DEFINE_CONST_DICT(window_locals, window_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(window_type, MP_QSTR_Window, MP_TYPE_FLAG_NONE, make_new, window_make_new,
                         print, window_print, unary_op, window_unary_op, subscr, window_subscr,
                         buffer, window_get_buffer, locals_dict, &window_locals);
