// SPDX-License-Identifier: 0BSD
// Pins as objects: their type has a protocol slot, or they have the methods of machine.Pin.
#ifndef NATMOD_EXTMOD_VIRTPIN_H
#define NATMOD_EXTMOD_VIRTPIN_H

#include "py/obj.h"

// Requests of ioctl. No port answers MP_PIN_INPUT or MP_PIN_OUTPUT: mp_hal_pin_input() does it.
#define MP_PIN_READ (1)
#define MP_PIN_WRITE (2)
#define MP_PIN_INPUT (3)
#define MP_PIN_OUTPUT (4)

typedef struct _mp_pin_p_t {
    mp_uint_t (*ioctl)(mp_obj_t obj, mp_uint_t request, uintptr_t arg, int *errcode);
} mp_pin_p_t;

NATMOD_BEGIN_C
int mp_virtual_pin_read(mp_obj_t pin);
void mp_virtual_pin_write(mp_obj_t pin, int value);
NATMOD_END_C

#endif
