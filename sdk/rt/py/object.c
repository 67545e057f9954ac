// What every object can do.
#include "../rt.h"

mp_obj_t mp_obj_equal_not_equal(mp_binary_op_t op, mp_obj_t o1, mp_obj_t o2) {
    return mp_binary_op(op, o1, o2);
}

bool mp_obj_equal(mp_obj_t o1, mp_obj_t o2) {
    return mp_obj_is_true(mp_binary_op(MP_BINARY_OP_EQUAL, o1, o2));
}

mp_obj_t mp_obj_len_maybe(mp_obj_t o_in) {
    // bytes has no operator for it.
    if (mp_obj_is_str_or_bytes(o_in) && !mp_obj_is_str(o_in)) {
        return MP_OBJ_NEW_SMALL_INT(((const mp_obj_str_t *)MP_OBJ_TO_PTR(o_in))->len);
    }
    return natmod_unary_op_maybe(MP_UNARY_OP_LEN, o_in);
}

mp_obj_t mp_obj_len(mp_obj_t o_in) {
    mp_obj_t len = mp_obj_len_maybe(o_in);
    if (len == MP_OBJ_NULL) {
        mp_raise_msg_varg(&mp_type_TypeError, "object of type '%q' has no len()",
                          (qstr)mp_obj_get_type(o_in)->name);
    }
    return len;
}

mp_obj_t mp_obj_id(mp_obj_t o_in) {
    mp_int_t id = (mp_int_t)o_in;
    return mp_obj_is_obj(o_in) ? mp_obj_new_int_from_uint((mp_uint_t)id) : mp_obj_new_int(id);
}

#if NATMOD_ABI == 1
// The table has only the function that always raises.
bool mp_get_buffer(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    if (flags & MP_BUFFER_RAISE_IF_UNSUPPORTED) {
        mp_get_buffer_raise(obj, bufinfo, flags & MP_BUFFER_RW);
        return true;
    }
    mp_buffer_fun_t buffer = MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(obj), buffer);
    return buffer != NULL && buffer(obj, bufinfo, flags) == 0;
}
#endif
