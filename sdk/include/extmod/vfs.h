// SPDX-License-Identifier: 0BSD
// Files and folders through builtins and module os, and block devices as a file system sees them.
#ifndef NATMOD_EXTMOD_VFS_H
#define NATMOD_EXTMOD_VFS_H

#include "py/builtin.h"
#include "py/obj.h"

// As in the first item of os.stat() and the second of os.ilistdir().
#define MP_S_IFDIR (0x4000)
#define MP_S_IFREG (0x8000)

#define MP_BLOCKDEV_FLAG_NATIVE (0x0001)  // [2] of the methods is a function of C
#define MP_BLOCKDEV_FLAG_FREE_OBJ (0x0002)
#define MP_BLOCKDEV_FLAG_HAVE_IOCTL (0x0004)
#define MP_BLOCKDEV_FLAG_NO_FILESYSTEM (0x0008)

#define MP_BLOCKDEV_IOCTL_INIT (1)
#define MP_BLOCKDEV_IOCTL_DEINIT (2)
#define MP_BLOCKDEV_IOCTL_SYNC (3)
#define MP_BLOCKDEV_IOCTL_BLOCK_COUNT (4)
#define MP_BLOCKDEV_IOCTL_BLOCK_SIZE (5)
#define MP_BLOCKDEV_IOCTL_BLOCK_ERASE (6)

// Both return 0 or a negative error number.
typedef int (*mp_vfs_blockdev_native_readblocks)(uint8_t *buf, uint32_t block, uint32_t n_blocks);
typedef int (*mp_vfs_blockdev_native_writeblocks)(const uint8_t *buf, uint32_t block,
                                                  uint32_t n_blocks);

// The protocol slot of a file system's type, which the import of the firmware calls.
typedef struct _mp_vfs_proto_t {
    mp_import_stat_t (*import_stat)(void *self, const char *path);
} mp_vfs_proto_t;

// Methods with self and room for their arguments. Devices without ioctl have sync and count.
typedef struct _mp_vfs_blockdev_t {
    uint16_t flags;
    size_t block_size;
    mp_obj_t readblocks[5];
    mp_obj_t writeblocks[5];
    union {
        mp_obj_t ioctl[4];
        struct {
            mp_obj_t sync[2];
            mp_obj_t count[2];
        } old;
    } u;
} mp_vfs_blockdev_t;

NATMOD_BEGIN_C
void mp_vfs_blockdev_init(mp_vfs_blockdev_t *self, mp_obj_t bdev);
// 0 or a negative error number.
int mp_vfs_blockdev_read(mp_vfs_blockdev_t *self, size_t block_num, size_t num_blocks,
                         uint8_t *buf);
int mp_vfs_blockdev_read_ext(mp_vfs_blockdev_t *self, size_t block_num, size_t block_off,
                             size_t len, uint8_t *buf);
int mp_vfs_blockdev_write(mp_vfs_blockdev_t *self, size_t block_num, size_t num_blocks,
                          const uint8_t *buf);
int mp_vfs_blockdev_write_ext(mp_vfs_blockdev_t *self, size_t block_num, size_t block_off,
                              size_t len, const uint8_t *buf);
mp_obj_t mp_vfs_blockdev_ioctl(mp_vfs_blockdev_t *self, uintptr_t cmd, uintptr_t arg);

mp_obj_t mp_vfs_chdir(mp_obj_t path_in);
mp_obj_t mp_vfs_getcwd(void);
mp_obj_t mp_vfs_ilistdir(size_t n_args, const mp_obj_t *args);
mp_obj_t mp_vfs_listdir(size_t n_args, const mp_obj_t *args);
mp_obj_t mp_vfs_mkdir(mp_obj_t path_in);
mp_obj_t mp_vfs_rmdir(mp_obj_t path_in);
mp_obj_t mp_vfs_statvfs(mp_obj_t path_in);
NATMOD_END_C

#endif
