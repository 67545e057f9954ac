// SPDX-License-Identifier: MIT
// A class: constructor, printing, attributes, methods and constants.
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    mp_int_t x;
    mp_int_t y;
    mp_obj_t tag; // MP_OBJ_NULL when there is none
} point_obj_t;

extern const mp_obj_type_t classes_type_Point;

static mp_obj_t point_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 2, false);
    point_obj_t *self = mp_obj_malloc(point_obj_t, type);
    self->x = n_args > 0 ? mp_obj_get_int(args[0]) : 0;
    self->y = n_args > 1 ? mp_obj_get_int(args[1]) : 0;
    self->tag = MP_OBJ_NULL;
    return MP_OBJ_FROM_PTR(self);
}

static void point_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    point_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (kind == PRINT_STR) {
        mp_printf(print, "(%d, %d)", (int)self->x, (int)self->y);
    } else {
        mp_printf(print, "%q(%d, %d)", (qstr)MP_QSTR_Point, (int)self->x, (int)self->y);
    }
}

// x and y are read and written, norm1 is computed, tag can also be deleted.
static void point_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    point_obj_t *self = MP_OBJ_TO_PTR(self_in);
    bool load = dest[0] == MP_OBJ_NULL;
    if (attr == MP_QSTR_x || attr == MP_QSTR_y) {
        mp_int_t *field = attr == MP_QSTR_x ? &self->x : &self->y;
        if (load) {
            dest[0] = mp_obj_new_int(*field);
        } else if (dest[1] != MP_OBJ_NULL) {
            *field = mp_obj_get_int(dest[1]);
            dest[0] = MP_OBJ_NULL;
        }
    } else if (attr == MP_QSTR_norm1 && load) {
        dest[0] = mp_obj_new_int((self->x < 0 ? -self->x : self->x) + (self->y < 0 ? -self->y : self->y));
    } else if (attr == MP_QSTR_tag) {
        if (load) {
            dest[0] = self->tag;
        } else {
            self->tag = dest[1];
            dest[0] = MP_OBJ_NULL;
        }
    } else if (load) {
        dest[1] = MP_OBJ_SENTINEL; // look further in locals_dict
    }
}

static mp_obj_t point_move(mp_obj_t self_in, mp_obj_t dx, mp_obj_t dy) {
    point_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->x += mp_obj_get_int(dx);
    self->y += mp_obj_get_int(dy);
    return self_in;
}
static MP_DEFINE_CONST_FUN_OBJ_3(point_move_obj, point_move);

static mp_obj_t point_reset(mp_obj_t self_in) {
    point_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->x = self->y = 0;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_reset_obj, point_reset);

// Makes an object of the class from C.
static mp_obj_t point_mirror(mp_obj_t self_in) {
    point_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t args[] = { mp_obj_new_int(self->y), mp_obj_new_int(self->x) };
    return point_make_new(&classes_type_Point, 2, 0, args);
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_mirror_obj, point_mirror);

static mp_obj_t point_unit(mp_obj_t n) {
    mp_obj_t args[] = { n, n };
    return MP_OBJ_TYPE_GET_SLOT(&classes_type_Point, make_new)(&classes_type_Point, 2, 0, args);
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_unit_fun_obj, point_unit);
static MP_DEFINE_CONST_STATICMETHOD_OBJ(point_unit_obj, MP_ROM_PTR(&point_unit_fun_obj));

static mp_obj_t point_name(mp_obj_t cls) {
    return MP_OBJ_NEW_QSTR(((const mp_obj_type_t *)MP_OBJ_TO_PTR(cls))->name);
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_name_fun_obj, point_name);
static MP_DEFINE_CONST_CLASSMETHOD_OBJ(point_name_obj, MP_ROM_PTR(&point_name_fun_obj));

static const mp_rom_map_elem_t point_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_move), MP_ROM_PTR(&point_move_obj) },
    { MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&point_reset_obj) },
    { MP_ROM_QSTR(MP_QSTR_mirror), MP_ROM_PTR(&point_mirror_obj) },
    { MP_ROM_QSTR(MP_QSTR_unit), MP_ROM_PTR(&point_unit_obj) },
    { MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&point_name_obj) },
    { MP_ROM_QSTR(MP_QSTR_DIMENSIONS), MP_ROM_INT(2) },
    { MP_ROM_QSTR(MP_QSTR_KIND), MP_ROM_QSTR(MP_QSTR_plane) },
};
static MP_DEFINE_CONST_DICT(point_locals_dict, point_locals_dict_table);

MP_DEFINE_CONST_OBJ_TYPE(
    classes_type_Point,
    MP_QSTR_Point,
    MP_TYPE_FLAG_NONE,
    make_new, point_make_new,
    print, point_print,
    attr, point_attr,
    locals_dict, &point_locals_dict
    );

// A class without attr: its methods come from the dict alone.
static const mp_rom_map_elem_t plain_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&point_reset_obj) },
    { MP_ROM_QSTR(MP_QSTR_Point), MP_ROM_PTR(&classes_type_Point) },
};
static MP_DEFINE_CONST_DICT(plain_locals_dict, plain_locals_dict_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Plain,
    MP_QSTR_Plain,
    MP_TYPE_FLAG_NONE,
    make_new, point_make_new,
    locals_dict, &plain_locals_dict
    );

static mp_obj_t classes_is_point(mp_obj_t obj) {
    return mp_obj_new_bool(mp_obj_is_type(obj, &classes_type_Point));
}
static MP_DEFINE_CONST_FUN_OBJ_1(classes_is_point_obj, classes_is_point);

static const mp_rom_map_elem_t classes_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_classes) },
    { MP_ROM_QSTR(MP_QSTR_Point), MP_ROM_PTR(&classes_type_Point) },
    { MP_ROM_QSTR(MP_QSTR_Plain), MP_ROM_PTR(&type_Plain) },
    { MP_ROM_QSTR(MP_QSTR_is_point), MP_ROM_PTR(&classes_is_point_obj) },
};
static MP_DEFINE_CONST_DICT(classes_globals, classes_globals_table);

const mp_obj_module_t classes_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&classes_globals,
};

MP_REGISTER_MODULE(MP_QSTR_classes, classes_module);
