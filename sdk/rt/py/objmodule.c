// SPDX-License-Identifier: 0BSD
// Modules: the firmware's, and those that C makes.
#include "../rt.h"

#include "py/objmodule.h"

NATMOD_QSTR(modules);
NATMOD_QSTR(sys);

static mp_obj_t import_maybe(qstr name) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t module = mp_import_name(name, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
        nlr_pop();
        return module;
    }
    if (mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_ImportError)) {
        return MP_OBJ_NULL;
    }
    nlr_jump(nlr.ret_val);
}

// `utime` is the firmware's own also while a module of the name `time` is imported.
mp_obj_t mp_module_get_builtin(qstr module_name, bool extensible) {
    mp_obj_t module = MP_OBJ_NULL;
    if (extensible) {
        size_t len;
        const byte *name = qstr_data(module_name, &len);
        char prefixed[1 + len];
        prefixed[0] = 'u';
        memcpy(prefixed + 1, name, len);
        module = import_maybe(qstr_from_strn(prefixed, 1 + len));
    }
    return module != MP_OBJ_NULL ? module : import_maybe(module_name);
}

static void add_to_sys_modules(qstr name, mp_obj_t module) {
    mp_obj_dict_store(natmod_module_attr(Q(sys), Q(modules)), MP_OBJ_NEW_QSTR(name), module);
}

mp_obj_t mp_obj_new_module(qstr module_name) {
    mp_module_context_t *context =
        (mp_module_context_t *)mp_obj_malloc_helper(sizeof(mp_module_context_t), &mp_type_module);
    mp_obj_t globals = mp_obj_new_dict(1);
    context->module.globals = (mp_obj_dict_t *)MP_OBJ_TO_PTR(globals);
    context->constants.qstr_table = NULL;
    context->constants.obj_table = NULL;
    mp_obj_dict_store(globals, MP_OBJ_NEW_QSTR(Q___name__), MP_OBJ_NEW_QSTR(module_name));
    add_to_sys_modules(module_name, MP_OBJ_FROM_PTR(context));
    return MP_OBJ_FROM_PTR(context);
}
