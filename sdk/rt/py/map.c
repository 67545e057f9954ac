// SPDX-License-Identifier: 0BSD
// Maps: open addressing, or an array in order. Looking up is done here. Whatever may change the
// size of a table is left to the firmware, which works on a dict that holds the map during the
// call.
#include "../rt.h"

void mp_map_init(mp_map_t *map, size_t n) {
    map->all_keys_are_qstrs = 1;
    map->is_fixed = 0;
    map->is_ordered = 0;
    map->used = 0;
    map->alloc = n;
    map->table = n == 0 ? NULL : m_new0(mp_map_elem_t, n);
}

void mp_map_init_fixed_table(mp_map_t *map, size_t n, const mp_obj_t *table) {
    map->all_keys_are_qstrs = 1;
    map->is_fixed = 1;
    map->is_ordered = 1;
    map->used = n & (SIZE_MAX >> 3);
    map->alloc = n;
    map->table = (mp_map_elem_t *)table;
}

void mp_map_deinit(mp_map_t *map) {
    if (!map->is_fixed) {
        m_free(map->table);
    }
    map->used = 0;
    map->alloc = 0;
}

void mp_map_clear(mp_map_t *map) {
    mp_map_deinit(map);
    mp_map_init(map, 0);
}

static mp_map_elem_t *find(mp_map_t *map, mp_obj_t key) {
    bool key_is_qstr = mp_obj_is_qstr(key);
    if (map->all_keys_are_qstrs && !key_is_qstr && !mp_obj_is_str(key)) {
        return NULL;
    }
    // Two qstrs are equal only if they are the same word.
    bool compare_words = map->all_keys_are_qstrs && key_is_qstr;
    size_t position = 0;
    size_t count = map->used;
    if (!map->is_ordered) {
        count = map->alloc;
        if (count != 0) {
            position = natmod_str_hash(key) % count;
        }
    }
    for (; count != 0; --count) {
        mp_map_elem_t *element = &map->table[position];
        if (element->key == key) {
            return element;
        }
        if (element->key == MP_OBJ_NULL) {
            return NULL;
        }
        if (!compare_words && element->key != MP_OBJ_SENTINEL && mp_obj_equal(element->key, key)) {
            return element;
        }
        if (++position == map->alloc) {
            position = 0;
        }
    }
    return NULL;
}

static void remove_element(mp_map_t *map, mp_map_elem_t *element) {
    --map->used;
    if (!map->is_ordered) {
        element->key = MP_OBJ_SENTINEL;
        return;
    }
    // The found element goes behind the others, where the caller can read it.
    mp_map_elem_t removed = *element;
    mp_map_elem_t *last = &map->table[map->used];
    memmove(element, element + 1, (size_t)(last - element) * sizeof(mp_map_elem_t));
    last->key = MP_OBJ_NULL;
    last->value = removed.value;
}

mp_map_elem_t *mp_map_lookup(mp_map_t *map, mp_obj_t index, mp_map_lookup_kind_t lookup_kind) {
    mp_map_elem_t *element = find(map, index);
    if (element != NULL) {
        if (lookup_kind & MP_MAP_LOOKUP_REMOVE_IF_FOUND) {
            if (map->is_ordered) {
                mp_map_elem_t *last = &map->table[map->used - 1];
                remove_element(map, element);
                return last;
            }
            remove_element(map, element);
        }
        return element;
    }
    if ((lookup_kind & MP_MAP_LOOKUP_ADD_IF_NOT_FOUND) == 0) {
        return NULL;
    }
    mp_obj_dict_t dict = {{&mp_type_dict}, *map};
    mp_obj_dict_store(MP_OBJ_FROM_PTR(&dict), index, MP_OBJ_NULL);
    *map = dict.map;
    return find(map, index);
}

// Sets as C sees them: open addressing. What makes a table grow is done by the firmware, to a set
// object that has it for the time of the call.

void mp_set_init(mp_set_t *set, size_t n) {
    set->alloc = n;
    set->used = 0;
    set->table = m_new0(mp_obj_t, n);
}

void mp_set_clear(mp_set_t *set) {
    m_free(set->table);
    set->alloc = 0;
    set->used = 0;
    set->table = NULL;
}

static mp_obj_t remove_at(mp_set_t *set, size_t position) {
    mp_obj_t element = set->table[position];
    bool last = set->table[(position + 1) % set->alloc] == MP_OBJ_NULL;
    set->table[position] = last ? MP_OBJ_NULL : MP_OBJ_SENTINEL;
    --set->used;
    return element;
}

mp_obj_t mp_set_remove_first(mp_set_t *set) {
    for (size_t i = 0; i < set->alloc; ++i) {
        if (mp_set_slot_is_filled(set, i)) {
            return remove_at(set, i);
        }
    }
    return MP_OBJ_NULL;
}

mp_obj_t mp_set_lookup(mp_set_t *set, mp_obj_t index, mp_map_lookup_kind_t lookup_kind) {
    size_t hash = (size_t)MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, index));
    for (size_t i = 0; i < set->alloc; ++i) {
        size_t position = (hash + i) % set->alloc;
        mp_obj_t element = set->table[position];
        if (element == MP_OBJ_NULL) {
            break;
        }
        if (element != MP_OBJ_SENTINEL && mp_obj_equal(element, index)) {
            return lookup_kind & MP_MAP_LOOKUP_REMOVE_IF_FOUND ? remove_at(set, position) : element;
        }
    }
    if (!(lookup_kind & MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)) {
        return MP_OBJ_NULL;
    }
    struct {
        mp_obj_base_t base;
        mp_set_t set;
    } object = {{&mp_type_set}, *set};
    mp_obj_set_store(MP_OBJ_FROM_PTR(&object), index);
    *set = object.set;
    return index;
}
