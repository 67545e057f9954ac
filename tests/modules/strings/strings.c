// SPDX-License-Identifier: MIT
// Strings and bytes: reading them, making them, building them piece by piece.
#include <string.h>

#include "py/objstr.h"
#include "py/runtime.h"

static mp_obj_t strings_reverse(mp_obj_t text) {
    size_t len;
    const char *data = mp_obj_str_get_data(text, &len);
    vstr_t vstr;
    vstr_init_len(&vstr, len);
    for (size_t i = 0; i < len; i++) {
        vstr.buf[i] = data[len - 1 - i];
    }
    return mp_obj_is_str(text) ? mp_obj_new_str_from_vstr(&vstr) : mp_obj_new_bytes_from_vstr(&vstr);
}
static MP_DEFINE_CONST_FUN_OBJ_1(strings_reverse_obj, strings_reverse);

static mp_obj_t strings_c_length(mp_obj_t text) {
    return mp_obj_new_int_from_uint(strlen(mp_obj_str_get_str(text)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(strings_c_length_obj, strings_c_length);

static mp_obj_t strings_make(mp_obj_t data, mp_obj_t how) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(data, &bufinfo, MP_BUFFER_READ);
    switch (mp_obj_get_int(how)) {
        case 0:
            return mp_obj_new_str(bufinfo.buf, bufinfo.len);
        case 1:
            return mp_obj_new_bytes(bufinfo.buf, bufinfo.len);
        case 2:
            return mp_obj_new_str_via_qstr(bufinfo.buf, bufinfo.len);
        case 3:
            return mp_obj_new_str_of_type(&mp_type_bytes, bufinfo.buf, bufinfo.len);
        case 4:
            return MP_OBJ_NEW_QSTR(qstr_from_strn(bufinfo.buf, bufinfo.len));
        default:
            return mp_const_empty_bytes;
    }
}
static MP_DEFINE_CONST_FUN_OBJ_2(strings_make_obj, strings_make);

// The same text, made in every way that does not look for an interned string. It must be found in
// a dict by its hash.
static mp_obj_t strings_copies(mp_obj_t text) {
    size_t len;
    const byte *data = (const byte *)mp_obj_str_get_data(text, &len);
    const mp_obj_type_t *type = mp_obj_get_type(text);
    mp_obj_str_t *later = MP_OBJ_TO_PTR(mp_obj_new_str_copy(type, NULL, 0));
    mp_obj_str_set_data(later, data, len);
    mp_obj_str_t *by_hand = mp_obj_malloc(mp_obj_str_t, type);
    by_hand->len = len;
    by_hand->data = data;
    by_hand->hash = qstr_compute_hash(data, len);
    vstr_t vstr;
    vstr_init(&vstr, 1);
    vstr_add_strn(&vstr, (const char *)data, len);
    mp_obj_t items[] = {
        mp_obj_new_str_copy(type, data, len),
        MP_OBJ_FROM_PTR(later),
        MP_OBJ_FROM_PTR(by_hand),
        mp_obj_is_str(text) ? mp_obj_new_str_from_vstr(&vstr) : mp_obj_new_bytes_from_vstr(&vstr),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(strings_copies_obj, strings_copies);

// Everything that adds to a vstr.
static mp_obj_t strings_build(mp_obj_t name, mp_obj_t count_in) {
    mp_int_t count = mp_obj_get_int(count_in);
    vstr_t vstr;
    vstr_init(&vstr, 4);
    vstr_add_str(&vstr, "name=");
    size_t len;
    const char *data = mp_obj_str_get_data(name, &len);
    vstr_add_strn(&vstr, data, len);
    vstr_add_char(&vstr, 0xe9);
    vstr_add_byte(&vstr, ';');
    for (mp_int_t i = 0; i < count; i++) {
        vstr_printf(&vstr, " %d:%s", (int)i, i % 2 ? "odd" : "even");
    }
    memcpy(vstr_add_len(&vstr, 3), "end", 3);
    vstr_cut_tail_bytes(&vstr, 1);
    vstr_cut_head_bytes(&vstr, 2);
    vstr_ins_byte(&vstr, 0, '<');
    vstr_ins_char(&vstr, 1, '>');
    return mp_obj_new_str_from_vstr(&vstr);
}
static MP_DEFINE_CONST_FUN_OBJ_2(strings_build_obj, strings_build);

// Printing into a string; a vstr on the heap.
static mp_obj_t strings_represent(size_t n_args, const mp_obj_t *args) {
    vstr_t *vstr = vstr_new(0);
    mp_print_t print = { vstr, (mp_print_strn_t)vstr_add_strn };
    for (size_t i = 0; i < n_args; i++) {
        mp_obj_print_helper(&print, args[i], PRINT_REPR);
        mp_print_str(&print, i + 1 < n_args ? "|" : "");
    }
    mp_obj_t result = mp_obj_new_str(vstr_str(vstr), vstr_len(vstr));
    vstr_free(vstr);

    vstr_t second;
    mp_print_t second_print;
    vstr_init_print(&second, 8, &second_print);
    mp_printf(&second_print, "[%d]", (int)n_args);
    vstr_reset(&second);
    mp_printf(&second_print, "{%s}", vstr_null_terminated_str(&second));
    mp_obj_t items[] = { result, mp_obj_new_bytes((const byte *)second.buf, second.len) };
    vstr_clear(&second);
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(strings_represent_obj, 0, strings_represent);

static mp_obj_t strings_kind(mp_obj_t obj) {
    mp_obj_t items[] = {
        mp_obj_new_bool(mp_obj_is_str(obj)),
        mp_obj_new_bool(mp_obj_is_str_or_bytes(obj)),
        mp_obj_new_bool(mp_obj_is_type(obj, &mp_type_bytes)),
        mp_obj_new_bool(mp_obj_is_qstr(obj)),
        // Not of bytes, for that prints a warning.
        mp_obj_new_bool(!mp_obj_is_type(obj, &mp_type_bytes) && mp_obj_equal(obj, MP_OBJ_NEW_QSTR(MP_QSTR_kind))),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(strings_kind_obj, strings_kind);

// The names behind qstrs.
static mp_obj_t strings_names(void) {
    static const char expected[] = "represent";
    size_t len;
    const byte *data = qstr_data(MP_QSTR_represent, &len);
    mp_obj_t items[] = {
        mp_obj_new_bool(len == sizeof(expected) - 1 && memcmp(data, expected, len) == 0),
        mp_obj_new_bool(strcmp(qstr_str(MP_QSTR_append), "append") == 0),
        mp_obj_new_int_from_uint(qstr_len(MP_QSTR_names)),
        mp_obj_new_bool(mp_obj_str_get_qstr(MP_OBJ_NEW_QSTR(MP_QSTR_names)) == MP_QSTR_names),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(strings_names_obj, strings_names);

static mp_obj_t strings_parts(mp_obj_t text) {
    GET_STR_DATA_LEN(text, data, len);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    const byte *start = data;
    for (size_t i = 0; i <= len; i++) {
        if (i == len || data[i] == ',') {
            mp_obj_list_append(list, mp_obj_new_str((const char *)start, (size_t)(data + i - start)));
            start = data + i + 1;
        }
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(strings_parts_obj, strings_parts);

static const mp_rom_map_elem_t strings_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_strings) },
    { MP_ROM_QSTR(MP_QSTR_reverse), MP_ROM_PTR(&strings_reverse_obj) },
    { MP_ROM_QSTR(MP_QSTR_c_length), MP_ROM_PTR(&strings_c_length_obj) },
    { MP_ROM_QSTR(MP_QSTR_make), MP_ROM_PTR(&strings_make_obj) },
    { MP_ROM_QSTR(MP_QSTR_copies), MP_ROM_PTR(&strings_copies_obj) },
    { MP_ROM_QSTR(MP_QSTR_build), MP_ROM_PTR(&strings_build_obj) },
    { MP_ROM_QSTR(MP_QSTR_represent), MP_ROM_PTR(&strings_represent_obj) },
    { MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&strings_kind_obj) },
    { MP_ROM_QSTR(MP_QSTR_names), MP_ROM_PTR(&strings_names_obj) },
    { MP_ROM_QSTR(MP_QSTR_parts), MP_ROM_PTR(&strings_parts_obj) },
};
static MP_DEFINE_CONST_DICT(strings_globals, strings_globals_table);

const mp_obj_module_t strings_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&strings_globals,
};

MP_REGISTER_MODULE(MP_QSTR_strings, strings_module);
