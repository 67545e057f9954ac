// SPDX-License-Identifier: 0BSD
// Lists.
#include "../rt.h"

mp_obj_t mp_obj_list_sort(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    static const void *found;
    const mp_obj_fun_builtin_var_t *sort =
        (const mp_obj_fun_builtin_var_t *)natmod_find_method(&found, &mp_type_list, Q_sort);
    mp_map_t none = {0};
    return sort->fun.kw(n_args, args, kwargs == NULL ? &none : kwargs);
}

mp_obj_t mp_obj_list_remove(mp_obj_t self_in, mp_obj_t value) {
    static const void *found;
    const mp_obj_fun_builtin_fixed_t *remove =
        (const mp_obj_fun_builtin_fixed_t *)natmod_find_method(&found, &mp_type_list, Q_remove);
    return remove->fun._2(self_in, value);
}

void mp_obj_list_init(mp_obj_list_t *o, size_t n) {
    o->base.type = &mp_type_list;
    o->alloc = MAX(n, 4u);
    o->len = n;
    o->items = m_new0(mp_obj_t, o->alloc);
}

void mp_obj_list_get(mp_obj_t self_in, size_t *len, mp_obj_t **items) {
    mp_obj_list_t *self = (mp_obj_list_t *)MP_OBJ_TO_PTR(self_in);
    *len = self->len;
    *items = self->items;
}

void mp_obj_list_set_len(mp_obj_t self_in, size_t len) {
    ((mp_obj_list_t *)MP_OBJ_TO_PTR(self_in))->len = len;
}

void mp_obj_list_store(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    mp_obj_subscr(self_in, index, value);
}

mp_obj_list_t *mp_obj_list_ensure(mp_obj_t in, size_t min_len) {
    if (!mp_obj_is_type(in, &mp_type_list)) {
        mp_raise_TypeError(NULL);
    }
    mp_obj_list_t *list = (mp_obj_list_t *)MP_OBJ_TO_PTR(in);
    if (list->len < min_len) {
        mp_raise_ValueError(NULL);
    }
    return list;
}

mp_obj_list_t *mp_obj_list_optional_arg(mp_obj_t arg_in, size_t min_len) {
    if (arg_in == MP_OBJ_NULL || arg_in == mp_const_none) {
        mp_obj_t list = mp_obj_new_list(min_len, NULL);
        mp_obj_list_t *self = (mp_obj_list_t *)MP_OBJ_TO_PTR(list);
        for (size_t i = 0; i < min_len; ++i) {
            self->items[i] = mp_const_none;
        }
        return self;
    }
    return mp_obj_list_ensure(arg_in, min_len);
}
