// SPDX-License-Identifier: MIT
// What a module can only use if it is linked to this host as its firmware (natmod build
// --firmware): functions and data that are in no table of the native ABI.
#include "host.h"

typedef struct {
    int32_t calls;
    const char *name;
} own_state_t;

int own_twice(int x);

int own_call(int (*function)(int), int x);
int own_overridden(int x);

own_state_t own_state = {0, "host"};
const int own_primes[5] = {2, 3, 5, 7, 11};

// The module's own function of that name is the one that it calls.
int own_overridden(int x) { return -x; }

int own_twice(int x) {
    own_state.calls++;
    return 2 * x;
}

// Calls back into the module.
int own_call(int (*function)(int), int x) { return function(x) + 1; }

__attribute__((weak)) int own_weak(void);
int own_weak(void) { return 42; }

// As a C++ compiler calls `int own_cxx(int)`.
int own_cxx(int x) __asm__("_Z7own_cxxi");
int own_cxx(int x) { return x * x; }

// Static functions are bound only if the file has their symbols.
__attribute__((noinline, used)) static int own_static(int x) { return x + 100; }

int own_uses_static(int x);
int own_uses_static(int x) { return own_static(x); }

// sys.version has such a text, by which natmod knows the release.
const char *own_version(void);
const char *own_version(void) { return "3.4.0; MicroPython v1.26.1 on 2026-01-02"; }
