// A small C library, for toolchains without one that can be linked into a module, and where the usual
// one would drag in a heap or files of its own. All of it is weak: a module's own function wins.
#ifndef NATMOD_LIBC_H
#define NATMOD_LIBC_H

#include "../rt.h"

// Hides from the compiler that a loop does what a library function does: it would call that
// function, which is the one being written.
#define NATMOD_OPAQUE(x) __asm__("" : "+r"(x))

#endif
