// SPDX-License-Identifier: 0BSD
// The earlier name of py/cstack.h.
#include "py/cstack.h"
