// SPDX-License-Identifier: MIT
// A module of several sources with a shared header, flags, and a source that includes another.
#include <string.h>

#include <multifile/shared.h>

#include "table.inc.c"

static mp_obj_t multifile_sum(mp_obj_t text) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    return mp_obj_new_int_from_uint(multifile_checksum((const uint8_t *)data, len) & 0xffffff);
}
static MP_DEFINE_CONST_FUN_OBJ_1(multifile_sum_obj, multifile_sum);

static mp_obj_t multifile_state(void) {
    multifile_count += 100;
    mp_obj_t items[] = {
        mp_obj_new_int(multifile_count),
        mp_obj_new_str(multifile_words[1], strlen(multifile_words[1])),
        mp_obj_new_str(MULTIFILE_LABEL, strlen(MULTIFILE_LABEL)),
        multifile_make_shape(3),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(multifile_state_obj, multifile_state);

static const mp_rom_map_elem_t multifile_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_multifile) },
    { MP_ROM_QSTR(MP_QSTR_sum), MP_ROM_PTR(&multifile_sum_obj) },
    { MP_ROM_QSTR(MP_QSTR_state), MP_ROM_PTR(&multifile_state_obj) },
    { MP_ROM_QSTR(MP_QSTR_bump), MP_ROM_PTR(&multifile_bump_obj) },
    { MP_ROM_QSTR(MP_QSTR_included), MP_ROM_PTR(&multifile_included_obj) },
    { MP_ROM_QSTR(MP_QSTR_Shape), MP_ROM_PTR(&multifile_type_Shape) },
    { MP_ROM_QSTR(MP_QSTR_SIDES), MP_ROM_INT(MULTIFILE_SIDES) },
};
static MP_DEFINE_CONST_DICT(multifile_globals, multifile_globals_table);

const mp_obj_module_t multifile_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&multifile_globals,
};

MP_REGISTER_MODULE(MP_QSTR_multifile, multifile_module);
