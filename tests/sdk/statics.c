// SPDX-License-Identifier: MIT
// Every static form of a module, as C and as C++.
#include "py/objarray.h"
#include "py/objexcept.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "py/stream.h"

#if !MICROPY_PY_HASHLIB_MD5 || !MICROPY_PY_HASHLIB_SHA1 || !MICROPY_SSL_AXTLS || MICROPY_SSL_MBEDTLS
#error hashlib of MicroPython has no MD5 and SHA-1
#endif

typedef struct {
    mp_obj_base_t base;
    mp_int_t side;
} shape_obj_t;

extern const mp_obj_type_t shape_type;

static mp_obj_t shape_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                               const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    shape_obj_t *self = mp_obj_malloc(shape_obj_t, type);
    self->side = mp_obj_get_int(args[0]);
    return MP_OBJ_FROM_PTR(self);
}
static void shape_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    mp_printf(print, "Shape(%d)", (int)((shape_obj_t *)MP_OBJ_TO_PTR(self_in))->side);
}
static mp_obj_t shape_call(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)n_args, (void)n_kw, (void)args;
    return self;
}
static mp_obj_t shape_unary(mp_unary_op_t op, mp_obj_t self) {
    return op == MP_UNARY_OP_BOOL ? self : MP_OBJ_NULL;
}
static mp_obj_t shape_binary(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs) {
    (void)rhs;
    return op == MP_BINARY_OP_ADD ? lhs : MP_OBJ_NULL;
}
static void shape_attr(mp_obj_t self, qstr attr, mp_obj_t *dest) {
    if (attr == MP_QSTR_area && dest[0] == MP_OBJ_NULL) {
        dest[0] = self;
    } else {
        dest[1] = MP_OBJ_SENTINEL;
    }
}
static mp_obj_t shape_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value) {
    return value == MP_OBJ_SENTINEL ? index : self;
}
static mp_obj_t shape_next(mp_obj_t self) {
    (void)self;
    return MP_OBJ_STOP_ITERATION;
}
static mp_int_t shape_buffer(mp_obj_t self, mp_buffer_info_t *info, mp_uint_t flags) {
    (void)flags;
    info->buf = MP_OBJ_TO_PTR(self);
    info->len = 0;
    info->typecode = 'B';
    return 0;
}
static mp_uint_t shape_read(mp_obj_t self, void *buf, mp_uint_t size, int *errcode) {
    (void)self, (void)buf, (void)size;
    *errcode = MP_EIO;
    return MP_STREAM_ERROR;
}
static const mp_stream_p_t shape_protocol = {shape_read, NULL, NULL, 0};

static mp_obj_t shape_area(mp_obj_t self) {
    return self;
}
static MP_DEFINE_CONST_FUN_OBJ_1(shape_area_obj, shape_area);
static mp_obj_t nothing(void) {
    return mp_const_none;
}
extern const mp_obj_fun_builtin_fixed_t three_obj;
extern const mp_obj_fun_builtin_var_t var_obj, between_obj;
MP_DEFINE_CONST_FUN_OBJ_0(nothing_obj, nothing);
static mp_obj_t two(mp_obj_t a, mp_obj_t b) {
    return mp_obj_new_bool(mp_obj_equal(a, b));
}
MP_DEFINE_CONST_FUN_OBJ_2(two_obj, two);
static mp_obj_t three(mp_obj_t a, mp_obj_t b, mp_obj_t c) {
    mp_obj_t items[] = {a, b, c};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
MP_DEFINE_CONST_FUN_OBJ_3(three_obj, three);
static mp_obj_t var(size_t n, const mp_obj_t *args) {
    (void)args;
    return mp_obj_new_int((mp_int_t)n);
}
MP_DEFINE_CONST_FUN_OBJ_VAR(var_obj, 1, var);
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(between_obj, 1, 2, var);

static const mp_arg_t allowed[] = {
    {MP_QSTR_area, MP_ARG_REQUIRED | MP_ARG_INT, {0}},
    {MP_QSTR_Shape, MP_ARG_KW_ONLY | MP_ARG_OBJ, {0}},
};
static mp_obj_t keywords(size_t n, const mp_obj_t *args, mp_map_t *kw) {
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n, args, kw, MP_ARRAY_SIZE(allowed), allowed, values);
    MP_STATE_VM(keep) = values[1].u_obj;
    MP_STATE_PORT(keep) = mp_const_none;
    if (n > 9) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%d of them"), (int)n);
    }
    return MP_OBJ_NEW_QSTR(MP_QSTR_area);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(keywords_obj, 0, keywords);
