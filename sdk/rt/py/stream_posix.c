// SPDX-License-Identifier: 0BSD
// Streams with the interface of POSIX's files: errno says what went wrong.
#include <errno.h>

#include "../rt.h"

ssize_t mp_stream_posix_write(void *stream, const void *buf, size_t len) {
    mp_uint_t done = natmod_protocol_of(stream)->write(MP_OBJ_FROM_PTR(stream), buf, len, &errno);
    return done == MP_STREAM_ERROR ? -1 : (ssize_t)done;
}

ssize_t mp_stream_posix_read(void *stream, void *buf, size_t len) {
    mp_uint_t done = natmod_protocol_of(stream)->read(MP_OBJ_FROM_PTR(stream), buf, len, &errno);
    return done == MP_STREAM_ERROR ? -1 : (ssize_t)done;
}

off_t mp_stream_posix_lseek(void *stream, off_t offset, int whence) {
    return (off_t)mp_stream_seek(MP_OBJ_FROM_PTR(stream), (mp_off_t)offset, whence, &errno);
}

int mp_stream_posix_fsync(void *stream) {
    mp_obj_t o = MP_OBJ_FROM_PTR(stream);
    mp_uint_t result = natmod_protocol_of(stream)->ioctl(o, MP_STREAM_FLUSH, 0, &errno);
    return result == MP_STREAM_ERROR ? -1 : (int)result;
}
