#ifndef NATMOD_LIBC_SYS_TYPES_H
#define NATMOD_LIBC_SYS_TYPES_H

#include <stddef.h>
#include <stdint.h>

typedef ptrdiff_t ssize_t;
typedef long off_t;
typedef unsigned int uint;
typedef long time_t;
typedef int pid_t;

#endif
