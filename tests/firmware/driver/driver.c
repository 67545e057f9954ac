// SPDX-License-Identifier: MIT
#include "py/runtime.h"
// Uses a driver that this host has (next), and functions of it that were dropped there.
int own_next(void);
int own_skip(int n);
int own_skipped(void);

static mp_obj_t next(void) {
    return mp_obj_new_int(own_next());
}
static MP_DEFINE_CONST_FUN_OBJ_0(next_obj, next);
static mp_obj_t skip(mp_obj_t n) {
    return mp_obj_new_int(own_skip((int)mp_obj_get_int(n)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(skip_obj, skip);
static mp_obj_t skipped(void) {
    return mp_obj_new_int(own_skipped());
}
static MP_DEFINE_CONST_FUN_OBJ_0(skipped_obj, skipped);
static const mp_rom_map_elem_t t[] = {
    {MP_ROM_QSTR(MP_QSTR_next), MP_ROM_PTR(&next_obj)},
    {MP_ROM_QSTR(MP_QSTR_skip), MP_ROM_PTR(&skip_obj)},
    {MP_ROM_QSTR(MP_QSTR_skipped), MP_ROM_PTR(&skipped_obj)},
};
static MP_DEFINE_CONST_DICT(g, t);
const mp_obj_module_t driver_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t*)&g};
MP_REGISTER_MODULE(MP_QSTR_driver, driver_module);
