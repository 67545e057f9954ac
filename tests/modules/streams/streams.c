// SPDX-License-Identifier: MIT
// A stream: read, write and ioctl in C; read, readline, print(file=...) and with in Python.
#include <string.h>

#include "py/mperrno.h"
#include "py/runtime.h"
#include "py/stream.h"

#define PIPE_SIZE (64)

// A ring of bytes: what is written comes out again.
typedef struct {
    mp_obj_base_t base;
    bool closed;
    size_t head;
    size_t used;
    byte data[PIPE_SIZE];
} pipe_obj_t;

static mp_obj_t pipe_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    pipe_obj_t *self = mp_obj_malloc(pipe_obj_t, type);
    self->closed = false;
    self->head = self->used = 0;
    return MP_OBJ_FROM_PTR(self);
}

static mp_uint_t pipe_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    pipe_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->closed) {
        *errcode = MP_EINVAL;
        return MP_STREAM_ERROR;
    }
    mp_uint_t n = 0;
    while (n < size && self->used > 0) {
        ((byte *)buf)[n++] = self->data[self->head];
        self->head = (self->head + 1) % PIPE_SIZE;
        self->used--;
    }
    return n;
}

static mp_uint_t pipe_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    pipe_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->closed) {
        *errcode = MP_EINVAL;
        return MP_STREAM_ERROR;
    }
    if (self->used + size > PIPE_SIZE) {
        *errcode = MP_ENOSPC;
        return MP_STREAM_ERROR;
    }
    for (mp_uint_t i = 0; i < size; i++) {
        self->data[(self->head + self->used++) % PIPE_SIZE] = ((const byte *)buf)[i];
    }
    return size;
}

static mp_uint_t pipe_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    pipe_obj_t *self = MP_OBJ_TO_PTR(self_in);
    switch (request) {
        case MP_STREAM_FLUSH:
            return 0;
        case MP_STREAM_CLOSE:
            self->closed = true;
            return 0;
        case MP_STREAM_SEEK: {
            struct mp_stream_seek_t *seek = (struct mp_stream_seek_t *)arg;
            if (seek->whence != MP_SEEK_CUR || seek->offset < 0 || (size_t)seek->offset > self->used) {
                *errcode = MP_EINVAL;
                return MP_STREAM_ERROR;
            }
            self->head = (self->head + (size_t)seek->offset) % PIPE_SIZE;
            self->used -= (size_t)seek->offset;
            seek->offset = (mp_off_t)self->used;
            return 0;
        }
        default:
            *errcode = MP_EINVAL;
            return MP_STREAM_ERROR;
    }
}

static const mp_rom_map_elem_t pipe_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj) },
    { MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj) },
    { MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj) },
    { MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj) },
    { MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&mp_stream_seek_obj) },
    { MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&mp_stream_flush_obj) },
    { MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mp_stream_close_obj) },
    { MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&mp_identity_obj) },
    { MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&mp_stream___exit___obj) },
};
static MP_DEFINE_CONST_DICT(pipe_locals_dict, pipe_locals_dict_table);

// A text stream: read gives str. It iterates over its lines.
static const mp_stream_p_t text_pipe_p = {
    .read = pipe_read,
    .write = pipe_write,
    .ioctl = pipe_ioctl,
    .is_text = true,
};

static MP_DEFINE_CONST_OBJ_TYPE(
    type_TextPipe,
    MP_QSTR_TextPipe,
    MP_TYPE_FLAG_ITER_IS_STREAM,
    make_new, pipe_make_new,
    protocol, &text_pipe_p,
    locals_dict, &pipe_locals_dict
    );

// A stream of bytes.
static const mp_stream_p_t pipe_p = {
    .read = pipe_read,
    .write = pipe_write,
    .ioctl = pipe_ioctl,
};

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Pipe,
    MP_QSTR_Pipe,
    MP_TYPE_FLAG_NONE,
    make_new, pipe_make_new,
    protocol, &pipe_p,
    locals_dict, &pipe_locals_dict
    );

// C as a user of any stream.
static mp_obj_t streams_copy(mp_obj_t from, mp_obj_t to) {
    const mp_stream_p_t *in = mp_get_stream_raise(from, MP_STREAM_OP_READ);
    const mp_stream_p_t *out = mp_get_stream_raise(to, MP_STREAM_OP_WRITE | MP_STREAM_OP_IOCTL);
    byte buf[5];
    mp_int_t total = 0;
    int errcode = 0;
    for (;;) {
        mp_uint_t n = in->read(from, buf, sizeof(buf), &errcode);
        if (n == 0) {
            return mp_obj_new_int(total);
        }
        if (n == MP_STREAM_ERROR || out->write(to, buf, n, &errcode) == MP_STREAM_ERROR) {
            mp_raise_OSError(errcode);
        }
        total += (mp_int_t)n;
    }
}
static MP_DEFINE_CONST_FUN_OBJ_2(streams_copy_obj, streams_copy);

static mp_obj_t streams_exactly(mp_obj_t stream, mp_obj_t n) {
    int errcode;
    byte buf[PIPE_SIZE];
    mp_uint_t size = (mp_uint_t)mp_obj_get_int(n);
    mp_uint_t got = mp_stream_rw(stream, buf, size < sizeof(buf) ? size : sizeof(buf), &errcode, MP_STREAM_RW_READ);
    if (errcode != 0) {
        mp_raise_OSError(errcode);
    }
    return mp_obj_new_bytes(buf, got);
}
static MP_DEFINE_CONST_FUN_OBJ_2(streams_exactly_obj, streams_exactly);

// By ioctl, as C code does it that came before mp_stream_seek.
static mp_obj_t streams_seek(mp_obj_t stream, mp_obj_t offset, mp_obj_t whence) {
    const mp_stream_p_t *in = mp_get_stream_raise(stream, MP_STREAM_OP_READ | MP_STREAM_OP_IOCTL);
    struct mp_stream_seek_t seek = {.offset = mp_obj_get_int(offset), .whence = mp_obj_get_int(whence)};
    int errcode = 0;
    if (in->ioctl(stream, MP_STREAM_SEEK, (mp_uint_t)(uintptr_t)&seek, &errcode) == MP_STREAM_ERROR) {
        mp_raise_OSError(errcode);
    }
    byte buf[3];
    mp_uint_t n = mp_get_stream(stream)->read(stream, buf, sizeof(buf), &errcode);
    mp_obj_t items[] = { mp_obj_new_int(seek.offset), mp_obj_new_int(seek.whence), mp_obj_new_bytes(buf, n) };
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_3(streams_seek_obj, streams_seek);

static mp_obj_t streams_close(mp_obj_t stream) {
    return mp_stream_close(stream);
}
static MP_DEFINE_CONST_FUN_OBJ_1(streams_close_obj, streams_close);

static const mp_rom_map_elem_t streams_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_streams) },
    { MP_ROM_QSTR(MP_QSTR_Pipe), MP_ROM_PTR(&type_Pipe) },
    { MP_ROM_QSTR(MP_QSTR_TextPipe), MP_ROM_PTR(&type_TextPipe) },
    { MP_ROM_QSTR(MP_QSTR_copy), MP_ROM_PTR(&streams_copy_obj) },
    { MP_ROM_QSTR(MP_QSTR_exactly), MP_ROM_PTR(&streams_exactly_obj) },
    { MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&streams_seek_obj) },
    { MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&streams_close_obj) },
};
static MP_DEFINE_CONST_DICT(streams_globals, streams_globals_table);

const mp_obj_module_t streams_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&streams_globals,
};

MP_REGISTER_MODULE(MP_QSTR_streams, streams_module);
