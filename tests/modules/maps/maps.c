// SPDX-License-Identifier: MIT
// mp_map_t used by itself: created, filled, searched, emptied.
#include "py/runtime.h"

// A class whose attributes live in a map of its own.
typedef struct {
    mp_obj_base_t base;
    mp_map_t map;
} bag_obj_t;

static mp_obj_t bag_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 0, true);
    bag_obj_t *self = mp_obj_malloc(bag_obj_t, type);
    mp_map_init(&self->map, n_kw);
    for (size_t i = 0; i < n_kw; i++) {
        mp_map_lookup(&self->map, args[2 * i], MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = args[2 * i + 1];
    }
    return MP_OBJ_FROM_PTR(self);
}

static void bag_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    bag_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t key = MP_OBJ_NEW_QSTR(attr);
    if (dest[0] == MP_OBJ_NULL) {
        mp_map_elem_t *elem = mp_map_lookup(&self->map, key, MP_MAP_LOOKUP);
        if (elem != NULL) {
            dest[0] = elem->value;
        } else {
            dest[1] = MP_OBJ_SENTINEL;
        }
    } else if (dest[1] != MP_OBJ_NULL) {
        mp_map_lookup(&self->map, key, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = dest[1];
        dest[0] = MP_OBJ_NULL;
    } else if (mp_map_lookup(&self->map, key, MP_MAP_LOOKUP_REMOVE_IF_FOUND) != NULL) {
        dest[0] = MP_OBJ_NULL;
    }
}

static mp_obj_t bag_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    bag_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_map_lookup_kind_t kind = value == MP_OBJ_NULL ? MP_MAP_LOOKUP_REMOVE_IF_FOUND
        : value == MP_OBJ_SENTINEL ? MP_MAP_LOOKUP
        : MP_MAP_LOOKUP_ADD_IF_NOT_FOUND;
    mp_map_elem_t *elem = mp_map_lookup(&self->map, index, kind);
    if (elem == NULL) {
        mp_raise_type_arg(&mp_type_KeyError, index);
    }
    if (kind == MP_MAP_LOOKUP_ADD_IF_NOT_FOUND) {
        elem->value = value;
    }
    return kind == MP_MAP_LOOKUP ? elem->value : mp_const_none;
}

static mp_obj_t bag_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    bag_obj_t *self = MP_OBJ_TO_PTR(self_in);
    return op == MP_UNARY_OP_LEN ? mp_obj_new_int_from_uint(self->map.used) : MP_OBJ_NULL;
}

static mp_obj_t bag_clear(mp_obj_t self_in) {
    bag_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_map_clear(&self->map);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(bag_clear_obj, bag_clear);

static mp_obj_t bag_keys(mp_obj_t self_in) {
    bag_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < self->map.alloc; i++) {
        if (mp_map_slot_is_filled(&self->map, i)) {
            mp_obj_list_append(list, self->map.table[i].key);
        }
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(bag_keys_obj, bag_keys);

static const mp_rom_map_elem_t bag_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&bag_clear_obj) },
    { MP_ROM_QSTR(MP_QSTR_keys), MP_ROM_PTR(&bag_keys_obj) },
};
static MP_DEFINE_CONST_DICT(bag_locals_dict, bag_locals_dict_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Bag,
    MP_QSTR_Bag,
    MP_TYPE_FLAG_NONE,
    make_new, bag_make_new,
    attr, bag_attr,
    subscr, bag_subscr,
    unary_op, bag_unary_op,
    locals_dict, &bag_locals_dict
    );

// A fixed table seen as a map; keyword arguments handed on as one.
static mp_obj_t maps_fixed(mp_obj_t key) {
    static const mp_rom_map_elem_t table[] = {
        { MP_ROM_QSTR(MP_QSTR_one), MP_ROM_INT(1) },
        { MP_ROM_QSTR(MP_QSTR_two), MP_ROM_INT(2) },
    };
    mp_map_t map;
    mp_map_init_fixed_table(&map, MP_ARRAY_SIZE(table), (const mp_obj_t *)table);
    mp_map_elem_t *elem = mp_map_lookup(&map, key, MP_MAP_LOOKUP);
    return elem == NULL ? mp_const_none : elem->value;
}
static MP_DEFINE_CONST_FUN_OBJ_1(maps_fixed_obj, maps_fixed);

static mp_obj_t maps_parse(size_t n_args, const mp_obj_t *all_args) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_first, MP_ARG_INT, { .u_int = 5 } },
        { MP_QSTR_second, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_NONE } },
    };
    // The arguments are (key, value, key, value ...).
    mp_map_t kw_args;
    mp_map_init_fixed_table(&kw_args, n_args / 2, all_args);
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed_args)];
    mp_arg_parse_all(0, NULL, &kw_args, MP_ARRAY_SIZE(allowed_args), allowed_args, args);
    mp_obj_t items[] = { mp_obj_new_int(args[0].u_int), args[1].u_obj };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(maps_parse_obj, 0, maps_parse);

static mp_obj_t maps_no_keywords(void) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_first, MP_ARG_INT, { .u_int = 6 } },
    };
    mp_arg_val_t args[1];
    mp_arg_parse_all(0, NULL, (mp_map_t *)&mp_const_empty_map, 1, allowed_args, args);
    return mp_obj_new_int(args[0].u_int);
}
static MP_DEFINE_CONST_FUN_OBJ_0(maps_no_keywords_obj, maps_no_keywords);

// A map on the stack with many elements, and a copy of it.
static mp_obj_t maps_many(mp_obj_t n_in) {
    mp_int_t n = mp_obj_get_int(n_in);
    mp_map_t map;
    mp_map_init(&map, 0);
    for (mp_int_t i = 0; i < n; i++) {
        mp_map_lookup(&map, mp_obj_new_int(i * 7), MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = mp_obj_new_int(i);
    }
    for (mp_int_t i = 0; i < n; i += 2) {
        mp_map_lookup(&map, mp_obj_new_int(i * 7), MP_MAP_LOOKUP_REMOVE_IF_FOUND);
    }
    mp_int_t sum = 0;
    for (mp_int_t i = 0; i < 7 * n; i++) {
        mp_map_elem_t *elem = mp_map_lookup(&map, mp_obj_new_int(i), MP_MAP_LOOKUP);
        sum += elem == NULL ? 0 : mp_obj_get_int(elem->value);
    }
    mp_obj_t items[] = { mp_obj_new_int_from_uint(map.used), mp_obj_new_int(sum) };
    mp_map_deinit(&map);
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(maps_many_obj, maps_many);

static const mp_rom_map_elem_t maps_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_maps) },
    { MP_ROM_QSTR(MP_QSTR_Bag), MP_ROM_PTR(&type_Bag) },
    { MP_ROM_QSTR(MP_QSTR_fixed), MP_ROM_PTR(&maps_fixed_obj) },
    { MP_ROM_QSTR(MP_QSTR_parse), MP_ROM_PTR(&maps_parse_obj) },
    { MP_ROM_QSTR(MP_QSTR_no_keywords), MP_ROM_PTR(&maps_no_keywords_obj) },
    { MP_ROM_QSTR(MP_QSTR_many), MP_ROM_PTR(&maps_many_obj) },
};
static MP_DEFINE_CONST_DICT(maps_globals, maps_globals_table);

const mp_obj_module_t maps_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&maps_globals,
};

MP_REGISTER_MODULE(MP_QSTR_maps, maps_module);
