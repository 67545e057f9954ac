// SPDX-License-Identifier: 0BSD
// Threads. A module is one binary for firmwares with and without them; it runs with the
// interpreter's lock held, if there is one, and cannot give it away.
#ifndef NATMOD_PY_MPTHREAD_H
#define NATMOD_PY_MPTHREAD_H

#include "py/mpconfig.h"

#define MP_THREAD_GIL_ENTER()
#define MP_THREAD_GIL_EXIT()

#endif
