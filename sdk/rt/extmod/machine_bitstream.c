// SPDX-License-Identifier: 0BSD
// Bits as pulses, which the firmware times. Nothing here needs memory.
#include "../rt.h"

#include "extmod/modmachine.h"

extern const mp_obj_base_t natmod_machine_bitstream;

void machine_bitstream_high_low(mp_hal_pin_obj_t pin, uint32_t *timing_ns, const uint8_t *buf,
                                size_t len) {
    struct {
        mp_obj_base_t base;
        size_t len;
        mp_obj_t items[4];
    } timing = {{&mp_type_tuple}, 4, {0}};
    for (size_t i = 0; i < 4; i++) {
        timing.items[i] = MP_OBJ_NEW_SMALL_INT((mp_int_t)timing_ns[i]);
    }
    mp_obj_str_t bits = {{&mp_type_bytes}, 0, len, buf};
    mp_obj_t args[] = {pin, MP_OBJ_NEW_SMALL_INT(0), MP_OBJ_FROM_PTR(&timing),
                       MP_OBJ_FROM_PTR(&bits)};
    natmod_call_builtin(&natmod_machine_bitstream, 4, args);
}
