// SPDX-License-Identifier: MIT
// A class and one derived from it, declared after what they need, one table before its methods.
#include "py/dynruntime.h"

static mp_map_elem_t shape_table[1];
static MP_DEFINE_CONST_DICT(shape_locals, shape_table);
static mp_map_elem_t square_table[1];
static MP_DEFINE_CONST_DICT(square_locals, square_table);

typedef struct {
    mp_obj_base_t base;
    mp_obj_t size;
} shape_t;

static mp_obj_t shape_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    shape_t *self = mp_obj_malloc(shape_t, type);
    self->size = args[0];
    return MP_OBJ_FROM_PTR(self);
}
static mp_obj_t shape_size(mp_obj_t self_in) {
    shape_t *self = MP_OBJ_TO_PTR(self_in);
    return self->size;
}
static MP_DEFINE_CONST_FUN_OBJ_1(shape_size_obj, shape_size);
static mp_obj_t square_area(mp_obj_t self_in) {
    shape_t *self = MP_OBJ_TO_PTR(self_in);
    return mp_binary_op(MP_BINARY_OP_MULTIPLY, self->size, self->size);
}
static MP_DEFINE_CONST_FUN_OBJ_1(square_area_obj, square_area);

mp_obj_full_type_t square_type;
mp_obj_full_type_t shape_type;

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    shape_table[0] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_size), MP_OBJ_FROM_PTR(&shape_size_obj)};
    square_table[0] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_area), MP_OBJ_FROM_PTR(&square_area_obj)};

    // The base.
    shape_type.base.type = &mp_type_type;
    shape_type.name = MP_QSTR_Shape;
    MP_OBJ_TYPE_SET_SLOT(&shape_type, make_new, shape_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(&shape_type, locals_dict, &shape_locals, 1);
    // The derived one.
    square_type.base.type = &mp_type_type;
    square_type.name = MP_QSTR_Square;
    MP_OBJ_TYPE_SET_SLOT(&square_type, make_new, shape_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(&square_type, parent, &shape_type, 1);
    MP_OBJ_TYPE_SET_SLOT(&square_type, locals_dict, &square_locals, 2);

    mp_store_global(MP_QSTR_Shape, MP_OBJ_FROM_PTR(&shape_type));
    mp_store_global(MP_QSTR_Square, MP_OBJ_FROM_PTR(&square_type));
    MP_DYNRUNTIME_INIT_EXIT
}
