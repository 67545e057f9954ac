// SPDX-License-Identifier: 0BSD
// cobs: a vendored C library. lib/ is left as it is; this file is all that MicroPython needs.

#include "cobs.h"
#include "py/obj.h"
#include "py/objstr.h"
#include "py/runtime.h"

// cobs.encode(data): a packet without zeros.
static mp_obj_t encode(mp_obj_t data_in) {
    mp_buffer_info_t data;
    mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
    vstr_t packet;
    vstr_init_len(&packet, cobs_bound(data.len));
    packet.len = cobs_encode((const uint8_t *)data.buf, data.len, (uint8_t *)packet.buf);
    return mp_obj_new_bytes_from_vstr(&packet);
}
static MP_DEFINE_CONST_FUN_OBJ_1(encode_obj, encode);

// cobs.decode(packet): the data again; ValueError for what no encoder writes.
static mp_obj_t decode(mp_obj_t packet_in) {
    mp_buffer_info_t packet;
    mp_get_buffer_raise(packet_in, &packet, MP_BUFFER_READ);
    vstr_t data;
    vstr_init_len(&data, packet.len);
    size_t length = cobs_decode((const uint8_t *)packet.buf, packet.len, (uint8_t *)data.buf);
    if (length == SIZE_MAX) {
        mp_raise_ValueError(MP_ERROR_TEXT("not a packet"));
    }
    data.len = length;
    return mp_obj_new_bytes_from_vstr(&data);
}
static MP_DEFINE_CONST_FUN_OBJ_1(decode_obj, decode);

static const mp_rom_map_elem_t cobs_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cobs)},
    {MP_ROM_QSTR(MP_QSTR_encode), MP_ROM_PTR(&encode_obj)},
    {MP_ROM_QSTR(MP_QSTR_decode), MP_ROM_PTR(&decode_obj)},
};
static MP_DEFINE_CONST_DICT(cobs_globals, cobs_globals_table);

const mp_obj_module_t cobs_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&cobs_globals,
};
MP_REGISTER_MODULE(MP_QSTR_cobs, cobs_module);
