// SPDX-License-Identifier: 0BSD
// The interned strings. The text comes from the qstr's object. The qstr of a text comes from asking
// an object for an attribute of that name: its type gets the qstr.
#include "../rt.h"

const byte *qstr_data(qstr q, size_t *len) {
    return mp_obj_str_get_data_no_check(MP_OBJ_NEW_QSTR(q), len);
}

const char *qstr_str(qstr q) {
    size_t len;
    return (const char *)qstr_data(q, &len);
}

size_t qstr_len(qstr q) {
    size_t len;
    qstr_data(q, &len);
    return len;
}

// How many bytes of it count depends on the port: two on Unix, one on rp2, none on small boards. So
// the firmware computes it, for a string that has none yet.
size_t qstr_compute_hash(const byte *data, size_t len) {
    mp_obj_str_t text = {{&mp_type_bytes}, 0, len, data};
    return natmod_str_hash(MP_OBJ_FROM_PTR(&text));
}

mp_uint_t qstr_hash(qstr q) {
    return natmod_str_hash(MP_OBJ_NEW_QSTR(q));
}

// A string whose text is interned already comes as a qstr object.
qstr qstr_find_strn(const char *str, size_t str_len) {
    mp_obj_t o = mp_obj_new_str(str, str_len);
    return mp_obj_is_qstr(o) ? MP_OBJ_QSTR_VALUE(o) : MP_QSTRnull;
}

typedef struct {
    mp_obj_base_t base;
    qstr asked;
} listener;

static void listener_attr(mp_obj_t self, qstr attr, mp_obj_t *dest) {
    ((listener *)MP_OBJ_TO_PTR(self))->asked = attr;
    dest[0] = mp_const_none;
}

NATMOD_QSTR(object);
static MP_DEFINE_CONST_OBJ_TYPE(listener_type, Q(object), MP_TYPE_FLAG_NONE, attr, listener_attr);

qstr qstr_from_strn(const char *str, size_t len) {
    mp_obj_str_t name = {{&mp_type_str}, 0, len, (const byte *)str};
    // The one attribute that no object is asked for.
    listener self = {{&listener_type}, Q___class__};
    mp_call_function_2(MP_OBJ_FROM_PTR(&mp_builtin_getattr_obj), MP_OBJ_FROM_PTR(&self),
                       MP_OBJ_FROM_PTR(&name));
    return self.asked;
}

qstr qstr_from_str(const char *str) {
    return qstr_from_strn(str, strlen(str));
}

mp_obj_t mp_obj_str_intern(mp_obj_t str) {
    if (mp_obj_is_qstr(str)) {
        return str;
    }
    size_t len;
    const byte *data = mp_obj_str_get_data_no_check(str, &len);
    return MP_OBJ_NEW_QSTR(qstr_from_strn((const char *)data, len));
}

mp_obj_t mp_obj_str_intern_checked(mp_obj_t obj) {
    size_t len;
    mp_obj_str_get_data(obj, &len);
    return mp_obj_str_intern(obj);
}
