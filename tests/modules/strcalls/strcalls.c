// SPDX-License-Identifier: MIT
// Texts and bytes from C: the rest of py/objstr.h, py/qstr.h, py/unicode.h and of vstr.
#include <stdarg.h>
#include <string.h>

#include "py/mpprint.h"
#include "py/objarray.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/qstr.h"
#include "py/runtime.h"
#include "py/unicode.h"

// A function of the module and its entry in the table: kind, name, the expression it returns.
#define CALL_0(name, ...)                   \
    static mp_obj_t call_##name(void) {     \
        return __VA_ARGS__;                 \
    }                                       \
    static MP_DEFINE_CONST_FUN_OBJ_0(call_##name##_obj, call_##name);
#define CALL_1(name, ...)                     \
    static mp_obj_t call_##name(mp_obj_t a) { \
        return __VA_ARGS__;                   \
    }                                         \
    static MP_DEFINE_CONST_FUN_OBJ_1(call_##name##_obj, call_##name);
#define CALL_2(name, ...)                                 \
    static mp_obj_t call_##name(mp_obj_t a, mp_obj_t b) { \
        return __VA_ARGS__;                               \
    }                                                     \
    static MP_DEFINE_CONST_FUN_OBJ_2(call_##name##_obj, call_##name);
#define CALL_3(name, ...)                                             \
    static mp_obj_t call_##name(mp_obj_t a, mp_obj_t b, mp_obj_t c) { \
        return __VA_ARGS__;                                           \
    }                                                                 \
    static MP_DEFINE_CONST_FUN_OBJ_3(call_##name##_obj, call_##name);
#define CALL_V(name, ...)                                               \
    static mp_obj_t call_##name(size_t n_args, const mp_obj_t *args) {  \
        return __VA_ARGS__;                                             \
    }                                                                   \
    static MP_DEFINE_CONST_FUN_OBJ_VAR(call_##name##_obj, 1, call_##name);
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

static mp_obj_t text(const char *s, size_t len) {
    return mp_obj_new_bytes((const byte *)s, len);
}

static byte shared[] = "shared by C and Python";
static MP_DEFINE_MEMORYVIEW_OBJ(view_obj, 'B' | MP_OBJ_ARRAY_TYPECODE_FLAG_RW, 0, sizeof(shared) - 1, shared);
static const MP_DEFINE_BYTES_OBJ(bytes_obj, "constant\0bytes", 14);
static const MP_DEFINE_STR_OBJ(str_obj, "constant text");

static mp_obj_t view_of(mp_obj_t first, mp_obj_t len) {
    mp_obj_array_t *view = m_new_obj(mp_obj_array_t);
    mp_obj_memoryview_init(view, 'B', (size_t)mp_obj_get_int(first), (size_t)mp_obj_get_int(len),
                           shared);
    return MP_OBJ_FROM_PTR(view);
}

static mp_obj_t parts(mp_obj_t o) {
    MP_STATIC_ASSERT_STR_ARRAY_COMPATIBLE;
    GET_STR_HASH(o, hash);
    GET_STR_LEN(o, len);
    GET_STR_DATA_LEN(o, data, len2);
    mp_buffer_info_t info = {0};
    mp_int_t status = mp_obj_str_get_buffer(o, &info, MP_BUFFER_READ);
    mp_obj_t items[] = {
        // A constant has no hash yet.
        BOOL(hash == 0 || hash == qstr_compute_hash(data, len)),
        INT((mp_int_t)len),
        BOOL(len == len2 && status == 0 && info.buf == data && info.len == len),
        INT(mp_obj_str_get_buffer(o, &info, MP_BUFFER_WRITE)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t find(mp_obj_t haystack, mp_obj_t needle, mp_obj_t direction) {
    size_t h_len, n_len;
    const byte *h = (const byte *)mp_obj_str_get_data(haystack, &h_len);
    const byte *n = (const byte *)mp_obj_str_get_data(needle, &n_len);
    const byte *at = find_subbytes(h, h_len, n, n_len, mp_obj_get_int(direction));
    return INT(at == NULL ? -1 : at - h);
}

static mp_obj_t at_index(mp_obj_t o, mp_obj_t index, mp_obj_t is_slice) {
    size_t len;
    const byte *data = (const byte *)mp_obj_str_get_data(o, &len);
    return INT(str_index_to_ptr(mp_obj_get_type(o), data, len, index, mp_obj_is_true(is_slice)) -
               data);
}

static mp_obj_t json(mp_obj_t o) {
    size_t len;
    const char *data = mp_obj_str_get_data(o, &len);
    mp_str_print_json(&mp_plat_print, (const byte *)data, len);
    mp_print_str(&mp_plat_print, "\n");
    return mp_const_none;
}

static mp_obj_t formatted(size_t n_args, const mp_obj_t *args) {
    mp_map_t kwargs;
    mp_map_init(&kwargs, 1);
    mp_map_lookup(&kwargs, MP_OBJ_NEW_QSTR(MP_QSTR_name), MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value =
        INT(7);
    return mp_obj_str_format(n_args, args, &kwargs);
}

static mp_obj_t new_copy(mp_obj_t o) {
    size_t len;
    const byte *data = (const byte *)mp_obj_str_get_data(o, &len);
    mp_obj_t copy = mp_obj_new_str_copy(&mp_type_bytes, data, len);
    mp_obj_t empty = mp_obj_new_str_copy(&mp_type_str, NULL, 0);
    mp_obj_str_t *set = m_new_obj(mp_obj_str_t);
    set->base.type = &mp_type_bytes;
    mp_obj_str_set_data(set, data, len);
    mp_obj_t items[] = {copy, INT((mp_int_t)((mp_obj_str_t *)MP_OBJ_TO_PTR(empty))->len),
                        BOOL(mp_obj_equal(MP_OBJ_FROM_PTR(set), copy))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t qstrs(mp_obj_t o) {
    size_t len, len2;
    const char *s = mp_obj_str_get_data(o, &len);
    qstr made = qstr_from_str(s);
    const byte *data = qstr_data(made, &len2);
    qstr found = qstr_find_strn(s, strlen(s));
    mp_obj_t items[] = {
        MP_OBJ_NEW_QSTR(made),
        BOOL(made == found && made == qstr_from_strn(s, strlen(s))),
        BOOL(qstr_len(made) == strlen(s) && strcmp(qstr_str(made), s) == 0),
        BOOL(qstr_hash(made) == qstr_compute_hash(data, len2)),
        BOOL(MP_OBJ_QSTR_VALUE(MP_OBJ_NEW_QSTR(made)) == made && made != MP_QSTRnull),
        BOOL(qstr_find_strn("nobody has said that before", 27) == MP_QSTRnull),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t classes(mp_obj_t c_in) {
    unichar c = (unichar)mp_obj_get_int(c_in);
    int bits = unichar_isspace(c) | unichar_isalpha(c) << 1 |
               unichar_isdigit(c) << 3 | unichar_isxdigit(c) << 4 | unichar_isident(c) << 5 |
               unichar_isalnum(c) << 6 | unichar_isupper(c) << 7 | unichar_islower(c) << 8;
    mp_obj_t items[] = {INT(bits), INT((mp_int_t)unichar_tolower(c)),
                        INT((mp_int_t)unichar_toupper(c)),
                        INT(unichar_isxdigit(c) ? (mp_int_t)unichar_xdigit_value(c) : -1)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t utf8(mp_obj_t o) {
    size_t len;
    const byte *data = (const byte *)mp_obj_str_get_data(o, &len);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (const byte *at = data; at < data + len; at = utf8_next_char(at)) {
        mp_obj_t items[] = {
            INT((mp_int_t)utf8_get_char(at)), INT((mp_int_t)utf8_ptr_to_index(data, at)),
            BOOL(UTF8_IS_NONASCII(*at) != 0), BOOL(UTF8_IS_CONT(*at)),
        };
        mp_obj_list_append(list, mp_obj_new_tuple(MP_ARRAY_SIZE(items), items));
    }
    mp_obj_list_append(list, INT((mp_int_t)utf8_charlen(data, len)));
    return list;
}

static void printed(vstr_t *vstr, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vstr_vprintf(vstr, format, args);
    va_end(args);
}

static mp_obj_t vstrs(mp_obj_t o) {
    size_t len;
    const char *s = mp_obj_str_get_data(o, &len);
    vstr_t *vstr = vstr_new(4);
    vstr_hint_size(vstr, 100);
    memcpy(vstr_extend(vstr, 3), "abc", 3);
    vstr->len += 3;
    vstr_add_strn(vstr, s, len);
    printed(vstr, "<%d %s %x>", -5, "text", 255);
    vstr_cut_out_bytes(vstr, 1, 1);
    vstr_cut_out_bytes(vstr, 0, 0);
    vstr_ins_byte(vstr, 0, '!');
    vstr_ins_char(vstr, 1, '?');
    mp_obj_t first = text(vstr_str(vstr), vstr_len(vstr));
    vstr_cut_out_bytes(vstr, 2, 1000);
    mp_obj_t second = text(vstr_null_terminated_str(vstr), vstr_len(vstr) + 1);
    vstr_free(vstr);
    mp_obj_t items[] = {first, second};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t fixed(mp_obj_t o) {
    size_t len;
    const char *s = mp_obj_str_get_data(o, &len);
    VSTR_FIXED(vstr, 8)
    vstr_add_strn(&vstr, s, len);
    return text(vstr_str(&vstr), vstr_len(&vstr));
}

static int vformat(const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = mp_vprintf(&mp_plat_print, format, args);
    va_end(args);
    return n;
}

static mp_obj_t std_print(mp_obj_t o) {
    mp_printf(MP_PYTHON_PRINTER, "%s|", mp_obj_str_get_str(o));
    mp_obj_print_helper(&mp_sys_stdout_print, o, PRINT_JSON);
    return INT(vformat("|%5d|%-5s|\n", 5, "ab"));
}

static mp_obj_t concatenated(mp_obj_t a, mp_obj_t b) {
    mp_obj_t joined = mp_obj_str_binary_op(MP_BINARY_OP_ADD, a, b);
    return joined == MP_OBJ_NULL ? mp_const_none : joined;
}

#define FUNCTIONS(X)                                                                     \
    X(CALL_0, view, MP_OBJ_FROM_PTR(&view_obj))                                          \
    X(CALL_0, bytes, MP_OBJ_FROM_PTR(&bytes_obj))                                        \
    X(CALL_0, str, MP_OBJ_FROM_PTR(&str_obj))                                            \
    X(CALL_2, view_of, view_of(a, b))                                                    \
    X(CALL_1, parts, parts(a))                                                           \
    X(CALL_3, find, find(a, b, c))                                                       \
    X(CALL_3, at, at_index(a, b, c))                                                     \
    X(CALL_1, json, json(a))                                                             \
    X(CALL_V, format, formatted(n_args, args))                                           \
    X(CALL_V, split, mp_obj_str_split(n_args, args))                                     \
    X(CALL_V, hex, mp_obj_bytes_hex(n_args, args, mp_obj_get_type(args[0])))             \
    X(CALL_1, unhex, mp_obj_bytes_fromhex(MP_OBJ_FROM_PTR(&mp_type_bytes), a))           \
    X(CALL_1, copy, new_copy(a))                                                         \
    X(CALL_V, make, mp_obj_str_make_new(&mp_type_str, n_args, 0, args))                  \
    X(CALL_2, add, concatenated(a, b))                                                   \
    X(CALL_1, qstr, qstrs(a))                                                            \
    X(CALL_1, classes, classes(a))                                                       \
    X(CALL_1, utf8, utf8(a))                                                             \
    X(CALL_1, vstr, vstrs(a))                                                            \
    X(CALL_1, fixed, fixed(a))                                                           \
    X(CALL_1, print, std_print(a))

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t strcalls_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_strcalls)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(strcalls_globals, strcalls_globals_table);

const mp_obj_module_t strcalls_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&strcalls_globals,
};

MP_REGISTER_MODULE(MP_QSTR_strcalls, strcalls_module);
