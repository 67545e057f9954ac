// SPDX-License-Identifier: 0BSD
// Types of objects that only running code makes. They have no name in Python, so this makes one
// object of each, once, and looks at its type.
#include "../rt.h"

#include "py/objtype.h"

// What a method comes as when it is asked for without being called.
const mp_obj_type_t *natmod_type_bound_meth(void) {
    static const mp_obj_type_t *type;
    if (type == NULL) {
        type = natmod_type_of(mp_load_attr(mp_obj_new_list(0, NULL), Q_append));
    }
    return type;
}

static const mp_obj_type_t *type_of_source(const char *source) {
    mp_obj_t text = mp_obj_new_str(source, strlen(source));
    return natmod_type_of(mp_call_function_1(MP_OBJ_FROM_PTR(&mp_builtin_eval_obj), text));
}

const mp_obj_type_t *natmod_type_fun_bc(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = type_of_source("lambda:0"));
}

const mp_obj_type_t *natmod_type_gen_wrap(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = type_of_source("lambda:(yield)"));
}

const mp_obj_type_t *natmod_type_gen_instance(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = type_of_source("(0 for _ in ())"));
}

NATMOD_QSTR(Interpolation);
NATMOD_QSTR(Template);
NATMOD_QSTR(string_dot_templatelib);

static MP_DEFINE_CONST_OBJ_TYPE(no_type, MP_QSTR_, MP_TYPE_FLAG_NONE);

static const mp_obj_type_t *template_type(qstr name) {
    mp_obj_t from[1] = {MP_OBJ_NEW_QSTR(name)};
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        // Without memory it is not known yet.
        if (mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_MemoryError)) {
            nlr_jump(nlr.ret_val);
        }
        return &no_type;
    }
    mp_obj_t module = mp_import_name(Q(string_dot_templatelib), mp_obj_new_tuple(1, from),
                                     MP_OBJ_NEW_SMALL_INT(0));
    const mp_obj_type_t *type = (const mp_obj_type_t *)MP_OBJ_TO_PTR(mp_load_attr(module, name));
    nlr_pop();
    return type;
}

const mp_obj_type_t *natmod_type_template(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = template_type(Q(Template)));
}

const mp_obj_type_t *natmod_type_interpolation(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = template_type(Q(Interpolation)));
}

// What super().__init__ is in a class with a native base.
const mp_obj_fun_builtin_var_t *natmod_native_base_init_wrapper(void) {
    static const mp_obj_fun_builtin_var_t *wrapper;
    if (wrapper == NULL) {
        mp_obj_t base[1] = {MP_OBJ_FROM_PTR(&mp_type_list)};
        mp_obj_t type = mp_obj_new_type(MP_QSTR_, mp_obj_new_tuple(1, base), mp_obj_new_dict(0));
        mp_obj_t method[3] = {MP_OBJ_NULL, type, mp_call_function_0(type)};
        mp_load_super_method(Q___init__, method);
        wrapper = (const mp_obj_fun_builtin_var_t *)MP_OBJ_TO_PTR(method[0]);
    }
    return wrapper;
}
