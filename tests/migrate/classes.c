// SPDX-License-Identifier: MIT
// A class that a function earlier in the file needs, with properties and operators.
#include "py/dynruntime.h"

// The type, filled in below.
static mp_obj_full_type_t point_type;

typedef struct {
    mp_obj_base_t base;
    mp_int_t x, y;
} point_t;

static mp_obj_t make_point(mp_int_t x, mp_int_t y) {
    point_t *self = mp_obj_malloc(point_t, (const mp_obj_type_t *)&point_type);
    self->x = x;
    self->y = y;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t point_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 2, 2, false);
    return make_point(mp_obj_get_int(args[0]), mp_obj_get_int(args[1]));
}

static void point_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "point(%d, %d)", (int)self->x, (int)self->y);
}

static mp_obj_t point_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs) {
    point_t *a = MP_OBJ_TO_PTR(lhs);
    if (op != MP_BINARY_OP_ADD || mp_obj_get_type(rhs) != (mp_obj_type_t *)&point_type) {
        return MP_OBJ_NULL;
    }
    point_t *b = MP_OBJ_TO_PTR(rhs);
    return make_point(a->x + b->x, a->y + b->y);
}

static mp_obj_t point_swap(mp_obj_t self_in) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    return make_point(self->y, self->x);
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_swap_obj, point_swap);

static mp_obj_t point_norm(mp_obj_t self_in) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    return mp_obj_new_int(self->x * self->x + self->y * self->y);
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_norm_obj, point_norm);

// Methods of a point.
static mp_map_elem_t point_locals_table[3];
static MP_DEFINE_CONST_DICT(point_locals, point_locals_table);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    const int slot = 0;

    point_type.base.type = (void *)&mp_type_type;
    point_type.name = MP_QSTR_Point;
    point_type.flags = MP_TYPE_FLAG_EQ_NOT_REFLEXIVE;
    MP_OBJ_TYPE_SET_SLOT(&point_type, make_new, point_make_new, slot);
    MP_OBJ_TYPE_SET_SLOT(&point_type, print, point_print, slot + 1);
    // addition only
    MP_OBJ_TYPE_SET_SLOT(&point_type, binary_op, point_binary_op, slot + 2);
    point_locals_table[0] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_swap), MP_OBJ_FROM_PTR(&point_swap_obj)};
    point_locals_table[2].key = MP_OBJ_NEW_QSTR(MP_QSTR_ORIGIN);
    point_locals_table[2].value = MP_OBJ_NEW_SMALL_INT(0);
    point_locals_table[1] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_norm), MP_OBJ_FROM_PTR(&point_norm_obj)};
    MP_OBJ_TYPE_SET_SLOT(&point_type, locals_dict, (void *)&point_locals, slot + 3);

    mp_store_global(MP_QSTR_Point, MP_OBJ_FROM_PTR(&point_type));
    MP_DYNRUNTIME_INIT_EXIT
}
