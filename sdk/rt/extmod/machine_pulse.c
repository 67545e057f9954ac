// SPDX-License-Identifier: 0BSD
// A pulse's length, which the firmware measures with its own pins.
#include "../rt.h"

#include "extmod/modmachine.h"

extern const mp_obj_base_t natmod_machine_time_pulse_us;

mp_uint_t machine_time_pulse_us(mp_hal_pin_obj_t pin, int pulse_level, mp_uint_t timeout_us) {
    mp_obj_t args[] = {pin, MP_OBJ_NEW_SMALL_INT(pulse_level),
                       mp_obj_new_int_from_uint(timeout_us)};
    mp_obj_t us = natmod_call_builtin(&natmod_machine_time_pulse_us, 3, args);
    return (mp_uint_t)mp_obj_get_int_truncated(us);
}
