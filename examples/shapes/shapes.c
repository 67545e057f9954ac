// SPDX-License-Identifier: 0BSD
// shapes: a small MicroPython module with functions, constants and a class.
//
// An ordinary user C module: it compiles into a firmware as it stands, and Natmod makes a
// native module of it. Read it from top to bottom; each part ends with what Python sees.

#include "py/obj.h"
#include "py/runtime.h"

// ---- Functions ---------------------------------------------------------------------------

// A Python function is a C function on objects: take the C values out, compute, wrap the result.
static mp_int_t side_from_obj(mp_obj_t obj) {
    mp_int_t side = mp_obj_get_int(obj);
    if (side < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("a side cannot be negative"));
    }
    return side;
}

// area(width, height=width): one argument is a square.
static mp_obj_t shapes_area(size_t n_args, const mp_obj_t *args) {
    mp_int_t width = side_from_obj(args[0]);
    mp_int_t height = n_args > 1 ? side_from_obj(args[1]) : width;
    return mp_obj_new_int(width * height);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(shapes_area_obj, 1, 2, shapes_area);

// circle_area(radius)
static mp_obj_t shapes_circle_area(mp_obj_t radius_in) {
    mp_float_t radius = mp_obj_get_float(radius_in);
    return mp_obj_new_float(MICROPY_FLOAT_CONST(3.14159265358979323846) * radius * radius);
}
static MP_DEFINE_CONST_FUN_OBJ_1(shapes_circle_area_obj, shapes_circle_area);

// polygon_area(points): points is a list or tuple of (x, y) pairs, in order around the polygon.
static mp_obj_t shapes_polygon_area(mp_obj_t points_in) {
    size_t n_points;
    mp_obj_t *points;
    mp_obj_get_array(points_in, &n_points, &points);

    mp_float_t twice_area = 0;
    for (size_t i = 0; i < n_points; ++i) {
        mp_obj_t *here, *next;
        mp_obj_get_array_fixed_n(points[i], 2, &here);
        mp_obj_get_array_fixed_n(points[(i + 1) % n_points], 2, &next);
        twice_area += mp_obj_get_float(here[0]) * mp_obj_get_float(next[1]);
        twice_area -= mp_obj_get_float(next[0]) * mp_obj_get_float(here[1]);
    }
    return mp_obj_new_float((twice_area < 0 ? -twice_area : twice_area) / 2);
}
static MP_DEFINE_CONST_FUN_OBJ_1(shapes_polygon_area_obj, shapes_polygon_area);

// ---- A class -----------------------------------------------------------------------------

// An instance. Every Python object begins with its type.
typedef struct {
    mp_obj_base_t base;
    mp_int_t width;
    mp_int_t height;
} rect_obj_t;

extern const mp_obj_type_t shapes_type_Rect;

// Rect(width, height)
static mp_obj_t rect_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                              const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 2, 2, false);
    rect_obj_t *self = mp_obj_malloc(rect_obj_t, type);
    self->width = side_from_obj(args[0]);
    self->height = side_from_obj(args[1]);
    return MP_OBJ_FROM_PTR(self);
}

// repr(rect), and str(rect) as well
static void rect_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    rect_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "Rect(%d, %d)", (int)self->width, (int)self->height);
}

// rect.width, rect.height, rect.area
static void rect_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] != MP_OBJ_NULL) {
        return;  // a store or a delete, which is left undone: AttributeError
    }
    rect_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (attr == MP_QSTR_width) {
        dest[0] = mp_obj_new_int(self->width);
    } else if (attr == MP_QSTR_height) {
        dest[0] = mp_obj_new_int(self->height);
    } else if (attr == MP_QSTR_area) {
        dest[0] = mp_obj_new_int(self->width * self->height);
    } else {
        dest[1] = MP_OBJ_SENTINEL;  // look among the methods
    }
}

// rect == rect, rect * factor
static mp_obj_t rect_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in) {
    rect_obj_t *lhs = MP_OBJ_TO_PTR(lhs_in);
    if (op == MP_BINARY_OP_EQUAL && mp_obj_is_type(rhs_in, &shapes_type_Rect)) {
        rect_obj_t *rhs = MP_OBJ_TO_PTR(rhs_in);
        return mp_obj_new_bool(lhs->width == rhs->width && lhs->height == rhs->height);
    }
    if (op == MP_BINARY_OP_MULTIPLY && mp_obj_is_int(rhs_in)) {
        mp_int_t factor = side_from_obj(rhs_in);
        rect_obj_t *scaled = mp_obj_malloc(rect_obj_t, lhs->base.type);
        scaled->width = lhs->width * factor;
        scaled->height = lhs->height * factor;
        return MP_OBJ_FROM_PTR(scaled);
    }
    return MP_OBJ_NULL;  // not supported: TypeError, or False for ==
}

// rect.contains(x, y)
static mp_obj_t rect_contains(mp_obj_t self_in, mp_obj_t x_in, mp_obj_t y_in) {
    rect_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_int_t x = mp_obj_get_int(x_in);
    mp_int_t y = mp_obj_get_int(y_in);
    return mp_obj_new_bool(0 <= x && x < self->width && 0 <= y && y < self->height);
}
static MP_DEFINE_CONST_FUN_OBJ_3(rect_contains_obj, rect_contains);

static const mp_rom_map_elem_t rect_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_contains), MP_ROM_PTR(&rect_contains_obj)},
};
static MP_DEFINE_CONST_DICT(rect_locals, rect_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(
    shapes_type_Rect, MP_QSTR_Rect, MP_TYPE_FLAG_NONE,
    make_new, rect_make_new,
    print, rect_print,
    attr, rect_attr,
    binary_op, rect_binary_op,
    locals_dict, &rect_locals);

// ---- The module --------------------------------------------------------------------------

// An object may stand in a table like anything else: shapes.UNIT_SQUARE.
static const rect_obj_t unit_square = {{&shapes_type_Rect}, 1, 1};

static const mp_rom_map_elem_t shapes_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_shapes)},
    {MP_ROM_QSTR(MP_QSTR_area), MP_ROM_PTR(&shapes_area_obj)},
    {MP_ROM_QSTR(MP_QSTR_circle_area), MP_ROM_PTR(&shapes_circle_area_obj)},
    {MP_ROM_QSTR(MP_QSTR_polygon_area), MP_ROM_PTR(&shapes_polygon_area_obj)},
    {MP_ROM_QSTR(MP_QSTR_Rect), MP_ROM_PTR(&shapes_type_Rect)},
    {MP_ROM_QSTR(MP_QSTR_DIMENSIONS), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_UNIT), MP_ROM_QSTR(MP_QSTR_mm)},
    {MP_ROM_QSTR(MP_QSTR_UNIT_SQUARE), MP_ROM_PTR(&unit_square)},
};
static MP_DEFINE_CONST_DICT(shapes_globals, shapes_globals_table);

const mp_obj_module_t shapes_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&shapes_globals,
};

MP_REGISTER_MODULE(MP_QSTR_shapes, shapes_module);
