// SPDX-License-Identifier: 0BSD
// Resuming generators, and whatever acts as one, from C.
#include "../rt.h"

NATMOD_QSTR(generator);
NATMOD_QSTR(throw);

static mp_vm_return_kind_t resume(mp_obj_t self_in, mp_obj_t send_value, mp_obj_t throw_value,
                                  mp_obj_t *ret_val) {
    mp_obj_t method[3];
    if (send_value == mp_const_none) {
        mp_load_method_maybe(self_in, Q___next__, method);
        if (method[0] != MP_OBJ_NULL) {
            *ret_val = mp_call_method_n_kw(0, 0, method);
            return MP_VM_RETURN_YIELD;
        }
    }
    if (send_value != MP_OBJ_NULL) {
        mp_load_method(self_in, Q_send, method);
        method[2] = send_value;
        *ret_val = mp_call_method_n_kw(1, 0, method);
        return MP_VM_RETURN_YIELD;
    }
    bool closes = mp_obj_exception_match(throw_value, &mp_type_GeneratorExit);
    mp_load_method_maybe(self_in, closes ? Q_close : Q(throw), method);
    if (method[0] != MP_OBJ_NULL) {
        method[2] = throw_value;
        *ret_val = mp_call_method_n_kw(closes ? 0 : 1, 0, method);
        return closes ? MP_VM_RETURN_NORMAL : MP_VM_RETURN_YIELD;
    }
    // An object that takes no exceptions: they go on.
    *ret_val = mp_obj_exception_match(throw_value, &mp_type_StopIteration)
                   ? mp_obj_new_exception_msg(&mp_type_RuntimeError,
                                              MP_ERROR_TEXT("generator raised StopIteration"))
                   : mp_make_raise_obj(throw_value);
    return MP_VM_RETURN_EXCEPTION;
}

// A generator of Python code: how it ends is a result, too.
static mp_vm_return_kind_t resume_generator(mp_obj_t self_in, mp_obj_t send_value,
                                            mp_obj_t throw_value, mp_obj_t *ret_val) {
    mp_obj_t method[3];
    mp_load_method(self_in, send_value != MP_OBJ_NULL ? Q_send : Q(throw), method);
    method[2] = send_value != MP_OBJ_NULL ? send_value : throw_value;
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        *ret_val = mp_call_method_n_kw(1, 0, method);
        nlr_pop();
        return MP_VM_RETURN_YIELD;
    }
    mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (mp_obj_exception_match(exception, &mp_type_StopIteration)) {
        *ret_val = mp_obj_exception_get_value(exception);
        return MP_VM_RETURN_NORMAL;
    }
    *ret_val = exception;
    return MP_VM_RETURN_EXCEPTION;
}

mp_vm_return_kind_t mp_resume(mp_obj_t self_in, mp_obj_t send_value, mp_obj_t throw_value,
                              mp_obj_t *ret_val) {
    const mp_obj_type_t *type = mp_obj_get_type(self_in);
    if ((qstr)type->name == Q(generator)) {
        return resume_generator(self_in, send_value, throw_value, ret_val);
    }
    if (type->flags & MP_TYPE_FLAG_ITER_IS_STREAM && send_value == mp_const_none) {
        *ret_val = mp_iternext(self_in);
        if (*ret_val != MP_OBJ_STOP_ITERATION) {
            return MP_VM_RETURN_YIELD;
        }
        *ret_val = mp_const_none;
        return MP_VM_RETURN_NORMAL;
    }
    return resume(self_in, send_value, throw_value, ret_val);
}
