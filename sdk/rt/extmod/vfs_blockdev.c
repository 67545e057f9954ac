// SPDX-License-Identifier: 0BSD
// Block devices: objects with the methods readblocks, writeblocks and ioctl.
#include "../rt.h"

#include "extmod/vfs.h"
#include "py/objarray.h"

NATMOD_QSTR(count);
NATMOD_QSTR(ioctl);
NATMOD_QSTR(readblocks);
NATMOD_QSTR(sync);
NATMOD_QSTR(writeblocks);

void mp_vfs_blockdev_init(mp_vfs_blockdev_t *self, mp_obj_t bdev) {
    mp_load_method(bdev, Q(readblocks), self->readblocks);
    mp_load_method_maybe(bdev, Q(writeblocks), self->writeblocks);
    mp_load_method_maybe(bdev, Q(ioctl), self->u.ioctl);
    if (self->u.ioctl[0] != MP_OBJ_NULL) {
        self->flags |= MP_BLOCKDEV_FLAG_HAVE_IOCTL;
    } else {
        mp_load_method_maybe(bdev, Q(sync), self->u.old.sync);
        mp_load_method(bdev, Q(count), self->u.old.count);
    }
}

static int move(mp_obj_t *method, size_t n_args, size_t block, size_t offset, size_t len,
                void *buf) {
    if (method[0] == MP_OBJ_NULL) {
        return -MP_EROFS;
    }
    mp_obj_array_t bytes = {
        {&mp_type_memoryview}, 'B' | MP_OBJ_ARRAY_TYPECODE_FLAG_RW, 0, len, buf};
    method[2] = MP_OBJ_NEW_SMALL_INT(block);
    method[3] = MP_OBJ_FROM_PTR(&bytes);
    method[4] = MP_OBJ_NEW_SMALL_INT(offset);
    mp_obj_t result = mp_call_method_n_kw(n_args, 0, method);
    int error = result == mp_const_none ? 0 : (int)mp_obj_get_int(result);
    // A file system would take a positive number for success.
    return error > 0 ? -MP_EINVAL : error;
}

int mp_vfs_blockdev_read(mp_vfs_blockdev_t *self, size_t block_num, size_t num_blocks,
                         uint8_t *buf) {
    if (self->flags & MP_BLOCKDEV_FLAG_NATIVE) {
        mp_vfs_blockdev_native_readblocks read =
            (mp_vfs_blockdev_native_readblocks)(uintptr_t)self->readblocks[2];
        return read(buf, (uint32_t)block_num, (uint32_t)num_blocks);
    }
    return move(self->readblocks, 2, block_num, 0, num_blocks * self->block_size, buf);
}

int mp_vfs_blockdev_read_ext(mp_vfs_blockdev_t *self, size_t block_num, size_t block_off,
                             size_t len, uint8_t *buf) {
    return move(self->readblocks, 3, block_num, block_off, len, buf);
}

int mp_vfs_blockdev_write(mp_vfs_blockdev_t *self, size_t block_num, size_t num_blocks,
                          const uint8_t *buf) {
    if (self->flags & MP_BLOCKDEV_FLAG_NATIVE && self->writeblocks[0] != MP_OBJ_NULL) {
        mp_vfs_blockdev_native_writeblocks write =
            (mp_vfs_blockdev_native_writeblocks)(uintptr_t)self->writeblocks[2];
        return write(buf, (uint32_t)block_num, (uint32_t)num_blocks);
    }
    return move(self->writeblocks, 2, block_num, 0, num_blocks * self->block_size, (void *)buf);
}

int mp_vfs_blockdev_write_ext(mp_vfs_blockdev_t *self, size_t block_num, size_t block_off,
                              size_t len, const uint8_t *buf) {
    return move(self->writeblocks, 3, block_num, block_off, len, (void *)buf);
}

mp_obj_t mp_vfs_blockdev_ioctl(mp_vfs_blockdev_t *self, uintptr_t cmd, uintptr_t arg) {
    if (self->flags & MP_BLOCKDEV_FLAG_HAVE_IOCTL) {
        self->u.ioctl[2] = MP_OBJ_NEW_SMALL_INT(cmd);
        self->u.ioctl[3] = MP_OBJ_NEW_SMALL_INT(arg);
        return mp_call_method_n_kw(2, 0, self->u.ioctl);
    }
    if (cmd == MP_BLOCKDEV_IOCTL_BLOCK_COUNT) {
        return mp_call_method_n_kw(0, 0, self->u.old.count);
    }
    if (cmd == MP_BLOCKDEV_IOCTL_SYNC && self->u.old.sync[0] != MP_OBJ_NULL) {
        mp_call_method_n_kw(0, 0, self->u.old.sync);
    }
    return mp_const_none;
}
