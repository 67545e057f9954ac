// SPDX-License-Identifier: MIT
// Rings of bytes, and streams from C: those functions that the module `streams` has not.
#include <string.h>

#include "py/mperrno.h"
#include "py/ringbuf.h"
#include "py/runtime.h"
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
#define CALL_3(name, ...)                                             \
    static mp_obj_t call_##name(mp_obj_t a, mp_obj_t b, mp_obj_t c) { \
        return __VA_ARGS__;                                           \
    }                                                                 \
    static MP_DEFINE_CONST_FUN_OBJ_3(call_##name##_obj, call_##name);
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

static uint8_t room[6];
static ringbuf_t ring = {room, sizeof(room), 0, 0};

static mp_obj_t ring_put(mp_obj_t byte_in) {
    int status = ringbuf_put(&ring, (uint8_t)mp_obj_get_int(byte_in));
    mp_obj_t items[] = {INT(status), INT((mp_int_t)ringbuf_avail(&ring)),
                        INT((mp_int_t)ringbuf_free(&ring)), INT(ringbuf_peek(&ring)),
                        INT(ringbuf_peek16(&ring))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t ring_bytes(mp_obj_t data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    int status = ringbuf_put_bytes(&ring, info.buf, info.len);
    uint8_t back[4] = {0};
    int read = ringbuf_get_bytes(&ring, back, 3);
    mp_obj_t items[] = {INT(status), INT(read), mp_obj_new_bytes(back, 4)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t ring_own(void) {
    ringbuf_t own;
    ringbuf_alloc(&own, 4);
    ringbuf_put(&own, 1);
    mp_obj_t items[] = {INT((mp_int_t)own.size), INT((mp_int_t)ringbuf_free(&own)),
                        INT(ringbuf_get(&own)), INT(ringbuf_get(&own))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

// A stream that gives its bytes in pieces, and fails when it is told to.
typedef struct {
    mp_obj_base_t base;
    char data[32];
    mp_uint_t len, at, piece;
    int error;
} pipe_t;

static mp_uint_t pipe_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    pipe_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->error && self->at >= 4) {
        *errcode = self->error;
        return MP_STREAM_ERROR;
    }
    mp_uint_t n = MIN(MIN(size, self->piece), self->len - self->at);
    memcpy(buf, self->data + self->at, n);
    self->at += n;
    return n;
}

static mp_uint_t pipe_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    pipe_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->error && self->len >= 4) {
        *errcode = self->error;
        return MP_STREAM_ERROR;
    }
    mp_uint_t n = MIN(MIN(size, self->piece), sizeof(self->data) - self->len);
    memcpy(self->data + self->len, buf, n);
    self->len += n;
    return n;
}

static mp_uint_t pipe_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    pipe_t *self = MP_OBJ_TO_PTR(self_in);
    if (request == MP_STREAM_SEEK) {
        struct mp_stream_seek_t *seek = (struct mp_stream_seek_t *)arg;
        if (seek->whence == MP_SEEK_SET) {
            self->at = (mp_uint_t)seek->offset;
        }
        seek->offset = (mp_off_t)self->at;
        return 0;
    }
    if (request == MP_STREAM_GET_OPTS) {
        return arg + 1;
    }
    *errcode = MP_EINVAL;
    return MP_STREAM_ERROR;
}

static const mp_stream_p_t pipe_protocol = {
    .read = pipe_read,
    .write = pipe_write,
    .ioctl = pipe_ioctl,
};

static const mp_rom_map_elem_t pipe_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_read1), MP_ROM_PTR(&mp_stream_read1_obj)},
    {MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&mp_stream_unbuffered_readlines_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_write1), MP_ROM_PTR(&mp_stream_write1_obj)},
    {MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&mp_stream_seek_obj)},
    {MP_ROM_QSTR(MP_QSTR_tell), MP_ROM_PTR(&mp_stream_tell_obj)},
    {MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&mp_stream_ioctl_obj)},
};
static MP_DEFINE_CONST_DICT(pipe_locals, pipe_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(pipe_type, MP_QSTR_pipe, MP_TYPE_FLAG_ITER_IS_STREAM, protocol,
                                &pipe_protocol, locals_dict, &pipe_locals);

static mp_obj_t new_pipe(mp_obj_t piece, mp_obj_t error) {
    pipe_t *self = mp_obj_malloc(pipe_t, &pipe_type);
    self->len = self->at = 0;
    self->piece = (mp_uint_t)mp_obj_get_int(piece);
    self->error = mp_obj_get_int(error);
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t exactly(mp_obj_t stream, mp_obj_t data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    int error = 0, read_error = 0;
    mp_uint_t written = mp_stream_write_exactly(stream, info.buf, info.len, &error);
    char back[12];
    memset(back, '.', sizeof(back));
    mp_uint_t read = mp_stream_read_exactly(stream, back, 9, &read_error);
    mp_obj_t items[] = {INT((mp_int_t)written), INT(error), INT((mp_int_t)read), INT(read_error),
                        mp_obj_new_bytes((byte *)back, sizeof(back))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t write_flags(mp_obj_t stream, mp_obj_t data, mp_obj_t flags) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    return mp_stream_write(stream, info.buf, info.len,
                           (byte)(MP_STREAM_RW_WRITE | mp_obj_get_int(flags)));
}

static mp_obj_t protocol(mp_obj_t stream) {
    const mp_stream_p_t *p = mp_get_stream(stream);
    mp_obj_t items[] = {BOOL(p->read != NULL), BOOL(p->ioctl != NULL), BOOL(p->is_text),
                        BOOL(p == mp_get_stream_raise(stream, MP_STREAM_OP_READ))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t nonblocking(mp_obj_t error) {
    int e = mp_obj_get_int(error);
    return BOOL(mp_is_nonblocking_error(e));
}

#define FUNCTIONS(X)                                                \
    X(CALL_1, put, ring_put(a))                                     \
    X(CALL_0, get, INT(ringbuf_get(&ring)))                         \
    X(CALL_0, get16, INT(ringbuf_get16(&ring)))                     \
    X(CALL_1, put16, INT(ringbuf_put16(&ring, (uint16_t)mp_obj_get_int(a)))) \
    X(CALL_1, bytes, ring_bytes(a))                                 \
    X(CALL_0, own, ring_own())                                      \
    X(CALL_2, pipe, new_pipe(a, b))                                 \
    X(CALL_2, exactly, exactly(a, b))                               \
    X(CALL_3, write, write_flags(a, b, c))                          \
    X(CALL_1, protocol, protocol(a))                                \
    X(CALL_1, nonblocking, nonblocking(a))

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t rings_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_rings)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(rings_globals, rings_globals_table);

const mp_obj_module_t rings_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&rings_globals,
};

MP_REGISTER_MODULE(MP_QSTR_rings, rings_module);
