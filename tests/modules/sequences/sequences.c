// SPDX-License-Identifier: MIT
// Lists, tuples, dicts and sets, made and read in C.
#include "py/objlist.h"
#include "py/objtuple.h"
#include "py/runtime.h"

static mp_obj_t sequences_squares(mp_obj_t n_in) {
    mp_int_t n = mp_obj_get_int(n_in);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (mp_int_t i = 0; i < n; i++) {
        mp_obj_list_append(list, mp_obj_new_int(i * i));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_squares_obj, sequences_squares);

static mp_obj_t sequences_twice(mp_obj_t seq) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(seq, &len, &items);
    mp_obj_t result = mp_obj_new_tuple(2 * len, NULL);
    mp_obj_tuple_t *tuple = MP_OBJ_TO_PTR(result);
    for (size_t i = 0; i < 2 * len; i++) {
        tuple->items[i] = items[i % len];
    }
    return result;
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_twice_obj, sequences_twice);

static mp_obj_t sequences_cross(mp_obj_t a_in, mp_obj_t b_in) {
    mp_obj_t *a, *b;
    mp_obj_get_array_fixed_n(a_in, 3, &a);
    mp_obj_get_array_fixed_n(b_in, 3, &b);
    mp_obj_t items[3];
    for (size_t i = 0; i < 3; i++) {
        size_t j = (i + 1) % 3, k = (i + 2) % 3;
        items[i] = mp_obj_new_int(mp_obj_get_int(a[j]) * mp_obj_get_int(b[k]) - mp_obj_get_int(a[k]) * mp_obj_get_int(b[j]));
    }
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(sequences_cross_obj, sequences_cross);

// Lists, by their own functions.
static mp_obj_t sequences_list_work(mp_obj_t list) {
    if (!mp_obj_is_type(list, &mp_type_list)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("a list is needed, not %s"), mp_obj_get_type_str(list));
    }
    size_t len;
    mp_obj_t *items;
    mp_obj_list_get(list, &len, &items);
    mp_obj_t sum = MP_OBJ_NEW_SMALL_INT(0);
    for (size_t i = 0; i < len; i++) {
        sum = mp_binary_op(MP_BINARY_OP_ADD, sum, items[i]);
    }
    mp_obj_list_store(list, MP_OBJ_NEW_SMALL_INT(0), sum);
    mp_obj_t second = items[1];  // the list may move as it grows
    mp_obj_list_append(list, mp_obj_new_list(len, items));
    mp_obj_list_remove(list, second);
    return mp_obj_new_int_from_uint(len);
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_list_work_obj, sequences_list_work);

// Dicts.
static mp_obj_t sequences_count(mp_obj_t iterable) {
    mp_obj_t dict = mp_obj_new_dict(0);
    mp_obj_iter_buf_t buf;
    mp_obj_t it = mp_getiter(iterable, &buf);
    mp_obj_t key;
    while ((key = mp_iternext(it)) != MP_OBJ_STOP_ITERATION) {
        mp_map_elem_t *elem = mp_map_lookup(mp_obj_dict_get_map(dict), key, MP_MAP_LOOKUP);
        mp_obj_dict_store(dict, key, elem == NULL ? MP_OBJ_NEW_SMALL_INT(1) : mp_binary_op(MP_BINARY_OP_ADD, elem->value, MP_OBJ_NEW_SMALL_INT(1)));
    }
    return dict;
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_count_obj, sequences_count);

static mp_obj_t sequences_describe(void) {
    mp_obj_t dict = mp_obj_new_dict(3);
    mp_obj_dict_store(dict, MP_OBJ_NEW_QSTR(MP_QSTR_answer), MP_OBJ_NEW_SMALL_INT(42));
    mp_obj_dict_store(dict, MP_OBJ_NEW_SMALL_INT(1), mp_const_none);
    mp_obj_dict_store(dict, mp_const_none, mp_const_true);
    mp_obj_dict_delete(dict, MP_OBJ_NEW_SMALL_INT(1));
    mp_obj_dict_store(dict, mp_const_none, mp_const_false);
    return dict;
}
static MP_DEFINE_CONST_FUN_OBJ_0(sequences_describe_obj, sequences_describe);

static mp_obj_t sequences_get(mp_obj_t dict, mp_obj_t key) {
    return mp_obj_dict_get(dict, key);
}
static MP_DEFINE_CONST_FUN_OBJ_2(sequences_get_obj, sequences_get);

