// SPDX-License-Identifier: 0BSD
// The toolchain's own; where there is no C library, what modules that include it for nothing else
// need.
#ifndef NATMOD_LIBC_UNISTD_H
#define NATMOD_LIBC_UNISTD_H

#pragma GCC system_header  // #include_next is no standard C

#if __has_include_next(<unistd.h>)
#include_next <unistd.h>
#else
#include <sys/types.h>
#endif

#endif
