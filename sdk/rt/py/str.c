// str and bytes objects.
#include "../rt.h"

enum { Q_bytes = 66, Q_str = 151 };

bool mp_obj_is_str_or_bytes(mp_const_obj_t o) {
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(o), binary_op) == mp_obj_str_binary_op;
}

static MP_NORETURN void bad_implicit_conversion(mp_obj_t o) {
    qstr name = mp_obj_get_type(o)->name;
    mp_raise_msg_varg(&mp_type_TypeError, "can't convert '%q' object to %q implicitly", name,
                      (qstr)(name == Q_str ? Q_bytes : Q_str));
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
