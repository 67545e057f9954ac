// SPDX-License-Identifier: 0BSD
// Types and their relations.
#include "../rt.h"

// A class has no parent, one type, or a tuple of types.
bool mp_obj_is_subclass_fast(mp_const_obj_t object, mp_const_obj_t classinfo) {
    if (object == classinfo) {
        return true;
    }
    if (!mp_obj_is_type(object, &mp_type_type)) {
        return false;
    }
    const mp_obj_base_t *parent =
        (const mp_obj_base_t *)MP_OBJ_TYPE_GET_SLOT_OR_NULL((const mp_obj_type_t *)object, parent);
    if (parent == NULL) {
        return false;
    }
    if (parent->type == &mp_type_type) {
        return mp_obj_is_subclass_fast(parent, classinfo);
    }
    const mp_obj_tuple_t *parents = (const mp_obj_tuple_t *)parent;
    for (size_t i = 0; i < parents->len; ++i) {
        if (mp_obj_is_subclass_fast(parents->items[i], classinfo)) {
            return true;
        }
    }
    return false;
}

mp_obj_t mp_obj_cast_to_native_base(mp_obj_t self_in, mp_const_obj_t native_type) {
    mp_const_obj_t type = mp_obj_get_type(self_in);
    if (type == native_type) {
        return self_in;
    }
    if (!mp_obj_is_subclass_fast(type, native_type)) {
        return MP_OBJ_NULL;
    }
    return ((mp_obj_instance_t *)MP_OBJ_TO_PTR(self_in))->subobj[0];
}

bool mp_obj_instance_is_callable(mp_obj_t self_in) {
    mp_obj_t call[2];
    mp_load_method_maybe(self_in, Q___call__, call);
    return call[0] != MP_OBJ_NULL;
}

mp_obj_t mp_obj_instance_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    return mp_call_function_n_kw(self_in, n_args, n_kw, args);
}

mp_obj_t mp_obj_new_type(qstr name, mp_obj_t bases_tuple, mp_obj_t locals_dict) {
    mp_obj_t args[3] = {MP_OBJ_NEW_QSTR(name), bases_tuple, locals_dict};
    return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_type_type), 3, 0, args);
}
