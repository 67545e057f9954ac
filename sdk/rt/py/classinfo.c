// Types and their relations.
#include "../rt.h"

const char *mp_obj_get_type_str(mp_const_obj_t o_in) {
    return qstr_str(mp_obj_get_type(o_in)->name);
}

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

// Instances of classes made in Python all have the call slot: they are asked for __call__.
bool mp_obj_is_callable(mp_obj_t o_in) {
    const mp_obj_type_t *type = mp_obj_get_type(o_in);
    return mp_obj_is_instance_type(type) ? mp_obj_instance_is_callable(o_in)
                                         : MP_OBJ_TYPE_HAS_SLOT(type, call);
}

bool mp_obj_instance_is_callable(mp_obj_t self_in) {
    enum { Q___call__ = 9 };
    mp_obj_t call[2];
    mp_load_method_maybe(self_in, Q___call__, call);
    return call[0] != MP_OBJ_NULL;
}

mp_obj_t mp_obj_instance_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    return mp_call_function_n_kw(self_in, n_args, n_kw, args);
}

bool mp_obj_is_fun(mp_const_obj_t o) {
    NATMOD_QSTR(function);
    return mp_obj_is_obj(o) && ((const mp_obj_base_t *)o)->type->name == Q(function);
}

mp_obj_t mp_obj_new_type(qstr name, mp_obj_t bases_tuple, mp_obj_t locals_dict) {
    mp_obj_t args[3] = {MP_OBJ_NEW_QSTR(name), bases_tuple, locals_dict};
    return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_type_type), 3, 0, args);
}

// What an attribute found in a class becomes when it is read through an object.
void mp_convert_member_lookup(mp_obj_t self, const mp_obj_type_t *type, mp_obj_t member,
                              mp_obj_t *dest) {
    dest[0] = member;
    if (!mp_obj_is_obj(member)) {
        return;
    }
    const mp_obj_type_t *member_type = natmod_type_of(member);
    if (member_type->flags & MP_TYPE_FLAG_BINDS_SELF) {
        // Builtin functions in a Python class are not bound.
        if (!(member_type->flags & MP_TYPE_FLAG_BUILTIN_FUN) || !mp_obj_is_instance_type(type)) {
            dest[1] = self;
        }
    } else if (member_type == &mp_type_staticmethod) {
        dest[0] = ((mp_obj_static_class_method_t *)MP_OBJ_TO_PTR(member))->fun;
    } else if (member_type == &mp_type_classmethod) {
        if (self != MP_OBJ_NULL) {
            type = mp_obj_get_type(self);
            if (type == &mp_type_type) {
                type = (const mp_obj_type_t *)MP_OBJ_TO_PTR(self);
            }
        }
        dest[0] = ((mp_obj_static_class_method_t *)MP_OBJ_TO_PTR(member))->fun;
        dest[1] = MP_OBJ_FROM_PTR(type);
    }
}
