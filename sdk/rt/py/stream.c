// SPDX-License-Identifier: 0BSD
// Streams: C's way to use one, and the methods that the function table lacks.
#include "../rt.h"

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

bool natmod_is_own_stream(const mp_stream_p_t *protocol) {
    uintptr_t at = (uintptr_t)protocol->ioctl;
    return at >= (uintptr_t)natmod_text && at < (uintptr_t)natmod_fixups;
}

#if NATMOD_OFFSETS_VARY
NATMOD_QSTR(BytesIO);
NATMOD_QSTR(uio);

// The firmware's struct mp_stream_seek_t: an offset of one word or two, the low one first, whence.
typedef int32_t request_t[4] __attribute__((aligned(8)));

// How many words an offset has in the firmware: found out once, by a request that takes a stream
// with a few bytes to its start if they are one, to its end if they are two.
static uint8_t firmware_offset_words(void) {
    static uint8_t words;
    if (words == 0) {
        mp_obj_t content = natmod_obj_from_qstr(Q(BytesIO));
        mp_obj_t stream =
            natmod_tab_call_function_n_kw(natmod_module_attr(Q(uio), Q(BytesIO)), 1, &content);
        request_t request;
        int error;
        request[0] = 0;
        request[1] = MP_SEEK_SET;
        request[2] = MP_SEEK_END;
        natmod_protocol_of(stream)->ioctl(stream, MP_STREAM_SEEK, (uintptr_t)request, &error);
        words = request[0] == 0 ? 1 : 2;
    }
    return words;
}

mp_off_t mp_stream_seek(mp_obj_t stream, mp_off_t offset, int whence, int *errcode) {
    const mp_stream_p_t *protocol = natmod_protocol_of(stream);
    // The module's own streams take the SDK's structure.
    size_t words = natmod_is_own_stream(protocol) ? sizeof(mp_off_t) / sizeof(int32_t)
                                                  : firmware_offset_words();
    request_t request;
    request[0] = (int32_t)offset;
    request[1] = (int32_t)((int64_t)offset >> 32);
    request[words] = whence;
    mp_uint_t result = protocol->ioctl(stream, MP_STREAM_SEEK, (uintptr_t)request, errcode);
    if (result == MP_STREAM_ERROR) {
        return -1;
    }
    int32_t high = words == 1 ? 0 : request[1];
    return (mp_off_t)((uint64_t)(uint32_t)high << 32 | (uint32_t)request[0]);
}
#else
mp_off_t mp_stream_seek(mp_obj_t stream, mp_off_t offset, int whence, int *errcode) {
    struct mp_stream_seek_t request = {offset, whence};
    mp_uint_t result =
        natmod_protocol_of(stream)->ioctl(stream, MP_STREAM_SEEK, (uintptr_t)&request, errcode);
    return result == MP_STREAM_ERROR ? -1 : request.offset;
}
#endif

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
