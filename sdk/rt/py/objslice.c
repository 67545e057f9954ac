// SPDX-License-Identifier: 0BSD
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
