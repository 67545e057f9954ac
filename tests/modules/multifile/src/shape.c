// SPDX-License-Identifier: MIT
#include "multifile/shared.h"

typedef struct {
    mp_obj_base_t base;
    mp_int_t sides;
} shape_obj_t;

mp_obj_t multifile_make_shape(mp_int_t sides) {
    shape_obj_t *self = mp_obj_malloc(shape_obj_t, &multifile_type_Shape);
    self->sides = sides;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t shape_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)type;
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    return multifile_make_shape(n_args > 0 ? mp_obj_get_int(args[0]) : MULTIFILE_SIDES);
}

static void shape_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    shape_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "Shape(%d)", (int)self->sides);
}

MP_DEFINE_CONST_OBJ_TYPE(
    multifile_type_Shape,
    MP_QSTR_Shape,
    MP_TYPE_FLAG_NONE,
    make_new, shape_make_new,
    print, shape_print
    );
