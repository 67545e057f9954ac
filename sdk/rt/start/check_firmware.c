// SPDX-License-Identifier: 0BSD
// The entry point of a module for one firmware that has no starter.
#include "compare_firmware.h"

extern const char natmod_firmware_text[];
HIDDEN mp_obj_t natmod_checked_entry(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw,
                                     mp_obj_t *args);

mp_obj_t natmod_check_firmware(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);
mp_obj_t natmod_check_firmware(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    compare_firmware(&mp_fun_table, natmod_firmware_text);
    return natmod_checked_entry(self, n_args, n_kw, args);
}
