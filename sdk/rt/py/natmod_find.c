// SPDX-License-Identifier: 0BSD
// How the runtime reaches Python: attributes of modules, methods by name, operators of a type.
#include "../rt.h"

mp_obj_t natmod_module_attr(qstr module, qstr attr) {
    return mp_import_from(mp_import_name(module, mp_const_none, MP_OBJ_NEW_SMALL_INT(0)), attr);
}

mp_obj_t natmod_find(natmod_attr *attr) {
    if (attr->object == MP_OBJ_NULL) {
        attr->object = natmod_module_attr(attr->module, attr->attr);
    }
    return attr->object;
}

mp_obj_t natmod_call_found(natmod_attr *function, size_t n_args, const mp_obj_t *args) {
    return natmod_tab_call_function_n_kw(natmod_find(function), n_args, args);
}

// Not as an attribute: of a type, that is a new object that checks the first argument.
const void *natmod_find_method(const void **found, const mp_obj_type_t *type, qstr method) {
    if (*found == NULL) {
        const void *methods = MP_OBJ_TYPE_GET_SLOT(type, locals_dict);
        mp_obj_t name = MP_OBJ_NEW_QSTR(method);
        *found = MP_OBJ_TO_PTR(mp_obj_dict_get(MP_OBJ_FROM_PTR(methods), name));
    }
    return *found;
}

mp_obj_t natmod_call_method(mp_obj_t self, qstr method, size_t n_args, const mp_obj_t *args) {
    mp_obj_t call[2 + n_args];
    mp_load_method(self, method, call);
    memcpy(call + 2, args, n_args * sizeof(mp_obj_t));
    return mp_call_method_n_kw(n_args, 0, call);
}

mp_obj_t natmod_unary_op_maybe(mp_unary_op_t op, mp_obj_t arg) {
    mp_unary_op_fun_t unary_op = MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(arg), unary_op);
    return unary_op == NULL ? MP_OBJ_NULL : unary_op(op, arg);
}
