// SPDX-License-Identifier: MIT
// What the sources of module meter share.
#ifndef METER_H
#define METER_H

#include "py/obj.h"

extern const mp_obj_type_t window_type;
extern const mp_obj_type_t smoother_type;
extern const mp_obj_type_t mp_type_RangeError;
extern const mp_obj_module_t meter_check_module;

#endif
