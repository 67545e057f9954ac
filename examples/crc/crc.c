// SPDX-License-Identifier: 0BSD
// crc: functions. They take anything with a buffer - bytes, bytearray, array, memoryview.

#include "py/obj.h"
#include "py/runtime.h"

// The remainder of one byte behind `crc`, highest bit first.
static uint32_t step(uint32_t crc, uint8_t byte, uint32_t polynomial, unsigned width) {
    crc ^= (uint32_t)byte << (width - 8);
    for (int bit = 0; bit < 8; ++bit) {
        bool carry = (crc >> (width - 1) & 1) != 0;
        crc = crc << 1 ^ (carry ? polynomial : 0);
    }
    return crc;
}

static mp_obj_t checksum(size_t n_args, const mp_obj_t *args, uint32_t polynomial, unsigned width, uint32_t init) {
    mp_buffer_info_t data;
    mp_get_buffer_raise(args[0], &data, MP_BUFFER_READ);
    uint32_t crc = n_args > 1 ? (uint32_t)mp_obj_get_int(args[1]) : init;
    for (size_t i = 0; i < data.len; ++i) {
        crc = step(crc, ((const uint8_t *)data.buf)[i], polynomial, width);
    }
    return mp_obj_new_int_from_uint(crc & ((1u << width) - 1));
}

// crc.crc8(data, init=0xff): the checksum of Sensirion's sensors.
static mp_obj_t crc_crc8(size_t n_args, const mp_obj_t *args) {
    return checksum(n_args, args, 0x31, 8, 0xff);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(crc_crc8_obj, 1, 2, crc_crc8);

// crc.crc16(data, init=0xffff): CRC-16/CCITT. `init` continues an earlier result.
static mp_obj_t crc_crc16(size_t n_args, const mp_obj_t *args) {
    return checksum(n_args, args, 0x1021, 16, 0xffff);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(crc_crc16_obj, 1, 2, crc_crc16);

// crc.matches(data, expected): whether the CRC-16 of data is the expected one.
static mp_obj_t crc_matches(mp_obj_t data, mp_obj_t expected) {
    return mp_obj_new_bool(mp_obj_equal(crc_crc16(1, &data), expected));
}
static MP_DEFINE_CONST_FUN_OBJ_2(crc_matches_obj, crc_matches);

static const mp_rom_map_elem_t crc_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_crc)},
    {MP_ROM_QSTR(MP_QSTR_crc8), MP_ROM_PTR(&crc_crc8_obj)},
    {MP_ROM_QSTR(MP_QSTR_crc16), MP_ROM_PTR(&crc_crc16_obj)},
    {MP_ROM_QSTR(MP_QSTR_matches), MP_ROM_PTR(&crc_matches_obj)},
};
static MP_DEFINE_CONST_DICT(crc_globals, crc_globals_table);

const mp_obj_module_t crc_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&crc_globals,
};
MP_REGISTER_MODULE(MP_QSTR_crc, crc_module);
