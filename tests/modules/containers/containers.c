// SPDX-License-Identifier: MIT
// Classes with subscr (load, store, delete, slices), call and length.
#include "py/runtime.h"

// A row of eight small numbers.
#define ROW_LEN (8)

typedef struct {
    mp_obj_base_t base;
    int16_t items[ROW_LEN];
} row_obj_t;

static mp_obj_t row_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, ROW_LEN, false);
    row_obj_t *self = mp_obj_malloc(row_obj_t, type);
    for (size_t i = 0; i < ROW_LEN; i++) {
        self->items[i] = i < n_args ? (int16_t)mp_obj_get_int(args[i]) : 0;
    }
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t row_slice(row_obj_t *self, mp_obj_t index, mp_obj_t value) {
    mp_bound_slice_t slice;
    mp_obj_slice_indices(index, ROW_LEN, &slice);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (mp_int_t i = slice.start; slice.step > 0 ? i < slice.stop : i > slice.stop; i += slice.step) {
        if (value == MP_OBJ_SENTINEL) {
            mp_obj_list_append(list, MP_OBJ_NEW_SMALL_INT(self->items[i]));
        } else {
            self->items[i] = value == MP_OBJ_NULL ? 0 : (int16_t)mp_obj_get_int(value);
        }
    }
    return value == MP_OBJ_SENTINEL ? list : mp_const_none;
}

static mp_obj_t row_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    row_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (mp_obj_is_type(index, &mp_type_slice)) {
        return row_slice(self, index, value);
    }
    size_t i = mp_get_index(self->base.type, ROW_LEN, index, false);
    if (value == MP_OBJ_NULL) {
        self->items[i] = 0; // delete
        return mp_const_none;
    }
    if (value == MP_OBJ_SENTINEL) {
        return MP_OBJ_NEW_SMALL_INT(self->items[i]);
    }
    self->items[i] = (int16_t)mp_obj_get_int(value);
    return mp_const_none;
}

static mp_obj_t row_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    (void)self_in;
    return op == MP_UNARY_OP_LEN ? MP_OBJ_NEW_SMALL_INT(ROW_LEN) : MP_OBJ_NULL;
}

// row(1, 2, scale=3) adds scale times its arguments, in order.
static mp_obj_t row_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    row_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_arg_check_num(n_args, n_kw, 0, ROW_LEN, true);
    mp_int_t scale = 1;
    for (size_t i = 0; i < n_kw; i++) {
        if (mp_obj_equal(args[n_args + 2 * i], MP_OBJ_NEW_QSTR(MP_QSTR_scale))) {
            scale = mp_obj_get_int(args[n_args + 2 * i + 1]);
        }
    }
    mp_int_t sum = 0;
    for (size_t i = 0; i < n_args; i++) {
        self->items[i] = (int16_t)(self->items[i] + scale * mp_obj_get_int(args[i]));
        sum += self->items[i];
    }
    return mp_obj_new_int(sum);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Row,
    MP_QSTR_Row,
    MP_TYPE_FLAG_NONE,
    make_new, row_make_new,
    subscr, row_subscr,
    unary_op, row_unary_op,
    call, row_call
    );

// Only readable: any key, gives it back twice.
static mp_obj_t echo_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    mp_obj_base_t *self = m_new_obj(mp_obj_base_t);
    self->type = type;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t echo_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    (void)self_in;
    if (value != MP_OBJ_SENTINEL) {
        return MP_OBJ_NULL; // not supported
    }
    mp_obj_t items[] = { index, index };
    return mp_obj_new_tuple(2, items);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Echo,
    MP_QSTR_Echo,
    MP_TYPE_FLAG_NONE,
    make_new, echo_make_new,
    subscr, echo_subscr
    );

// Subscription, length and calls, asked for from C.
static mp_obj_t containers_use(mp_obj_t obj, mp_obj_t key) {
    mp_obj_t items[] = {
        mp_obj_len(obj),
        mp_obj_subscr(obj, key, MP_OBJ_SENTINEL),
        mp_obj_new_bool(mp_obj_is_callable(obj)),
        mp_obj_len_maybe(key) == MP_OBJ_NULL ? mp_const_none : mp_obj_len_maybe(key),
    };
    mp_obj_subscr(obj, key, MP_OBJ_NEW_SMALL_INT(77));
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(containers_use_obj, containers_use);

static const mp_rom_map_elem_t containers_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_containers) },
    { MP_ROM_QSTR(MP_QSTR_Row), MP_ROM_PTR(&type_Row) },
    { MP_ROM_QSTR(MP_QSTR_Echo), MP_ROM_PTR(&type_Echo) },
    { MP_ROM_QSTR(MP_QSTR_use), MP_ROM_PTR(&containers_use_obj) },
};
static MP_DEFINE_CONST_DICT(containers_globals, containers_globals_table);

const mp_obj_module_t containers_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&containers_globals,
};

MP_REGISTER_MODULE(MP_QSTR_containers, containers_module);
