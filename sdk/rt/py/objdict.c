// SPDX-License-Identifier: 0BSD
// dict objects.
#include "../rt.h"

void mp_obj_dict_init(mp_obj_dict_t *dict, size_t n_args) {
    dict->base.type = &mp_type_dict;
    mp_map_init(&dict->map, n_args);
}

size_t mp_obj_dict_len(mp_obj_t self_in) {
    return mp_obj_dict_get_map(self_in)->used;
}

mp_obj_t mp_obj_dict_get(mp_obj_t self_in, mp_obj_t index) {
    return mp_obj_subscr(self_in, index, MP_OBJ_SENTINEL);
}

mp_obj_t mp_obj_dict_delete(mp_obj_t self_in, mp_obj_t key) {
    mp_obj_subscr(self_in, key, MP_OBJ_NULL);
    return self_in;
}

mp_obj_t mp_obj_dict_copy(mp_obj_t self_in) {
    static const void *found;
    const mp_obj_fun_builtin_fixed_t *copy =
        (const mp_obj_fun_builtin_fixed_t *)natmod_find_method(&found, &mp_type_dict, Q_copy);
    return copy->fun._1(self_in);
}

bool mp_obj_is_dict_or_ordereddict(mp_obj_t o) {
    return mp_obj_is_obj(o) && MP_OBJ_TYPE_GET_SLOT_OR_NULL(natmod_type_of(o), make_new) ==
                                   MP_OBJ_TYPE_GET_SLOT(&mp_type_dict, make_new);
}

const mp_obj_dict_t mp_const_empty_dict_obj = {{&mp_type_dict}, {1, 1, 1, 0, 0, NULL}};
