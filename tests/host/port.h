// SPDX-License-Identifier: MIT
// What the host needs from the system it runs on. port_hosted.c is for a machine with a C library
// (to debug natively); port_linux.c with port_*.S needs only Linux system calls.
#ifndef HOST_PORT_H
#define HOST_PORT_H

#include <stddef.h>

#ifdef HOST_HAS_LIBC
#include <string.h>
#else
void *memcpy(void *, const void *, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
#endif

void port_write(const char *, size_t);
_Noreturn void port_exit(int status);
// Memory that can be written and executed, zeroed, page aligned. NULL if there is none.
void *port_map(size_t bytes);
#if defined(HOST_HAS_LIBC) || defined(__arm__)
#define HOST_MAPS_TWICE
// The same memory at two addresses, of which only the second one executes.
void *port_map_twice(size_t bytes, void **run_at);
#endif
// Makes whole pages of it read-only and executable.
void port_protect(void *, size_t bytes);
// The size of a file, or -1; reads no more than max bytes.
long port_read_file(const char *path, void *to, size_t max);

int host_main(int argc, char **argv);

#endif
