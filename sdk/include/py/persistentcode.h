// SPDX-License-Identifier: 0BSD
// Numbers of the .mpy format that sources ask for.
#ifndef NATMOD_PY_PERSISTENTCODE_H
#define NATMOD_PY_PERSISTENTCODE_H

#include "py/emitglue.h"

#define MPY_VERSION 6
#define MPY_SUB_VERSION NATMOD_ABI

#endif
