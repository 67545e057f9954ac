// SPDX-License-Identifier: 0BSD
// The entry point of the starter of a module for one firmware.
#include "../start/compare_firmware.h"

#if NATMOD_STARTER

extern HIDDEN const char natmod_firmware_text[];
HIDDEN mp_obj_t natmod_checked_entry(mp_obj_fun_bc_t *self);

mp_obj_t natmod_starter_check_firmware(mp_obj_fun_bc_t *self);
mp_obj_t natmod_starter_check_firmware(mp_obj_fun_bc_t *self) {
    compare_firmware(fun_table(self), natmod_firmware_text);
    return natmod_checked_entry(self);
}

#else

typedef int natmod_no_starter;  // ISO C forbids a source without any declaration

#endif
