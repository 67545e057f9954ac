// SPDX-License-Identifier: MIT
// Smoother: an exponential average, called with each new value.
#include <math.h>

#include "meter.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    mp_float_t factor, value;
    bool started;
} smoother_t;

static mp_obj_t smoother_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                                  const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 2, false);
    smoother_t *self = mp_obj_malloc(smoother_t, type);
    self->factor = mp_obj_get_float(args[0]);
    self->started = n_args > 1;
    self->value = n_args > 1 ? mp_obj_get_float(args[1]) : MICROPY_FLOAT_CONST(0.0);
    if (isnan(self->factor) || self->factor <= 0 || self->factor > 1) {
        mp_raise_ValueError(MP_ERROR_TEXT("factor"));
    }
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t smoother_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    smoother_t *self = MP_OBJ_TO_PTR(self_in);
    mp_float_t x = mp_obj_get_float(args[0]);
    self->value = self->started ? self->value + self->factor * (x - self->value) : x;
    self->started = true;
    return mp_obj_new_float(self->value);
}

// How much of a wave of that many radians a step is left.
static mp_obj_t smoother_response(mp_obj_t self_in, mp_obj_t radians) {
    smoother_t *self = MP_OBJ_TO_PTR(self_in);
    mp_float_t rest = 1 - self->factor;
    mp_float_t square =
        1 - 2 * rest * MICROPY_FLOAT_C_FUN(cos)(mp_obj_get_float(radians)) + rest * rest;
    return mp_obj_new_float(self->factor / MICROPY_FLOAT_C_FUN(sqrt)(square));
}
static MP_DEFINE_CONST_FUN_OBJ_2(smoother_response_obj, smoother_response);

static void smoother_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    smoother_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] == MP_OBJ_NULL) {
        switch (attr) {
            case MP_QSTR_factor:
                dest[0] = mp_obj_new_float(self->factor);
                break;
            case MP_QSTR_value:
                dest[0] = mp_obj_new_float(self->value);
                break;
            default:
                dest[1] = MP_OBJ_SENTINEL;
        }
    } else if (dest[1] != MP_OBJ_NULL && attr == MP_QSTR_factor) {
        self->factor = mp_obj_get_float(dest[1]);
        dest[0] = MP_OBJ_NULL;
    }
}

static const mp_rom_map_elem_t smoother_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_response), MP_ROM_PTR(&smoother_response_obj)},
};
static MP_DEFINE_CONST_DICT(smoother_locals, smoother_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(smoother_type, MP_QSTR_Smoother, MP_TYPE_FLAG_NONE, make_new,
                         smoother_make_new, call, smoother_call, attr, smoother_attr, locals_dict,
                         &smoother_locals);
