// SPDX-License-Identifier: MIT
// An `__init__` that collects garbage and then takes the memory that is free first: what an import
// still needs must survive that. The module has all that start code does for one, a lookup in a module included.
#include "py/gc.h"
#include "py/runtime.h"
#include "py/stream.h"

static int calls;
static mp_int_t filled;

typedef struct block {
    struct block *next;
    uint32_t content[3];
} block_t;

static void fill_memory(void) {
    block_t *all = NULL;
    for (int i = 0; i < 200; ++i) {
        block_t *block = m_new_maybe(block_t, 1);
        if (block == NULL) {
            break;
        }
        *block = (block_t){all, {0x5a5a5a5a, 0x5a5a5a5a, 0x5a5a5a5a}};
        all = block;
        ++filled;
    }
}

static mp_obj_t collecting___init__(void) {
    if (calls++ == 0) {
        gc_collect();
        fill_memory();
        gc_collect();
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(collecting___init___obj, collecting___init__);

static mp_obj_t collecting_state(void) {
    mp_obj_t items[] = {mp_obj_new_bool(filled > 100), MP_OBJ_NEW_SMALL_INT(calls)};
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(collecting_state_obj, collecting_state);

static mp_obj_t thing_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                               const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    (void)args;
    mp_obj_base_t *self = m_new_obj(mp_obj_base_t);
    self->type = type;
    return MP_OBJ_FROM_PTR(self);
}
static MP_DEFINE_CONST_OBJ_TYPE(collecting_type_Thing, MP_QSTR_Thing, MP_TYPE_FLAG_NONE, make_new,
                                thing_make_new);

static const mp_rom_map_elem_t collecting_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_collecting) },
    { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&collecting___init___obj) },
    { MP_ROM_QSTR(MP_QSTR_state), MP_ROM_PTR(&collecting_state_obj) },
    { MP_ROM_QSTR(MP_QSTR_Thing), MP_ROM_PTR(&collecting_type_Thing) },
    { MP_ROM_QSTR(MP_QSTR_StringIO), MP_ROM_PTR(&mp_type_stringio) },
    { MP_ROM_QSTR(MP_QSTR_KeyError), MP_ROM_PTR(&mp_type_KeyError) },
};
static MP_DEFINE_CONST_DICT(collecting_globals, collecting_globals_table);

const mp_obj_module_t collecting_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&collecting_globals,
};

MP_REGISTER_MODULE(MP_QSTR_collecting, collecting_module);
