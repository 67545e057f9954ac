// SPDX-License-Identifier: MIT
// Text to numbers and numbers to text, characters, UTF-8.
#include <string.h>

#include "py/formatfloat.h"
#include "py/parsenum.h"
#include "py/runtime.h"
#include "py/unicode.h"

static mp_obj_t parsing_integer(mp_obj_t text, mp_obj_t base) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    return mp_parse_num_integer(data, len, mp_obj_get_int(base), NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_2(parsing_integer_obj, parsing_integer);

static mp_obj_t parsing_float(mp_obj_t text) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    return mp_parse_num_float(data, len, false, NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_1(parsing_float_obj, parsing_float);

static mp_obj_t parsing_characters(mp_obj_t text) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < len; i++) {
        unichar c = (byte)data[i];
        int bits = unichar_isspace(c) | unichar_isalpha(c) << 1 | unichar_isdigit(c) << 2 | unichar_isxdigit(c) << 3
            | unichar_isupper(c) << 4 | unichar_islower(c) << 5;
        mp_obj_list_append(list, mp_obj_new_int(bits));
        mp_obj_list_append(list, mp_obj_new_int((mp_int_t)(unichar_toupper(c) * 1000 + unichar_tolower(c))));
        if (unichar_isxdigit(c)) {
            mp_obj_list_append(list, mp_obj_new_int((mp_int_t)unichar_xdigit_value(c)));
        }
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(parsing_characters_obj, parsing_characters);

static mp_obj_t parsing_utf8(mp_obj_t text) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    const byte *end = (const byte *)data + len;
    for (const byte *s = (const byte *)data; s < end; s = utf8_next_char(s)) {
        mp_obj_list_append(list, mp_obj_new_int((mp_int_t)utf8_get_char(s)));
    }
    mp_obj_list_append(list, mp_obj_new_int_from_uint(utf8_charlen((const byte *)data, len)));
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(parsing_utf8_obj, parsing_utf8);

static mp_obj_t parsing_format(mp_obj_t number, mp_obj_t precision) {
    char buf[32];
    mp_float_t f = mp_obj_get_float(number);
    static const char formats[] = "feg";
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < sizeof(formats) - 1; i++) {
        int len = mp_format_float(f, buf, sizeof(buf), formats[i], mp_obj_get_int(precision), i ? '+' : '\0');
        mp_obj_list_append(list, mp_obj_new_str(buf, (size_t)len));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_2(parsing_format_obj, parsing_format);

static const mp_rom_map_elem_t parsing_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_parsing) },
    { MP_ROM_QSTR(MP_QSTR_integer), MP_ROM_PTR(&parsing_integer_obj) },
    { MP_ROM_QSTR(MP_QSTR_float), MP_ROM_PTR(&parsing_float_obj) },
    { MP_ROM_QSTR(MP_QSTR_characters), MP_ROM_PTR(&parsing_characters_obj) },
    { MP_ROM_QSTR(MP_QSTR_utf8), MP_ROM_PTR(&parsing_utf8_obj) },
    { MP_ROM_QSTR(MP_QSTR_format), MP_ROM_PTR(&parsing_format_obj) },
};
static MP_DEFINE_CONST_DICT(parsing_globals, parsing_globals_table);

const mp_obj_module_t parsing_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&parsing_globals,
};

MP_REGISTER_MODULE(MP_QSTR_parsing, parsing_module);
