// SPDX-License-Identifier: 0BSD
// Globals, calls, attributes and iteration; raising is in runtime_raise.c, generators are in
// runtime_resume.c.
#include "../rt.h"

mp_obj_dict_t *mp_globals_get(void) {
    return (mp_obj_dict_t *)mp_call_function_0(MP_OBJ_FROM_PTR(&mp_builtin_globals_obj));
}

mp_obj_dict_t *mp_locals_get(void) {
    return (mp_obj_dict_t *)mp_call_function_0(MP_OBJ_FROM_PTR(&mp_builtin_locals_obj));
}

void mp_globals_set(mp_obj_dict_t *d) {
    natmod_tab_swap_globals(d);
}

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

void mp_load_method_protected(mp_obj_t obj, qstr attr, mp_obj_t *dest, bool catch_all_exc) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_load_method_maybe(obj, attr, dest);
        nlr_pop();
    } else if (!catch_all_exc &&
               !mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_AttributeError)) {
        nlr_jump(nlr.ret_val);
    }
}

#if NATMOD_ABI < 3
void mp_load_method_maybe(mp_obj_t base, qstr attr, mp_obj_t *dest) {
    dest[0] = MP_OBJ_NULL;
    dest[1] = MP_OBJ_NULL;
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_load_method(base, attr, dest);
        nlr_pop();
    } else if (!mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_AttributeError)) {
        nlr_jump(nlr.ret_val);
    }
}
#endif

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

// Given a buffer, the table's function leaves the iterator in it and returns NULL.
mp_obj_t mp_getiter(mp_obj_t o, mp_obj_iter_buf_t *iter_buf) {
    mp_obj_t iterator = natmod_tab_getiter(o, iter_buf);
    if (iterator != MP_OBJ_NULL || iter_buf == NULL) {
        return iterator;
    }
    return iter_buf->base.type == NULL ? iter_buf->buf[0] : MP_OBJ_FROM_PTR(iter_buf);
}

mp_obj_t mp_iternext_allow_raise(mp_obj_t o) {
    return mp_iternext(o);
}

// The firmware keeps the value of an iteration that ended in its own state, which the table does
// not reach. It puts there what a __next__ raises, so this is the iterator that raises it.
typedef struct {
    mp_obj_base_t base;
    mp_obj_t value;
} ending;

static mp_obj_t ending_next(mp_obj_t self) {
    mp_raise_StopIteration(((ending *)MP_OBJ_TO_PTR(self))->value);
}
static MP_DEFINE_CONST_FUN_OBJ_1(ending_next_obj, ending_next);

static void ending_attr(mp_obj_t self, qstr attr, mp_obj_t *dest) {
    (void)attr;
    dest[0] = MP_OBJ_FROM_PTR(&ending_next_obj);
    dest[1] = self;
}

NATMOD_QSTR(iterator);
static MP_DEFINE_CONST_OBJ_TYPE(ending_type, Q(iterator), MP_TYPE_FLAG_NONE, attr, ending_attr);

mp_obj_t mp_make_stop_iteration(mp_obj_t o) {
    if (o == MP_OBJ_NULL) {
        return MP_OBJ_STOP_ITERATION;
    }
    ending end = {{&ending_type}, o};
    return mp_iternext(MP_OBJ_FROM_PTR(&end));
}

mp_obj_t mp_make_raise_obj(mp_obj_t o) {
    if (mp_obj_is_exception_type(o)) {
        o = mp_call_function_0(o);
    }
    if (mp_obj_is_exception_instance(o)) {
        return o;
    }
    return mp_obj_new_exception_msg(&mp_type_TypeError,
                                    "exceptions must derive from BaseException");
}
