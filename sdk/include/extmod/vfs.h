// Files, through builtins and module os.
#ifndef NATMOD_EXTMOD_VFS_H
#define NATMOD_EXTMOD_VFS_H

#include "py/builtin.h"
#include "py/obj.h"

#define MP_BLOCKDEV_IOCTL_INIT (1)
#define MP_BLOCKDEV_IOCTL_DEINIT (2)
#define MP_BLOCKDEV_IOCTL_SYNC (3)
#define MP_BLOCKDEV_IOCTL_BLOCK_COUNT (4)
#define MP_BLOCKDEV_IOCTL_BLOCK_SIZE (5)
#define MP_BLOCKDEV_IOCTL_BLOCK_ERASE (6)

#endif