// The sum of a dict's values and the number of its keys that are strings.
static mp_obj_t sequences_walk(mp_obj_t dict) {
    if (!mp_obj_is_dict_or_ordereddict(dict)) {
        mp_raise_TypeError(MP_ERROR_TEXT("no dict"));
    }
    mp_map_t *map = mp_obj_dict_get_map(dict);
    mp_int_t sum = 0, strings = 0;
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i)) {
            sum += mp_obj_get_int(map->table[i].value);
            strings += mp_obj_is_str(map->table[i].key);
        }
    }
    mp_obj_t items[] = { mp_obj_new_int_from_uint(map->used), mp_obj_new_int(sum), mp_obj_new_int(strings) };
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_walk_obj, sequences_walk);

// A look-up in a constant dict of the module's own.
static const mp_rom_map_elem_t codes_table[] = {
    { MP_ROM_QSTR(MP_QSTR_red), MP_ROM_INT(31) },
    { MP_ROM_QSTR(MP_QSTR_green), MP_ROM_INT(32) },
    { MP_ROM_QSTR(MP_QSTR_blue), MP_ROM_INT(34) },
};
static MP_DEFINE_CONST_MAP(codes_map, codes_table);

static mp_obj_t sequences_code(mp_obj_t colour) {
    mp_map_elem_t *elem = mp_map_lookup((mp_map_t *)&codes_map, colour, MP_MAP_LOOKUP);
    return elem == NULL ? mp_const_none : elem->value;
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_code_obj, sequences_code);

static mp_obj_t sequences_lengths(size_t n_args, const mp_obj_t *args) {
    mp_obj_t list = mp_obj_new_list(n_args, NULL);
    mp_obj_list_t *self = MP_OBJ_TO_PTR(list);
    for (size_t i = 0; i < n_args; i++) {
        mp_obj_t len = mp_obj_len_maybe(args[i]);
        self->items[i] = len == MP_OBJ_NULL ? mp_const_none : len;
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(sequences_lengths_obj, 0, sequences_lengths);

static mp_obj_t sequences_empty(void) {
    mp_obj_t items[] = {
        mp_const_empty_tuple, mp_obj_new_tuple(0, NULL), mp_obj_new_list(0, NULL), mp_obj_new_dict(0),
        mp_obj_new_bool(mp_const_empty_tuple == mp_obj_new_tuple(0, NULL)),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(sequences_empty_obj, sequences_empty);

static mp_obj_t sequences_unique(mp_obj_t seq) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(seq, &len, &items);
    mp_obj_t set = mp_obj_new_set(0, NULL);
    for (size_t i = 0; i < len; i++) {
        mp_obj_set_store(set, items[i]);
    }
    mp_obj_t slice = mp_obj_new_slice(MP_OBJ_NEW_SMALL_INT(1), mp_const_none, MP_OBJ_NEW_SMALL_INT(2));
    mp_obj_t result[] = { set, mp_obj_subscr(seq, slice, MP_OBJ_SENTINEL) };
    return mp_obj_new_tuple(2, result);
}
static MP_DEFINE_CONST_FUN_OBJ_1(sequences_unique_obj, sequences_unique);

static const mp_rom_map_elem_t sequences_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_sequences) },
    { MP_ROM_QSTR(MP_QSTR_squares), MP_ROM_PTR(&sequences_squares_obj) },
    { MP_ROM_QSTR(MP_QSTR_twice), MP_ROM_PTR(&sequences_twice_obj) },
    { MP_ROM_QSTR(MP_QSTR_cross), MP_ROM_PTR(&sequences_cross_obj) },
    { MP_ROM_QSTR(MP_QSTR_list_work), MP_ROM_PTR(&sequences_list_work_obj) },
    { MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&sequences_count_obj) },
    { MP_ROM_QSTR(MP_QSTR_describe), MP_ROM_PTR(&sequences_describe_obj) },
    { MP_ROM_QSTR(MP_QSTR_get), MP_ROM_PTR(&sequences_get_obj) },
    { MP_ROM_QSTR(MP_QSTR_walk), MP_ROM_PTR(&sequences_walk_obj) },
    { MP_ROM_QSTR(MP_QSTR_code), MP_ROM_PTR(&sequences_code_obj) },
    { MP_ROM_QSTR(MP_QSTR_lengths), MP_ROM_PTR(&sequences_lengths_obj) },
    { MP_ROM_QSTR(MP_QSTR_empty), MP_ROM_PTR(&sequences_empty_obj) },
    { MP_ROM_QSTR(MP_QSTR_unique), MP_ROM_PTR(&sequences_unique_obj) },
};
static MP_DEFINE_CONST_DICT(sequences_globals, sequences_globals_table);

const mp_obj_module_t sequences_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&sequences_globals,
};

MP_REGISTER_MODULE(MP_QSTR_sequences, sequences_module);
