// SPDX-License-Identifier: 0BSD
// Maps and dicts, and how to write a fixed one in C.
#ifndef NATMOD_MAP_H
#define NATMOD_MAP_H

#include "natmod/word.h"

typedef struct _mp_map_elem_t {
    mp_obj_t key;
    mp_obj_t value;
} mp_map_elem_t;

// The same, for tables of constants.
typedef struct _mp_rom_map_elem_t {
    mp_rom_obj_t key;
    mp_rom_obj_t value;
} mp_rom_map_elem_t;

typedef struct _mp_map_t {
    size_t all_keys_are_qstrs : 1;
    size_t is_fixed : 1;    // the table cannot change
    size_t is_ordered : 1;  // an array in order, not a hash table
    size_t used : (8 * sizeof(size_t) - 3);
    size_t alloc;
    mp_map_elem_t *table;
} mp_map_t;

typedef enum _mp_map_lookup_kind_t {
    MP_MAP_LOOKUP = 0,
    MP_MAP_LOOKUP_ADD_IF_NOT_FOUND = 1,
    MP_MAP_LOOKUP_REMOVE_IF_FOUND = 2,
    MP_MAP_LOOKUP_ADD_IF_NOT_FOUND_OR_REMOVE_IF_FOUND = 3,
} mp_map_lookup_kind_t;

typedef struct _mp_set_t {
    size_t alloc;
    size_t used;
    mp_obj_t *table;
} mp_set_t;

typedef struct _mp_obj_dict_t {
    mp_obj_base_t base;
    mp_map_t map;
} mp_obj_dict_t;

#define NATMOD_FIXED_MAP(table_name, n) \
    { 1, 1, 1, (n), (n), (mp_map_elem_t *)(mp_rom_map_elem_t *)(table_name) }
#define MP_DEFINE_CONST_MAP(map_name, table_name) \
    const mp_map_t map_name = NATMOD_FIXED_MAP(table_name, MP_ARRAY_SIZE(table_name))
#define MP_DEFINE_CONST_DICT_WITH_SIZE(dict_name, table_name, n) \
    const mp_obj_dict_t dict_name = {{&mp_type_dict}, NATMOD_FIXED_MAP(table_name, n)}
#define MP_DEFINE_CONST_DICT(dict_name, table_name) \
    MP_DEFINE_CONST_DICT_WITH_SIZE(dict_name, table_name, MP_ARRAY_SIZE(table_name))

static inline bool mp_map_slot_is_filled(const mp_map_t *map, size_t pos) {
    return map->table[pos].key != MP_OBJ_NULL && map->table[pos].key != MP_OBJ_SENTINEL;
}
static inline bool mp_set_slot_is_filled(const mp_set_t *set, size_t pos) {
    return set->table[pos] != MP_OBJ_NULL && set->table[pos] != MP_OBJ_SENTINEL;
}
static inline mp_map_t *mp_obj_dict_get_map(mp_obj_t dict) {
    return &((mp_obj_dict_t *)MP_OBJ_TO_PTR(dict))->map;
}

NATMOD_BEGIN_C
void mp_map_init(mp_map_t *map, size_t n);
void mp_map_init_fixed_table(mp_map_t *map, size_t n, const mp_obj_t *table);
void mp_map_deinit(mp_map_t *map);
void mp_map_clear(mp_map_t *map);
// NULL if the key is not there (and is not to be added). After removal the element holds the old
// value, but for a fixed map, which raises.
mp_map_elem_t *mp_map_lookup(mp_map_t *map, mp_obj_t index, mp_map_lookup_kind_t lookup_kind);

void mp_obj_dict_init(mp_obj_dict_t *dict, size_t n_args);
mp_obj_t mp_obj_dict_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                              const mp_obj_t *args);
size_t mp_obj_dict_len(mp_obj_t self_in);
mp_obj_t mp_obj_dict_get(mp_obj_t self_in, mp_obj_t index);
mp_obj_t mp_obj_dict_store(mp_obj_t self_in, mp_obj_t key, mp_obj_t value);
mp_obj_t mp_obj_dict_delete(mp_obj_t self_in, mp_obj_t key);
mp_obj_t mp_obj_dict_copy(mp_obj_t self_in);
void mp_obj_set_store(mp_obj_t self_in, mp_obj_t item);

void mp_set_init(mp_set_t *set, size_t n);
// The element; NULL if it is not there (and is not to be added).
mp_obj_t mp_set_lookup(mp_set_t *set, mp_obj_t index, mp_map_lookup_kind_t lookup_kind);
mp_obj_t mp_set_remove_first(mp_set_t *set);
void mp_set_clear(mp_set_t *set);

extern const mp_obj_dict_t mp_const_empty_dict_obj;
NATMOD_END_C
#define mp_const_empty_map (mp_const_empty_dict_obj.map)

#endif
