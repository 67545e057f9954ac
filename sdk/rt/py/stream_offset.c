// SPDX-License-Identifier: 0BSD
// The firmware's streams as a module sees them on architectures where one file runs on firmwares
// with offsets of 32 and of 64 bits: MP_STREAM_SEEK goes through mp_stream_seek.
#include "../rt.h"

static mp_uint_t read_any(mp_obj_t self, void *buf, mp_uint_t size, int *errcode) {
    return natmod_protocol_of(self)->read(self, buf, size, errcode);
}

static mp_uint_t write_any(mp_obj_t self, const void *buf, mp_uint_t size, int *errcode) {
    return natmod_protocol_of(self)->write(self, buf, size, errcode);
}

static mp_uint_t ioctl_any(mp_obj_t self, mp_uint_t request, uintptr_t arg, int *errcode) {
    if (request != MP_STREAM_SEEK) {
        return natmod_protocol_of(self)->ioctl(self, request, arg, errcode);
    }
    struct mp_stream_seek_t *seek = (struct mp_stream_seek_t *)arg;
    mp_off_t position = mp_stream_seek(self, seek->offset, seek->whence, errcode);
    if (position == (mp_off_t)-1) {
        return MP_STREAM_ERROR;
    }
    seek->offset = position;
    return 0;
}

const mp_stream_p_t *natmod_stream_of_any_offset(const mp_stream_p_t *protocol) {
    static const mp_stream_p_t any[2] = {{read_any, write_any, ioctl_any, 0},
                                         {read_any, write_any, ioctl_any, 1}};
    bool same = protocol->ioctl == NULL || natmod_is_own_stream(protocol);
    return same ? protocol : &any[protocol->is_text];
}
