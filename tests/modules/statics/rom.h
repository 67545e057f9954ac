// SPDX-License-Identifier: MIT
#ifndef STATICS_ROM_H
#define STATICS_ROM_H

#include "py/obj.h"

static const mp_rom_obj_t rom_of_header[] = {
    MP_ROM_QSTR(MP_QSTR_first), MP_ROM_QSTR(MP_QSTR_second), MP_ROM_QSTR(MP_QSTR_third),
};

#endif
