// SPDX-License-Identifier: MIT
// A vendor's driver, of which the host uses little: HOST_DROPS leaves out what a linker would drop.
// Its object without that is one of the firmware's build (natmod build --firmware-objects).
#include "host.h"

int own_next(void);
int own_skip(int n);
int own_skipped(void);

static int count = 5;
static int calls[2];
static const int steps[3] = {10, 20, 30};

int own_next(void) {
    calls[0]++;
    return ++count;
}

__attribute__((noinline, used)) static int add_step(int n) {
    count += steps[n];
    return calls[0];
}

#ifndef HOST_DROPS
static int skipped;

// Uses state that the host has as well, and state that it has not.
int own_skip(int n) {
    skipped += n;
    count += calls[1];
    calls[1] = add_step(n);
    return own_next();
}

int own_skipped(void) { return 1000 * skipped + calls[1]; }
#endif
