// SPDX-License-Identifier: 0BSD
// In MicroPython 1.20 and 1.21 a header of its own.
#ifndef NATMOD_EXTMOD_MACHINE_I2C_H
#define NATMOD_EXTMOD_MACHINE_I2C_H

#include "extmod/modmachine.h"

#endif
