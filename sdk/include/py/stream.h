// SPDX-License-Identifier: 0BSD
// Streams: objects whose type has a protocol slot with read, write and ioctl.
#ifndef NATMOD_PY_STREAM_H
#define NATMOD_PY_STREAM_H

#include <sys/types.h>

#include "py/mpconfig.h"
#include "py/mperrno.h"
#include "py/obj.h"

// Returned by read, write and ioctl on failure, with *errcode set.
#define MP_STREAM_ERROR ((mp_uint_t)-1)

// Requests of ioctl.
#define MP_STREAM_FLUSH (1)
#define MP_STREAM_SEEK (2)
#define MP_STREAM_POLL (3)
#define MP_STREAM_CLOSE (4)
#define MP_STREAM_TIMEOUT (5)
#define MP_STREAM_GET_OPTS (6)
#define MP_STREAM_SET_OPTS (7)
#define MP_STREAM_GET_DATA_OPTS (8)
#define MP_STREAM_SET_DATA_OPTS (9)
#define MP_STREAM_GET_FILENO (10)
#define MP_STREAM_GET_BUFFER_SIZE (11)
#define MP_STREAM_RAISE_ERROR (12)  // since 1.29: arg is the error number; raise another exception

#define MP_STREAM_POLL_RD (0x0001)
#define MP_STREAM_POLL_WR (0x0004)
#define MP_STREAM_POLL_ERR (0x0008)
#define MP_STREAM_POLL_HUP (0x0010)
#define MP_STREAM_POLL_NVAL (0x0020)

#define MP_SEEK_SET (0)
#define MP_SEEK_CUR (1)
#define MP_SEEK_END (2)
struct mp_stream_seek_t {
    mp_off_t offset;
    int whence;
};

typedef struct _mp_stream_p_t {
    mp_uint_t (*read)(mp_obj_t obj, void *buf, mp_uint_t size, int *errcode);
    mp_uint_t (*write)(mp_obj_t obj, const void *buf, mp_uint_t size, int *errcode);
    mp_uint_t (*ioctl)(mp_obj_t obj, mp_uint_t request, uintptr_t arg, int *errcode);
    mp_uint_t is_text : 1;
} mp_stream_p_t;
NATMOD_SIZE(mp_stream_p_t, 4);

// What must be there, for mp_get_stream_raise.
#define MP_STREAM_OP_READ (1)
#define MP_STREAM_OP_WRITE (2)
#define MP_STREAM_OP_IOCTL (4)

#define MP_STREAM_RW_READ 0
#define MP_STREAM_RW_WRITE 2
#define MP_STREAM_RW_ONCE 1

NATMOD_BEGIN_C
// Methods for a locals dict.
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_read_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_read1_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_readinto_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_readinto1_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_unbuffered_readline_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_unbuffered_readlines_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_write_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_write1_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_close_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream___exit___obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_seek_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_tell_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_flush_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_ioctl_obj);

const mp_stream_p_t *mp_get_stream_raise(mp_obj_t self_in, int flags);
const mp_stream_p_t *natmod_stream_of_any_offset(const mp_stream_p_t *protocol);
mp_obj_t mp_stream_close(mp_obj_t stream);
mp_obj_t mp_stream_write(mp_obj_t self_in, const void *buf, size_t len, byte flags);
// Reads or writes all of size, unless ONCE. Returns what was done; *errcode is 0 or an error.
mp_uint_t mp_stream_rw(mp_obj_t stream, void *buf, mp_uint_t size, int *errcode, byte flags);
mp_off_t mp_stream_seek(mp_obj_t stream, mp_off_t offset, int whence, int *errcode);
void mp_stream_write_adaptor(void *self, const char *buf, size_t len);
// For the iter slot, with MP_TYPE_FLAG_ITER_IS_STREAM.
mp_obj_t mp_stream_unbuffered_iter(mp_obj_t self);

// For libraries that want files: -1 and errno.
ssize_t mp_stream_posix_write(void *stream, const void *buf, size_t len);
ssize_t mp_stream_posix_read(void *stream, void *buf, size_t len);
off_t mp_stream_posix_lseek(void *stream, off_t offset, int whence);
int mp_stream_posix_fsync(void *stream);
NATMOD_END_C

static inline const mp_stream_p_t *natmod_protocol_of(mp_const_obj_t self) {
    const mp_obj_type_t *type = ((const mp_obj_base_t *)self)->type;
    return (const mp_stream_p_t *)MP_OBJ_TYPE_GET_SLOT(type, protocol);
}

// Offsets have 32 bits on ARM boards and 64 on 32-bit Unix (since 1.25; on x86 not before), where
// the same file runs: there a module gets the firmware's streams through functions that tell the
// offset as the firmware wants it. Elsewhere offsets are words.
#if defined(__arm__) || defined(__i386__)
#define NATMOD_OFFSETS_VARY 1
#define natmod_stream natmod_stream_of_any_offset
#else
#define NATMOD_OFFSETS_VARY 0
#define natmod_stream(protocol) (protocol)
#endif
// Who does not ask for ioctl has the firmware's own, at no cost.
#define mp_get_stream_raise(self, flags)                                          \
    ((flags)&MP_STREAM_OP_IOCTL ? natmod_stream(mp_get_stream_raise(self, flags)) \
                                : mp_get_stream_raise(self, flags))

static inline const mp_stream_p_t *mp_get_stream(mp_const_obj_t self) {
    return natmod_stream(natmod_protocol_of(self));
}

#define mp_stream_write_exactly(stream, buf, size, err) \
    mp_stream_rw(stream, (void *)(uintptr_t)(buf), size, err, MP_STREAM_RW_WRITE)
#define mp_stream_read_exactly(stream, buf, size, err) \
    mp_stream_rw(stream, buf, size, err, MP_STREAM_RW_READ)
#define mp_is_nonblocking_error(errno) ((errno) == MP_EAGAIN || (errno) == MP_EWOULDBLOCK)

#endif
