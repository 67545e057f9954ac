#ifndef NATMOD_LIBC_SYS_TYPES_H
#define NATMOD_LIBC_SYS_TYPES_H

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
typedef char* caddr_t;
typedef long time_t;
typedef int pid_t;

#endif
