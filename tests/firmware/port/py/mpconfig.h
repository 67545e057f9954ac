// SPDX-License-Identifier: MIT
// As in MicroPython: the settings of the port, then the defaults.
#include "mpconfigport.h"
#ifndef MICROPY_HW_TINY_TICKS
#define MICROPY_HW_TINY_TICKS (77)
#endif
