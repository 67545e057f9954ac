// SPDX-License-Identifier: MIT
// The port for a Unix machine with a C library: the host as a native program, for debuggers and
// sanitizers, and for checking the host itself against a real MicroPython with the same modules.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "port.h"

void port_write(const char *text, size_t len) { fwrite(text, 1, len, stdout); }

void port_exit(int status) { exit(status); }

void *port_map(size_t bytes) {
    void *at =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

void *port_map_twice(size_t bytes, void **run_at) {
    enum { DATA = PROT_READ | PROT_WRITE };
    int file = memfd_create("text", 0);
    if (file < 0 || ftruncate(file, (off_t)bytes) != 0) return NULL;
    void *at = mmap(NULL, bytes, DATA, MAP_SHARED, file, 0);
    *run_at = mmap(NULL, bytes, DATA | PROT_EXEC, MAP_SHARED, file, 0);
    close(file);
    return at == MAP_FAILED || *run_at == MAP_FAILED ? NULL : at;
}

void port_protect(void *at, size_t bytes) { mprotect(at, bytes, PROT_READ | PROT_EXEC); }

long port_read_file(const char *path, void *to, size_t max) {
    FILE *file = fopen(path, "rb");
    if (!file) return -1;
    size_t len = fread(to, 1, max, file);
    fclose(file);
    return (long)len;
}

int main(int argc, char **argv) { return host_main(argc, argv); }
