// SPDX-License-Identifier: MIT
// meter.check: the vendored checksums.
#include "meter.h"
#include "py/runtime.h"
#include "sums.h"

static mp_obj_t check_fletcher16(mp_obj_t data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    return MP_OBJ_NEW_SMALL_INT(sums_fletcher16(info.buf, info.len));
}
static MP_DEFINE_CONST_FUN_OBJ_1(check_fletcher16_obj, check_fletcher16);

static mp_obj_t check_adler32(size_t n_args, const mp_obj_t *args) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(args[0], &info, MP_BUFFER_READ);
    uint32_t start = n_args > 1 ? (uint32_t)mp_obj_get_int_truncated(args[1]) : 1;
    return mp_obj_new_int_from_uint(sums_adler32(start, info.buf, info.len));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(check_adler32_obj, 1, 2, check_adler32);

static const mp_rom_map_elem_t check_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_check)},
    {MP_ROM_QSTR(MP_QSTR_fletcher16), MP_ROM_PTR(&check_fletcher16_obj)},
    {MP_ROM_QSTR(MP_QSTR_adler32), MP_ROM_PTR(&check_adler32_obj)},
};
static MP_DEFINE_CONST_DICT(check_globals, check_globals_table);

const mp_obj_module_t meter_check_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&check_globals,
};
MP_REGISTER_MODULE(MP_QSTR_meter_dot_check, meter_check_module);
