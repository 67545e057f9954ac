// Calls.
#include "../rt.h"

// Both counts go into one word, eight bits each.
mp_obj_t mp_call_function_n_kw(mp_obj_t fun, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    return natmod_tab_call_function_n_kw(fun, n_args | n_kw << 8, args);
}

mp_obj_t mp_call_function_0(mp_obj_t fun) {
    return natmod_tab_call_function_n_kw(fun, 0, NULL);
}

mp_obj_t mp_call_function_1(mp_obj_t fun, mp_obj_t arg) {
    return natmod_tab_call_function_n_kw(fun, 1, &arg);
}

mp_obj_t mp_call_function_2(mp_obj_t fun, mp_obj_t arg1, mp_obj_t arg2) {
    mp_obj_t args[2] = {arg1, arg2};
    return natmod_tab_call_function_n_kw(fun, 2, args);
}

mp_obj_t mp_call_method_self_n_kw(mp_obj_t meth, mp_obj_t self, size_t n_args, size_t n_kw,
                                  const mp_obj_t *args) {
    mp_obj_t call[2 + n_args + 2 * n_kw];
    call[0] = meth;
    call[1] = self;
    memcpy(call + 2, args, (n_args + 2 * n_kw) * sizeof(mp_obj_t));
    return mp_call_method_n_kw(n_args, n_kw, call);
}

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
