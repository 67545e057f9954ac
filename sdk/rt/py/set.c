// Sets as C sees them: open addressing. What makes a table grow is done by the firmware, to a set
// object that has it for the time of the call.
#include "../rt.h"

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
