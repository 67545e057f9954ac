// SPDX-License-Identifier: 0BSD
// str and bytes objects.
#include "../rt.h"

#include "py/unicode.h"

// By the slot of a type that the table has: mp_obj_str_binary_op would have to be found at import.
bool mp_obj_is_str_or_bytes(mp_const_obj_t o) {
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(o), binary_op) ==
           MP_OBJ_TYPE_GET_SLOT(&mp_type_str, binary_op);
}

// The search for what is no str in a str fails with just this error: the firmware raises it itself.
static MP_NORETURN void bad_implicit_conversion(mp_obj_t o) {
    mp_binary_op(MP_BINARY_OP_CONTAINS, natmod_obj_from_qstr(Q_str), o);
    MP_UNREACHABLE
}

// Interned or not, the firmware keeps a NUL behind the data.
const byte *mp_obj_str_get_data_no_check(mp_obj_t self_in, size_t *len) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer(self_in, &bufinfo, MP_BUFFER_READ);
    *len = bufinfo.len;
    return (const byte *)bufinfo.buf;
}

const char *mp_obj_str_get_data(mp_obj_t self_in, size_t *len) {
    if (!mp_obj_is_str_or_bytes(self_in)) {
        bad_implicit_conversion(self_in);
    }
    return (const char *)mp_obj_str_get_data_no_check(self_in, len);
}

const char *mp_obj_str_get_str(mp_obj_t self_in) {
    size_t len;
    return mp_obj_str_get_data(self_in, &len);
}

qstr mp_obj_str_get_qstr(mp_obj_t self_in) {
    if (!mp_obj_is_str(self_in)) {
        bad_implicit_conversion(self_in);
    }
    return MP_OBJ_QSTR_VALUE(mp_obj_str_intern(self_in));
}

// By their bytes: a str may be equal to bytes.
bool mp_obj_str_equal(mp_obj_t s1, mp_obj_t s2) {
    size_t len1, len2;
    const byte *data1 = mp_obj_str_get_data_no_check(s1, &len1);
    const byte *data2 = mp_obj_str_get_data_no_check(s2, &len2);
    return len1 == len2 && memcmp(data1, data2, len1) == 0;
}

size_t natmod_str_hash(mp_obj_t self_in) {
    return (size_t)MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, self_in));
}

mp_obj_t mp_obj_new_str_from_cstr(const char *str) {
    return mp_obj_new_str(str, strlen(str));
}

mp_obj_t mp_obj_new_str_of_type(const mp_obj_type_t *type, const byte *data, size_t len) {
    return type == &mp_type_str ? mp_obj_new_str((const char *)data, len)
                                : mp_obj_new_bytes(data, len);
}

mp_obj_t mp_obj_new_str_copy(const mp_obj_type_t *type, const byte *data, size_t len) {
    mp_obj_str_t *o = mp_obj_malloc(mp_obj_str_t, type);
    o->len = len;
    o->hash = 0;  // the firmware computes it: see qstr_compute_hash
    o->data = NULL;
    if (data != NULL) {
        byte *copy = m_new(byte, len + 1);
        memcpy(copy, data, len);
        copy[len] = '\0';
        o->data = copy;
    }
    return MP_OBJ_FROM_PTR(o);
}

// The buffer becomes the object's own and the vstr is empty.
static mp_obj_t take_vstr(const mp_obj_type_t *type, vstr_t *vstr) {
    char *data = m_renew(char, vstr->buf, vstr->alloc, vstr->len + 1);
    data[vstr->len] = '\0';
    // If there is no memory for the object, the buffer is still the vstr's.
    vstr->buf = data;
    vstr->alloc = vstr->len + 1;
    mp_obj_str_t *o = mp_obj_malloc(mp_obj_str_t, type);
    o->len = vstr->len;
    o->hash = 0;
    o->data = (const byte *)data;
    vstr->buf = NULL;
    vstr->alloc = 0;
    return MP_OBJ_FROM_PTR(o);
}

mp_obj_t mp_obj_new_bytes_from_vstr(vstr_t *vstr) {
    return take_vstr(&mp_type_bytes, vstr);
}

// The firmware copies, checks UTF-8 and finds interned strings; the buffer is given back.
mp_obj_t mp_obj_new_str_from_vstr(vstr_t *vstr) {
    mp_obj_t o = mp_obj_new_str(vstr->buf, vstr->len);
    vstr_clear(vstr);
    vstr->alloc = 0;
    return o;
}

// Of what the caller vouches for, nothing is refused.
mp_obj_t mp_obj_new_str_from_utf8_vstr(vstr_t *vstr) {
    return utf8_check((const byte *)vstr->buf, vstr->len) ? mp_obj_new_str_from_vstr(vstr)
                                                          : take_vstr(&mp_type_str, vstr);
}

