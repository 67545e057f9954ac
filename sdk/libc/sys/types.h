// SPDX-License-Identifier: 0BSD
// The toolchain's own, so that its other headers (time.h, unistd.h, pthread.h) find the types that
// they build on; where there is no C library, the names that modules use.
#ifndef NATMOD_LIBC_SYS_TYPES_H
#define NATMOD_LIBC_SYS_TYPES_H

#pragma GCC system_header  // #include_next is no standard C

#if __has_include_next(<sys/types.h>)
#include_next <sys/types.h>
#else
#include <stddef.h>
#include <stdint.h>

typedef ptrdiff_t ssize_t;
typedef long off_t;
typedef unsigned int uint;
// Names of BSD, which other C libraries have here too.
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef char *caddr_t;
typedef long time_t;
typedef int pid_t;
#endif

#endif
