// SPDX-License-Identifier: MIT
// Firmware and native module in one source, each behind a condition.
#if MICROPY_ENABLE_DYNRUNTIME
#include "py/dynruntime.h"
#else
#include "py/runtime.h"
#endif

#ifdef MICROPY_ENABLE_DYNRUNTIME
// Classic builds have no memset of their own.
#if !defined(__linux__)
void *memset(void *s, int c, size_t n) {
    return mp_fun_table.memset_(s, c, n);
}
#endif
#endif

typedef struct {
    mp_obj_base_t base;
    mp_int_t left;
} counter_t;

#ifdef MICROPY_ENABLE_DYNRUNTIME
mp_obj_full_type_t counter_type;
#else
static const mp_obj_type_t counter_type;
#endif

static mp_obj_t counter_make(mp_obj_t left) {
    counter_t *self = mp_obj_malloc(counter_t, (mp_obj_type_t *)&counter_type);
    self->left = mp_obj_get_int(left);
    return MP_OBJ_FROM_PTR(self);
}
static MP_DEFINE_CONST_FUN_OBJ_1(counter_make_obj, counter_make);

static mp_obj_t counter_take(mp_obj_t self_in) {
    counter_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->left == 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("nothing left"));
    }
    return mp_obj_new_int(self->left--);
}
static MP_DEFINE_CONST_FUN_OBJ_1(counter_take_obj, counter_take);

#if defined(MICROPY_ENABLE_DYNRUNTIME)
mp_map_elem_t counter_locals_table[1];
static MP_DEFINE_CONST_DICT(counter_locals, counter_locals_table);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    counter_type.base.type = (void *)&mp_type_type;
    counter_type.name = MP_QSTR_Counter;
    counter_locals_table[0] = (mp_map_elem_t) { MP_OBJ_NEW_QSTR(MP_QSTR_take), MP_OBJ_FROM_PTR(&counter_take_obj) };
    MP_OBJ_TYPE_SET_SLOT(&counter_type, locals_dict, (void *)&counter_locals, 0);
    mp_store_global(MP_QSTR_counter, MP_OBJ_FROM_PTR(&counter_make_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
#else
static const mp_rom_map_elem_t counter_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_take), MP_ROM_PTR(&counter_take_obj) },
};
static MP_DEFINE_CONST_DICT(counter_locals, counter_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(counter_type, MP_QSTR_Counter, MP_TYPE_FLAG_NONE, locals_dict, &counter_locals);

static const mp_rom_map_elem_t both_ways_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_both_ways) },
    { MP_ROM_QSTR(MP_QSTR_counter), MP_ROM_PTR(&counter_make_obj) },
};
static MP_DEFINE_CONST_DICT(both_ways_globals, both_ways_globals_table);

const mp_obj_module_t both_ways_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&both_ways_globals,
};
MP_REGISTER_MODULE(MP_QSTR_both_ways, both_ways_module);
#endif
