// SPDX-License-Identifier: 0BSD
// Where the protocol of a type begins, as mp_machine_i2c_p_t has it. Firmware's layouts:
//
//     [word] init [deinit] start stop read write transfer transfer_single
//
// The first, a bool, is on esp32, alif and (since 1.29) zephyr, deinit in 1.29 and newer.
#include "../rt.h"

#include "extmod/modmachine.h"

NATMOD_QSTR(I2C);
NATMOD_QSTR(SoftI2C);

uintptr_t natmod_machine_protocol(const mp_obj_type_t *type) {
    enum { DEINIT = 1, START = 2, STOP = 3, TRANSFER = 5 };
    const uintptr_t *words = (const uintptr_t *)type->slots[type->slot_index_protocol - 1];
    if (type->name == Q(I2C) || type->name == Q(SoftI2C)) {
        // SoftI2C has all functions but deinit, and its bool is 0.
        if (words[0] == 1 || (words[0] == 0 && words[STOP] != 0)) {
            words++;
        }
        if (words[DEINIT] == 0 && words[START] != 0) {
            words++;
        }
        // A bus of the hardware has none from start to write.
        while (words[TRANSFER] == 0) {
            words++;
        }
    }
    return (uintptr_t)words;
}
