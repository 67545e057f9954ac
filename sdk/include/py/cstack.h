// SPDX-License-Identifier: 0BSD
// The C stack. Only the firmware knows its limit, so the check is a call that the firmware checks.
#ifndef NATMOD_PY_CSTACK_H
#define NATMOD_PY_CSTACK_H

#include "py/mpconfig.h"

NATMOD_BEGIN_C
// Raises RuntimeError when the C stack is nearly used up.
void mp_cstack_check(void);
NATMOD_END_C

#define MP_STACK_CHECK() mp_cstack_check()
#define mp_stack_check() mp_cstack_check()

#endif
