// SPDX-License-Identifier: MIT
// A second-order filter on floats, direct form 2 transposed.
typedef struct {
    mp_obj_base_t base;
    mp_float_t b0, b1, b2, a1, a2, z1, z2;
} biquad_t;

static mp_obj_t biquad_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 5, 5, false);
    biquad_t *self = mp_obj_malloc(biquad_t, type);
    mp_float_t *coefficient = &self->b0;
    for (size_t i = 0; i < 5; ++i) {
        coefficient[i] = mp_obj_get_float(args[i]);
    }
    self->z1 = self->z2 = 0;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t biquad_step(mp_obj_t self_in, mp_obj_t x_in) {
    biquad_t *self = MP_OBJ_TO_PTR(self_in);
    mp_float_t x = mp_obj_get_float(x_in);
    mp_float_t y = self->b0 * x + self->z1;
    self->z1 = self->b1 * x - self->a1 * y + self->z2;
    self->z2 = self->b2 * x - self->a2 * y;
    return mp_obj_new_float(y);
}
static MP_DEFINE_CONST_FUN_OBJ_2(biquad_step_obj, biquad_step);

static mp_obj_t biquad_reset(mp_obj_t self_in) {
    biquad_t *self = MP_OBJ_TO_PTR(self_in);
    self->z1 = self->z2 = 0;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(biquad_reset_obj, biquad_reset);
