// Tuples, lists and what sequences have in common.
#include "rt.h"

// The type of the shared empty tuple, which needs no look-up.
static bool is_tuple_type(const mp_obj_type_t *type) {
    return type == natmod_type_of(mp_obj_new_tuple(0, NULL));
}

void mp_obj_get_array(mp_obj_t o, size_t *len, mp_obj_t **items) {
    const mp_obj_type_t *type = mp_obj_get_type(o);
    if (type == &mp_type_list) {
        mp_obj_list_get(o, len, items);
    } else if (is_tuple_type(type)) {
        mp_obj_tuple_get(o, len, items);
    } else {
        mp_raise_msg_varg(&mp_type_TypeError, "object '%s' isn't a tuple or list",
                          mp_obj_get_type_str(o));
    }
}

void mp_obj_get_array_fixed_n(mp_obj_t o, size_t len, mp_obj_t **items) {
    size_t given;
    mp_obj_get_array(o, &given, items);
    if (given != len) {
        mp_raise_msg_varg(&mp_type_ValueError, "requested length %d but object has length %d",
                          (int)len, (int)given);
    }
}

void mp_obj_tuple_get(mp_obj_t self_in, size_t *len, mp_obj_t **items) {
    mp_obj_tuple_t *self = (mp_obj_tuple_t *)MP_OBJ_TO_PTR(self_in);
    *len = self->len;
    *items = &self->items[0];
}

void mp_obj_tuple_del(mp_obj_t self_in) {
    m_free(MP_OBJ_TO_PTR(self_in));
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

mp_obj_t mp_obj_list_remove(mp_obj_t self_in, mp_obj_t value) {
    return natmod_call_method(self_in, Q_remove, 1, &value);
}

void mp_obj_list_init(mp_obj_list_t *o, size_t n) {
    o->base.type = &mp_type_list;
    o->alloc = MAX(n, 4u);
    o->len = n;
    o->items = m_new0(mp_obj_t, o->alloc);
}

size_t mp_get_index(const mp_obj_type_t *type, size_t len, mp_obj_t index, bool is_slice) {
    mp_int_t i;
    if (!mp_obj_get_int_maybe(index, &i)) {
        mp_raise_msg_varg(&mp_type_TypeError, "%q indices must be integers, not %s",
                          (qstr)type->name, mp_obj_get_type_str(index));
    }
    if (i < 0) {
        i += (mp_int_t)len;
    }
    if (is_slice) {
        return i < 0 ? 0 : MIN((size_t)i, len);
    }
    if (i < 0 || (size_t)i >= len) {
        mp_raise_msg_varg(&mp_type_IndexError, "%q index out of range", (qstr)type->name);
    }
    return (size_t)i;
}

void mp_seq_multiply(const void *items, size_t item_sz, size_t len, size_t times, void *dest) {
    size_t size = item_sz * len;
    for (byte *at = (byte *)dest; times != 0; --times, at += size) {
        memcpy(at, items, size);
    }
}