static MP_DEFINE_CONST_STATICMETHOD_OBJ(static_obj, MP_ROM_PTR(&nothing_obj));
static MP_DEFINE_CONST_CLASSMETHOD_OBJ(class_obj, MP_ROM_PTR(&two_obj));

static const mp_rom_map_elem_t shape_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_area), MP_ROM_PTR(&shape_area_obj)},
    {MP_ROM_QSTR(MP_QSTR_Shape), MP_ROM_PTR(&static_obj)},
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_PTR(&class_obj)},
};
static MP_DEFINE_CONST_DICT(shape_locals, shape_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(shape_type, MP_QSTR_Shape, MP_TYPE_FLAG_ITER_IS_ITERNEXT, make_new,
                         shape_make_new, print, shape_print, call, shape_call, unary_op,
                         shape_unary, binary_op, shape_binary, attr, shape_attr, subscr,
                         shape_subscr, iter, shape_next, buffer, shape_buffer, protocol,
                         &shape_protocol, parent, &mp_type_object, locals_dict, &shape_locals);
static MP_DEFINE_CONST_OBJ_TYPE(empty_type, MP_QSTR_, MP_TYPE_FLAG_NONE);
static MP_DEFINE_CONST_OBJ_TYPE(one_type, MP_QSTR_area, MP_TYPE_FLAG_NONE, locals_dict,
                                &shape_locals);
MP_DEFINE_EXCEPTION(ShapeError, Exception)

static const MP_DEFINE_STR_OBJ(text_obj, "some text");
static const qstr fields[] = {MP_QSTR_area, MP_QSTR_Shape};
static MP_DEFINE_ATTRTUPLE(pair_obj, fields, 2, MP_ROM_INT(1), MP_ROM_NONE);
static MP_DEFINE_ATTRTUPLE(other_obj, fields, 2, MP_ROM_INT(-1), MP_ROM_TRUE);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_area)},
    {MP_ROM_QSTR(MP_QSTR_area), MP_ROM_PTR(&keywords_obj)},
    {MP_ROM_QSTR(MP_QSTR_Shape), MP_ROM_PTR(&shape_type)},
    {MP_ROM_QSTR(MP_QSTR_ShapeError), MP_ROM_PTR(&mp_type_ShapeError)},
    {MP_ROM_INT(1), MP_ROM_PTR(&text_obj)},
    {MP_ROM_INT(2), MP_ROM_PTR(&pair_obj)},
    {MP_ROM_INT(3), MP_ROM_PTR(&other_obj)},
    {MP_ROM_INT(4), MP_ROM_PTR(&empty_type)},
    {MP_ROM_INT(5), MP_ROM_PTR(&one_type)},
    {MP_ROM_INT(6), MP_ROM_FALSE},
    {MP_ROM_INT(7), MP_ROM_PTR(&mp_stream_read_obj)},
};
static MP_DEFINE_CONST_DICT(shapes_globals, globals_table);

extern const mp_obj_module_t shapes_module;
const mp_obj_module_t shapes_module = {{&mp_type_module}, (mp_obj_dict_t *)&shapes_globals};
MP_REGISTER_MODULE(MP_QSTR_area, shapes_module);
MP_REGISTER_ROOT_POINTER(mp_obj_t keep);
