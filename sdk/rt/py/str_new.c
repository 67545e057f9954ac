// New str and bytes objects.
#include "../rt.h"

#include "py/unicode.h"

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

mp_obj_t mp_obj_new_bytearray(size_t n, const void *items) {
    void *copy = m_new(byte, n);
    memcpy(copy, items, n);
    return mp_obj_new_bytearray_by_ref(n, copy);
}

mp_obj_t mp_obj_new_memoryview(byte typecode, size_t nitems, void *items) {
    mp_obj_array_t *view = m_new_obj(mp_obj_array_t);
    mp_obj_memoryview_init(view, typecode, 0, nitems, items);
    return MP_OBJ_FROM_PTR(view);
}
