// SPDX-License-Identifier: 0BSD
// The one state of the firmware that a module may name: the root pointers that it registers. They
// are members of a structure that the generated header NATMOD_QSTR_H declares on request.
#ifndef NATMOD_PY_MPSTATE_H
#define NATMOD_PY_MPSTATE_H

#include "py/gc.h"
#include "py/mpconfig.h"
#include "py/mpthread.h"
#include "py/nlr.h"
#include "py/obj.h"
#include "py/objexcept.h"
#include "py/objlist.h"

#if !defined(NO_QSTR) && defined(NATMOD_QSTR_H)
#define NATMOD_WANT_ROOT_POINTERS
NATMOD_BEGIN_C
#include NATMOD_QSTR_H
NATMOD_END_C
#undef NATMOD_WANT_ROOT_POINTERS
#endif

#define MP_STATE_VM(x) (natmod_root_pointers.x)
#define MP_STATE_PORT(x) (natmod_root_pointers.x)
#define MP_STATE_MEM(x) (natmod_root_pointers.x)
#define MP_STATE_THREAD(x) (natmod_root_pointers.x)
#define MP_STATE_MAIN_THREAD(x) (natmod_root_pointers.x)

#endif
