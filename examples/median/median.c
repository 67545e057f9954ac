// SPDX-License-Identifier: 0BSD
// median: C++. The tables are C, as everywhere in MicroPython; the work is in smooth.cpp.

#include "py/obj.h"
#include "py/runtime.h"
#include "smooth.h"

// median.smooth(channel, value): the median of the channel's last five values.
static mp_obj_t median_smooth(mp_obj_t channel_in, mp_obj_t value) {
    mp_int_t channel = mp_obj_get_int(channel_in);
    if (channel < 0 || channel >= SMOOTH_CHANNELS) {
        mp_raise_ValueError(MP_ERROR_TEXT("no such channel"));
    }
    return mp_obj_new_int(smooth_next((int)channel, (int)mp_obj_get_int(value)));
}
static MP_DEFINE_CONST_FUN_OBJ_2(median_smooth_obj, median_smooth);

// median.reset(): forgets all values.
static mp_obj_t median_reset(void) {
    smooth_reset();
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(median_reset_obj, median_reset);

static const mp_rom_map_elem_t median_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_median)},
    {MP_ROM_QSTR(MP_QSTR_smooth), MP_ROM_PTR(&median_smooth_obj)},
    {MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&median_reset_obj)},
    {MP_ROM_QSTR(MP_QSTR_CHANNELS), MP_ROM_INT(SMOOTH_CHANNELS)},
};
static MP_DEFINE_CONST_DICT(median_globals, median_globals_table);

const mp_obj_module_t median_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&median_globals,
};
MP_REGISTER_MODULE(MP_QSTR_median, median_module);
