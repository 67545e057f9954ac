// Lists.
#include "../rt.h"

mp_obj_t mp_obj_list_sort(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    size_t n_kw = kwargs == NULL ? 0 : kwargs->used;
    mp_obj_t call[1 + n_args + 2 * n_kw];
    mp_load_method(args[0], Q_sort, call);
    memcpy(call + 2, args + 1, (n_args - 1) * sizeof(mp_obj_t));
    mp_obj_t *next = call + 1 + n_args;
    for (size_t i = 0; n_kw != 0 && i < kwargs->alloc; ++i) {
        if (mp_map_slot_is_filled(kwargs, i)) {
            *next++ = kwargs->table[i].key;
            *next++ = kwargs->table[i].value;
        }
    }
    return mp_call_method_n_kw(n_args - 1, n_kw, call);
}

mp_obj_t mp_obj_list_remove(mp_obj_t self_in, mp_obj_t value) {
    return natmod_call_method(self_in, Q_remove, 1, &value);
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