mp_obj_t mp_obj_new_str_via_qstr(const char *data, size_t len) {
    return MP_OBJ_NEW_QSTR(qstr_from_strn(data, len));
}

void mp_str_print_quoted(const mp_print_t *print, const byte *str_data, size_t str_len,
                         bool is_bytes) {
    bool has_single = memchr(str_data, '\'', str_len) != NULL;
    bool has_double = memchr(str_data, '"', str_len) != NULL;
    char quote = has_single && !has_double ? '"' : '\'';
    print->print_strn(print->data, &quote, 1);
    for (const byte *end = str_data + str_len; str_data < end; ++str_data) {
        byte c = *str_data;
        if (c == quote || c == '\\') {
            mp_printf(print, "\\%c", c);
        } else if (c == '\n') {
            mp_print_str(print, "\\n");
        } else if (c == '\r') {
            mp_print_str(print, "\\r");
        } else if (c == '\t') {
            mp_print_str(print, "\\t");
        } else if (c < 0x20 || c == 0x7f || (is_bytes && c >= 0x80)) {
            mp_printf(print, "\\x%02x", c);
        } else {
            print->print_strn(print->data, (const char *)&c, 1);
        }
    }
    print->print_strn(print->data, &quote, 1);
}

void mp_str_print_json(const mp_print_t *print, const byte *str_data, size_t str_len) {
    mp_print_str(print, "\"");
    for (const byte *end = str_data + str_len; str_data < end; ++str_data) {
        byte c = *str_data;
        if (c == '"' || c == '\\') {
            mp_printf(print, "\\%c", c);
        } else if (c == '\n') {
            mp_print_str(print, "\\n");
        } else if (c == '\r') {
            mp_print_str(print, "\\r");
        } else if (c == '\t') {
            mp_print_str(print, "\\t");
        } else if (c < 0x20) {
            mp_printf(print, "\\u%04x", c);
        } else {
            print->print_strn(print->data, (const char *)&c, 1);
        }
    }
    mp_print_str(print, "\"");
}

static const mp_obj_fun_builtin_var_t *str_method(const void **found, qstr method) {
    return (const mp_obj_fun_builtin_var_t *)natmod_find_method(found, &mp_type_str, method);
}

mp_obj_t mp_obj_str_split(size_t n_args, const mp_obj_t *args) {
    static const void *found;
    return str_method(&found, Q_split)->fun.var(n_args, args);
}

mp_obj_t mp_obj_str_format(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    static const void *found;
    mp_map_t none = {0};
    return str_method(&found, Q_format)->fun.kw(n_args, args, kwargs == NULL ? &none : kwargs);
}

void mp_obj_str_set_data(mp_obj_str_t *str, const byte *data, size_t len) {
    str->data = data;
    str->len = len;
    str->hash = 0;
}

const byte *find_subbytes(const byte *haystack, size_t hlen, const byte *needle, size_t nlen,
                          int direction) {
    if (hlen < nlen) {
        return NULL;
    }
    size_t last = hlen - nlen;
    for (size_t i = 0; i <= last; ++i) {
        const byte *at = haystack + (direction > 0 ? i : last - i);
        if (memcmp(at, needle, nlen) == 0) {
            return at;
        }
    }
    return NULL;
}

// Bytes are counted in bytes, texts in characters.
const byte *str_index_to_ptr(const mp_obj_type_t *type, const byte *self_data, size_t self_len,
                             mp_obj_t index, bool is_slice) {
    if (type != &mp_type_str) {
        return self_data + mp_get_index(type, self_len, index, is_slice);
    }
    mp_int_t i;
    if (!mp_obj_get_int_maybe(index, &i)) {
        natmod_raise_no_str_index(index);
    }
    mp_int_t chars = (mp_int_t)utf8_charlen(self_data, self_len);
    i += i < 0 ? chars : 0;
    if (!is_slice && (i < 0 || i >= chars)) {
        mp_raise_msg(&mp_type_IndexError, "string index out of range");
    }
    for (i = MIN(i, chars); i > 0; --i) {
        self_data = utf8_next_char(self_data);
    }
    return self_data;
}

NATMOD_QSTR(fromhex);
NATMOD_QSTR(hex);

mp_obj_t mp_obj_bytes_hex(size_t n_args, const mp_obj_t *args, const mp_obj_type_t *type) {
    mp_obj_t text = natmod_call_method(args[0], Q(hex), n_args - 1, args + 1);
    size_t len;
    const byte *data = mp_obj_str_get_data_no_check(text, &len);
    return mp_obj_new_str_of_type(type, data, len);
}

mp_obj_t mp_obj_bytes_fromhex(mp_obj_t type_in, mp_obj_t data) {
    return natmod_call_method(type_in, Q(fromhex), 1, &data);
}

const mp_obj_str_t mp_const_empty_bytes_obj = {{&mp_type_bytes}, 0, 0, (const byte *)""};
