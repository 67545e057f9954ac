// Streams: C's way to use one, and the methods that the function table lacks.
#include "rt.h"

// Where the module's code begins and ends: symbols of the linker.
extern __attribute__((visibility("hidden"))) const uint8_t natmod_text[], natmod_fixups[];

mp_uint_t mp_stream_rw(mp_obj_t stream, void *buf, mp_uint_t size, int *errcode, byte flags) {
    const mp_stream_p_t *protocol = natmod_protocol_of(stream);
    byte *at = (byte *)buf;
    mp_uint_t done = 0;
    *errcode = 0;
    while (done < size) {
        mp_uint_t moved = flags & MP_STREAM_RW_WRITE
                              ? protocol->write(stream, at + done, size - done, errcode)
                              : protocol->read(stream, at + done, size - done, errcode);
        if (moved == MP_STREAM_ERROR) {
            // What was moved before a stream would have blocked is not lost.
            if (done != 0 && mp_is_nonblocking_error(*errcode)) {
                *errcode = 0;
            }
            break;
        }
        done += moved;
        if (moved == 0 || flags & MP_STREAM_RW_ONCE) {
            break;
        }
    }
    return done;
}

// The stream may raise what says more than the number, as since 1.29.
static MP_NORETURN void raise_error(mp_obj_t stream, int error) {
    const mp_stream_p_t *protocol = natmod_protocol_of(stream);
    if (protocol->ioctl != NULL) {
        int other;
        protocol->ioctl(stream, MP_STREAM_RAISE_ERROR, (uintptr_t)error, &other);
    }
    mp_raise_OSError(error);
}

static mp_uint_t ioctl_or_raise(mp_obj_t stream, mp_uint_t request, uintptr_t arg) {
    int error;
    mp_uint_t result = natmod_protocol_of(stream)->ioctl(stream, request, arg, &error);
    if (result == MP_STREAM_ERROR) {
        raise_error(stream, error);
    }
    return result;
}

// What the stream's method says: the position, or -1 and an error number.
static mp_off_t call_seek(mp_obj_t *method, mp_off_t offset, int whence, int *errcode) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        mp_obj_t error = mp_obj_exception_get_value(MP_OBJ_FROM_PTR(nlr.ret_val));
        *errcode = mp_obj_is_small_int(error) ? (int)MP_OBJ_SMALL_INT_VALUE(error) : MP_EIO;
        return (mp_off_t)-1;
    }
    method[2] = mp_obj_new_int_from_ll(offset);
    method[3] = MP_OBJ_NEW_SMALL_INT(whence);
    mp_off_t position = (mp_off_t)mp_obj_get_ll(mp_call_method_n_kw(2, 0, method));
    nlr_pop();
    return position;
}

bool natmod_is_own_stream(const mp_stream_p_t *protocol) {
    uintptr_t at = (uintptr_t)protocol->ioctl;
    return at >= (uintptr_t)natmod_text && at < (uintptr_t)natmod_fixups;
}

NATMOD_QSTR(seek);

mp_off_t mp_stream_seek(mp_obj_t stream, mp_off_t offset, int whence, int *errcode) {
    const mp_stream_p_t *protocol = natmod_protocol_of(stream);
    mp_obj_t method[4] = {MP_OBJ_NULL};
    // The module's own streams take the SDK's structure, those of the firmware say it by their
    // method where the structure is not the same everywhere.
    if (NATMOD_OFFSETS_VARY && !natmod_is_own_stream(protocol)) {
        mp_load_method_maybe(stream, Q(seek), method);
    }
    if (method[0] != MP_OBJ_NULL) {
        return call_seek(method, offset, whence, errcode);
    }
    // Where offsets are wider than a word, the structure is longer.
    struct {
        struct mp_stream_seek_t seek;
        mp_uint_t room[2];
    } request = {{offset, whence}, {0, 0}};
    mp_uint_t result = protocol->ioctl(stream, MP_STREAM_SEEK, (uintptr_t)&request.seek, errcode);
    return result == MP_STREAM_ERROR ? (mp_off_t)-1 : request.seek.offset;
}

mp_obj_t mp_stream_close(mp_obj_t stream) {
    ioctl_or_raise(stream, MP_STREAM_CLOSE, 0);
    return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_stream_close_obj, mp_stream_close);

static mp_obj_t stream_exit(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    return mp_stream_close(args[0]);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream___exit___obj, 4, 4, stream_exit);

static mp_obj_t stream_flush(mp_obj_t self) {
    ioctl_or_raise(self, MP_STREAM_FLUSH, 0);
    return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_stream_flush_obj, stream_flush);

static mp_obj_t seek_or_raise(mp_obj_t stream, mp_off_t offset, int whence) {
    int error;
    mp_off_t position = mp_stream_seek(stream, offset, whence, &error);
    if (position == (mp_off_t)-1) {
        raise_error(stream, error);
    }
    return sizeof(mp_off_t) > sizeof(mp_uint_t) ? mp_obj_new_int_from_ll(position)
                                                : mp_obj_new_int_from_uint((mp_uint_t)position);
}

