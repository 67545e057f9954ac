// SPDX-License-Identifier: 0BSD
// What sequences have in common.
#include "../rt.h"

void mp_seq_multiply(const void *items, size_t item_sz, size_t len, size_t times, void *dest) {
    size_t size = item_sz * len;
    for (byte *at = (byte *)dest; times != 0; --times, at += size) {
        memcpy(at, items, size);
    }
}

// Of sequences that begin alike, what is left asks for greater (or equal) only; equal and not
// equal answer as the firmware does.
static bool length_matches(mp_uint_t op, size_t len1, size_t len2) {
    return len1 > len2 || (len1 == len2 && op != MP_BINARY_OP_MORE);
}

bool mp_seq_cmp_bytes(mp_uint_t op, const byte *data1, size_t len1, const byte *data2,
                      size_t len2) {
    if (op == MP_BINARY_OP_LESS || op == MP_BINARY_OP_LESS_EQUAL) {
        op = op == MP_BINARY_OP_LESS ? MP_BINARY_OP_MORE : MP_BINARY_OP_MORE_EQUAL;
        return mp_seq_cmp_bytes(op, data2, len2, data1, len1);
    }
    if (op == MP_BINARY_OP_EQUAL && len1 != len2) {
        return false;
    }
    int order = memcmp(data1, data2, MIN(len1, len2));
    if (order != 0) {
        return op != MP_BINARY_OP_EQUAL && order > 0;
    }
    return length_matches(op, len1, len2);
}

bool mp_seq_cmp_objs(mp_uint_t op, const mp_obj_t *items1, size_t len1, const mp_obj_t *items2,
                     size_t len2) {
    if (op == MP_BINARY_OP_LESS || op == MP_BINARY_OP_LESS_EQUAL) {
        op = op == MP_BINARY_OP_LESS ? MP_BINARY_OP_MORE : MP_BINARY_OP_MORE_EQUAL;
        return mp_seq_cmp_objs(op, items2, len2, items1, len1);
    }
    if (op == MP_BINARY_OP_EQUAL && len1 != len2) {
        return false;
    }
    for (size_t i = 0; i < MIN(len1, len2); ++i) {
        if (!mp_obj_equal(items1[i], items2[i])) {
            return op != MP_BINARY_OP_EQUAL &&
                   mp_binary_op((mp_binary_op_t)op, items1[i], items2[i]) == mp_const_true;
        }
    }
    return length_matches(op, len1, len2);
}

mp_obj_t mp_seq_index_obj(const mp_obj_t *items, size_t len, size_t n_args, const mp_obj_t *args) {
    const mp_obj_type_t *type = mp_obj_get_type(args[0]);
    size_t start = n_args > 2 ? mp_get_index(type, len, args[2], true) : 0;
    size_t stop = n_args > 3 ? mp_get_index(type, len, args[3], true) : len;
    for (size_t i = start; i < stop; ++i) {
        if (mp_obj_equal(items[i], args[1])) {
            return MP_OBJ_NEW_SMALL_INT(i);
        }
    }
    mp_raise_ValueError("object not in sequence");
}

mp_obj_t mp_seq_count_obj(const mp_obj_t *items, size_t len, mp_obj_t value) {
    size_t count = 0;
    for (size_t i = 0; i < len; ++i) {
        count += mp_obj_equal(items[i], value);
    }
    return MP_OBJ_NEW_SMALL_INT(count);
}

bool mp_seq_get_fast_slice_indexes(mp_uint_t len, mp_obj_t slice, mp_bound_slice_t *indexes) {
    mp_obj_slice_indices(slice, (mp_int_t)len, indexes);
    // Going down, stop is the last item to take.
    if (indexes->step < 0) {
        ++indexes->stop;
    }
    // Empty when the stop is not reached in the direction of the step.
    if (indexes->step > 0 && indexes->start > indexes->stop) {
        indexes->stop = indexes->start;
    } else if (indexes->step < 0 && indexes->start < indexes->stop) {
        indexes->stop = indexes->start + 1;
    }
    return indexes->step == 1;
}

mp_obj_t mp_seq_extract_slice(const mp_obj_t *seq, mp_bound_slice_t *indexes) {
    mp_obj_t result = mp_obj_new_list(0, NULL);
    mp_int_t i = indexes->start;
    while (indexes->step < 0 ? i >= indexes->stop : i < indexes->stop) {
        mp_obj_list_append(result, seq[i]);
        i += indexes->step;
    }
    return result;
}
