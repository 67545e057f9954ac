// SPDX-License-Identifier: MIT
// The port for Linux system calls without a C library, for qemu's user mode: ARM, RISC-V and
// Xtensa. port_<architecture>.S has _start, the system call instruction and the non-local return.
#include <stdint.h>

#include "port.h"

typedef uintptr_t __attribute__((may_alias)) word_t;

long port_syscall(long number, long a, long b, long c, long d, long e, long f);

#if defined(__riscv)
enum {
    SYS_openat = 56,
    SYS_close = 57,
    SYS_read = 63,
    SYS_write = 64,
    SYS_exit_group = 94,
    SYS_mmap = 222,
    SYS_mprotect = 226,
    MAP_ANON = 0x20
};
#elif defined(__arm__)
enum {
    SYS_openat = 322,
    SYS_close = 6,
    SYS_read = 3,
    SYS_write = 4,
    SYS_exit_group = 248,
    SYS_mmap = 192,
    SYS_mprotect = 125,
    MAP_ANON = 0x20
};
#elif defined(__XTENSA__)
enum {
    SYS_openat = 288,
    SYS_close = 9,
    SYS_read = 12,
    SYS_write = 13,
    SYS_exit_group = 119,
    SYS_mmap = 80,
    SYS_mprotect = 82,
    MAP_ANON = 0x800
};
#else
#error "no system call numbers for this architecture"
#endif
enum { AT_FDCWD = -100, PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4, MAP_PRIVATE = 2 };

void port_write(const char *text, size_t len) {
    while (len > 0) {
        long done = port_syscall(SYS_write, 1, (long)text, (long)len, 0, 0, 0);
        if (done <= 0) return;
        text += done;
        len -= (size_t)done;
    }
}

void port_exit(int status) {
    for (;;) port_syscall(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

void *port_map(size_t bytes) {
    long at = port_syscall(SYS_mmap, 0, (long)bytes, PROT_READ | PROT_WRITE | PROT_EXEC,
                           MAP_PRIVATE | MAP_ANON, -1, 0);
    return at < 0 && at > -4096 ? NULL : (void *)at;
}

#ifdef __arm__
void *port_map_twice(size_t bytes, void **run_at) {
    enum { SYS_ftruncate = 93, SYS_memfd_create = 385, MAP_SHARED = 1 };
    long file = port_syscall(SYS_memfd_create, (long)"text", 0, 0, 0, 0, 0);
    if (file < 0 || port_syscall(SYS_ftruncate, file, (long)bytes, 0, 0, 0, 0) != 0) return NULL;
    long at = port_syscall(SYS_mmap, 0, (long)bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    long run = port_syscall(SYS_mmap, 0, (long)bytes, PROT_READ | PROT_WRITE | PROT_EXEC,
                            MAP_SHARED, file, 0);
    port_syscall(SYS_close, file, 0, 0, 0, 0, 0);
    *run_at = (void *)run;
    return (at < 0 && at > -4096) || (run < 0 && run > -4096) ? NULL : (void *)at;
}
#endif

void port_protect(void *at, size_t bytes) {
    port_syscall(SYS_mprotect, (long)at, (long)bytes, PROT_READ | PROT_EXEC, 0, 0, 0);
}

long port_read_file(const char *path, void *to, size_t max) {
    long file = port_syscall(SYS_openat, AT_FDCWD, (long)path, 0, 0, 0, 0);
    if (file < 0) return -1;
    size_t len = 0;
    while (len < max) {
        long got =
            port_syscall(SYS_read, file, (long)((char *)to + len), (long)(max - len), 0, 0, 0);
        if (got <= 0) break;
        len += (size_t)got;
    }
    port_syscall(SYS_close, file, 0, 0, 0, 0, 0);
    return (long)len;
}

// Called by _start with the stack as the kernel laid it out: argc, then argv.
_Noreturn void port_start(long *stack) {
    port_exit(host_main((int)stack[0], (char **)(stack + 1)));
}

void *memcpy(void *to, const void *from, size_t n) { return memmove(to, from, n); }

void *memmove(void *to, const void *from, size_t n) {
    volatile char *t = to;  // volatile, or the compiler makes the loop a call to memmove
    const char *f = from;
    size_t i = 0;
    if ((uintptr_t)to - (uintptr_t)from >= n) {  // not inside what is still to be read
        if (((uintptr_t)to | (uintptr_t)from) % sizeof(word_t) == 0)
            for (; n - i >= sizeof(word_t); i += sizeof(word_t))
                *(volatile word_t *)(t + i) = *(const word_t *)(f + i);
        for (; i < n; i++) t[i] = f[i];
    } else {
        while (n-- > 0) t[n] = f[n];
    }
    return to;
}

void *memset(void *to, int value, size_t n) {
    volatile char *t = to;
    size_t i = 0;
    if (value == 0 && (uintptr_t)to % sizeof(word_t) == 0)
        for (; n - i >= sizeof(word_t); i += sizeof(word_t)) *(volatile word_t *)(t + i) = 0;
    for (; i < n; i++) t[i] = (char)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t n) {
    const unsigned char *x = a, *y = b;
    for (size_t i = 0; i < n; i++)
        if (x[i] != y[i]) return x[i] - y[i];
    return 0;
}

size_t strlen(const char *text) {
    const volatile char *t = text;
    size_t n = 0;
    while (t[n]) n++;
    return n;
}

int strcmp(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return (unsigned char)*a - (unsigned char)*b;
}
