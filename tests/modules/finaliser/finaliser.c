// SPDX-License-Identifier: MIT
// A class with __del__, called by the collector: objects with a finaliser.
#include "py/gc.h"
#include "py/runtime.h"

#ifndef m_new_obj_with_finaliser  // MicroPython has not had them since 1.22
#define m_new_obj_with_finaliser(type) ((type *)m_malloc_with_finaliser(sizeof(type)))
#define m_new_obj_var_with_finaliser(obj_type, var_type, var_num) \
    ((obj_type *)m_malloc_with_finaliser(sizeof(obj_type) + sizeof(var_type) * (var_num)))
#endif

typedef struct {
    mp_obj_base_t base;
    mp_int_t number;
    bool open;
} handle_obj_t;

static int opened, closed;

static mp_obj_t handle_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    mp_int_t number = mp_obj_get_int(args[0]);
    handle_obj_t *self = mp_obj_malloc_with_finaliser(handle_obj_t, type);
    self->number = number;
    self->open = true;
    opened++;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t handle_close(mp_obj_t self_in) {
    handle_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->open) {
        self->open = false;
        closed++;
    }
    return mp_obj_new_int(self->number);
}
static MP_DEFINE_CONST_FUN_OBJ_1(handle_close_obj, handle_close);

static const mp_rom_map_elem_t handle_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&handle_close_obj) },
    { MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&handle_close_obj) },
};
static MP_DEFINE_CONST_DICT(handle_locals_dict, handle_locals_dict_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Handle,
    MP_QSTR_Handle,
    MP_TYPE_FLAG_NONE,
    make_new, handle_make_new,
    locals_dict, &handle_locals_dict
    );

static mp_obj_t finaliser_counts(void) {
    mp_obj_t items[] = { mp_obj_new_int(opened), mp_obj_new_int(closed) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(finaliser_counts_obj, finaliser_counts);

typedef struct {
    mp_obj_base_t base;
    int items[];
} row_obj_t;

static mp_obj_t finaliser_row(mp_obj_t n_in) {
    int n = (int)mp_obj_get_int(n_in), sum = 0;
#if MICROPY_VERSION < MICROPY_MAKE_VERSION(1, 27, 0)
    row_obj_t *row = mp_obj_malloc_var_with_finaliser(row_obj_t, int, (size_t)n, &mp_type_object);
#else
    row_obj_t *row = mp_obj_malloc_var_with_finaliser(row_obj_t, items, int, (size_t)n, &mp_type_object);
#endif
    for (int i = 0; i < n; i++) {
        row->items[i] = i;
    }
    for (int i = 0; i < n; i++) {
        sum += row->items[i];
    }
    mp_obj_t items[] = { mp_obj_new_int(sum), mp_obj_new_bool(row->base.type == &mp_type_object) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(finaliser_row_obj, finaliser_row);

static mp_obj_t finaliser_old(void) {
    handle_obj_t *one = m_new_obj_with_finaliser(handle_obj_t);
    row_obj_t *two = m_new_obj_var_with_finaliser(row_obj_t, int, 3);
    one->base.type = two->base.type = &mp_type_object;
    one->number = two->items[2] = 21;
    return mp_obj_new_int(one->number + two->items[2]);
}
static MP_DEFINE_CONST_FUN_OBJ_0(finaliser_old_obj, finaliser_old);

static const mp_rom_map_elem_t finaliser_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_finaliser) },
    { MP_ROM_QSTR(MP_QSTR_Handle), MP_ROM_PTR(&type_Handle) },
    { MP_ROM_QSTR(MP_QSTR_old), MP_ROM_PTR(&finaliser_old_obj) },
    { MP_ROM_QSTR(MP_QSTR_row), MP_ROM_PTR(&finaliser_row_obj) },
    { MP_ROM_QSTR(MP_QSTR_counts), MP_ROM_PTR(&finaliser_counts_obj) },
};
static MP_DEFINE_CONST_DICT(finaliser_globals, finaliser_globals_table);

const mp_obj_module_t finaliser_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&finaliser_globals,
};

MP_REGISTER_MODULE(MP_QSTR_finaliser, finaliser_module);
