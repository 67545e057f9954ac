// Slices: bounds as Python computes them.
#include "../rt.h"

static mp_int_t clamp(mp_int_t value, mp_int_t low, mp_int_t high) {
    return value < low ? low : value > high ? high : value;
}

// An index of the slice, made absolute; `fallback` for None.
static mp_int_t bound(mp_obj_t o, mp_int_t length, mp_int_t fallback, mp_int_t low, mp_int_t high) {
    if (o == mp_const_none) {
        return fallback;
    }
    mp_int_t value = mp_obj_get_int(o);
    return clamp(value < 0 ? value + length : value, low, high);
}

void mp_obj_slice_indices(mp_obj_t self_in, mp_int_t length, mp_bound_slice_t *result) {
    const mp_obj_slice_t *self = (const mp_obj_slice_t *)MP_OBJ_TO_PTR(self_in);
    mp_int_t step = self->step == mp_const_none ? 1 : mp_obj_get_int(self->step);
    if (step == 0) {
        mp_raise_ValueError("slice step can't be zero");
    }
    // Going down, the place before the first item is -1.
    mp_int_t low = step < 0 ? -1 : 0;
    mp_int_t high = step < 0 ? length - 1 : length;
    result->step = step;
    result->start = bound(self->start, length, step < 0 ? high : low, low, high);
    result->stop = bound(self->stop, length, step < 0 ? low : high, low, high);
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