static mp_obj_t stream_seek(size_t n_args, const mp_obj_t *args) {
    mp_off_t offset = (mp_off_t)mp_obj_get_ll(args[1]);
    int whence = n_args == 3 ? (int)mp_obj_get_int(args[2]) : MP_SEEK_SET;
    if (whence == MP_SEEK_SET && offset < 0) {
        mp_raise_OSError(MP_EINVAL);
    }
    return seek_or_raise(args[0], offset, whence);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_seek_obj, 2, 3, stream_seek);

static mp_obj_t stream_tell(mp_obj_t self) {
    return seek_or_raise(self, 0, MP_SEEK_CUR);
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_stream_tell_obj, stream_tell);

static mp_obj_t stream_ioctl(size_t n_args, const mp_obj_t *args) {
    uintptr_t arg = 0;
    if (n_args == 3) {
        mp_buffer_info_t buffer;
        arg = mp_get_buffer(args[2], &buffer, MP_BUFFER_WRITE)
                  ? (uintptr_t)buffer.buf
                  : (uintptr_t)mp_obj_get_int_truncated(args[2]);
    }
    mp_uint_t request = (mp_uint_t)mp_obj_get_int(args[1]);
    return mp_obj_new_int((mp_int_t)ioctl_or_raise(args[0], request, arg));
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_ioctl_obj, 2, 3, stream_ioctl);

mp_obj_t mp_stream_write(mp_obj_t self_in, const void *buf, size_t len, byte flags) {
    int error;
    mp_uint_t written = mp_stream_rw(self_in, (void *)buf, len, &error, flags);
    if (error == 0) {
        return MP_OBJ_NEW_SMALL_INT(written);
    }
    if (mp_is_nonblocking_error(error)) {
        return mp_const_none;
    }
    raise_error(self_in, error);
}

void mp_stream_write_adaptor(void *self, const char *buf, size_t len) {
    mp_stream_write(MP_OBJ_FROM_PTR(self), buf, len, MP_STREAM_RW_WRITE);
}

// Reading and writing at most once.
static mp_obj_t stream_write1(size_t n_args, const mp_obj_t *args) {
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(args[1], &buffer, MP_BUFFER_READ);
    size_t len = buffer.len;
    if (n_args > 2) {
        len = MIN(len, (size_t)mp_obj_get_int(args[n_args - 1]));
    }
    return mp_stream_write(args[0], buffer.buf, len, MP_STREAM_RW_WRITE | MP_STREAM_RW_ONCE);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_write1_obj, 2, 4, stream_write1);

static mp_obj_t stream_read1(size_t n_args, const mp_obj_t *args) {
    if (n_args == 1 || mp_obj_get_int(args[1]) == -1) {
        return natmod_call_method(args[0], 125 /* read */, 0, NULL);
    }
    vstr_t text;
    vstr_init_len(&text, (size_t)mp_obj_get_int(args[1]));
    int error;
    text.len =
        mp_stream_rw(args[0], text.buf, text.len, &error, MP_STREAM_RW_READ | MP_STREAM_RW_ONCE);
    if (error != 0) {
        vstr_clear(&text);
        if (mp_is_nonblocking_error(error)) {
            return mp_const_none;
        }
        raise_error(args[0], error);
    }
    return natmod_protocol_of(args[0])->is_text ? mp_obj_new_str_from_vstr(&text)
                                                : mp_obj_new_bytes_from_vstr(&text);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_read1_obj, 1, 2, stream_read1);

static mp_obj_t stream_readinto1(size_t n_args, const mp_obj_t *args) {
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(args[1], &buffer, MP_BUFFER_WRITE);
    size_t len = buffer.len;
    if (n_args > 2) {
        len = MIN(len, (size_t)mp_obj_get_int(args[2]));
    }
    int error;
    mp_uint_t done =
        mp_stream_rw(args[0], buffer.buf, len, &error, MP_STREAM_RW_READ | MP_STREAM_RW_ONCE);
    if (error == 0) {
        return MP_OBJ_NEW_SMALL_INT(done);
    }
    if (mp_is_nonblocking_error(error)) {
        return mp_const_none;
    }
    raise_error(args[0], error);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_readinto1_obj, 2, 3, stream_readinto1);

mp_obj_t mp_stream_unbuffered_iter(mp_obj_t self) {
    mp_obj_t line = mp_call_function_1(MP_OBJ_FROM_PTR(&mp_stream_unbuffered_readline_obj), self);
    return mp_obj_is_true(line) ? line : MP_OBJ_STOP_ITERATION;
}

static mp_obj_t stream_readlines(mp_obj_t self) {
    mp_obj_t lines = mp_obj_new_list(0, NULL);
    for (;;) {
        mp_obj_t line =
            mp_call_function_1(MP_OBJ_FROM_PTR(&mp_stream_unbuffered_readline_obj), self);
        if (!mp_obj_is_true(line)) {
            return lines;
        }
        mp_obj_list_append(lines, line);
    }
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_stream_unbuffered_readlines_obj, stream_readlines);
