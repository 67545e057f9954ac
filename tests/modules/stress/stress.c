// SPDX-License-Identifier: MIT
// What happens around a module: it is imported and dropped over and over, exceptions of all kinds
// leave its frames, its callbacks remove what they were called with, threads call it.
#include "py/runtime.h"

extern mp_obj_t stress_call_cxx(mp_obj_t function, mp_obj_t argument);
static MP_DEFINE_CONST_FUN_OBJ_2(stress_call_cxx_obj, stress_call_cxx);

static int imports;
static mp_int_t depth;

static mp_obj_t stress___init__(void) {
    ++imports;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(stress___init___obj, stress___init__);

static mp_obj_t stress_imports(void) {
    return mp_obj_new_int(imports);
}
static MP_DEFINE_CONST_FUN_OBJ_0(stress_imports_obj, stress_imports);

static mp_obj_t stress_call(mp_obj_t function, mp_obj_t argument) {
    return mp_call_function_1(function, argument);
}
static MP_DEFINE_CONST_FUN_OBJ_2(stress_call_obj, stress_call);

// The same with a handler, which counts and raises again.
static mp_obj_t stress_guard(mp_obj_t function, mp_obj_t argument) {
    nlr_buf_t nlr;
    ++depth;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = mp_call_function_1(function, argument);
        nlr_pop();
        --depth;
        return result;
    }
    --depth;
    nlr_jump(nlr.ret_val);
}
static MP_DEFINE_CONST_FUN_OBJ_2(stress_guard_obj, stress_guard);

static mp_obj_t stress_depth(void) {
    return mp_obj_new_int(depth);
}
static MP_DEFINE_CONST_FUN_OBJ_0(stress_depth_obj, stress_depth);

// Two objects on the heap, of which only this frame knows while the function is called.
static mp_obj_t stress_hold(mp_obj_t function, mp_obj_t count_in) {
    size_t count = (size_t)mp_obj_get_int(count_in);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    uint8_t *bytes = m_new(uint8_t, count);
    for (size_t i = 0; i < count; ++i) {
        bytes[i] = (uint8_t)i;
    }
    mp_obj_list_append(list, mp_call_function_1(function, count_in));
    mp_obj_list_append(list, mp_obj_new_bytes(bytes, count));
    m_del(uint8_t, bytes, count);
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_2(stress_hold_obj, stress_hold);

// Small ints in and out: takes no memory.
static mp_obj_t stress_add(mp_obj_t a, mp_obj_t b) {
    return MP_OBJ_NEW_SMALL_INT(mp_obj_get_int(a) + mp_obj_get_int(b));
}
static MP_DEFINE_CONST_FUN_OBJ_2(stress_add_obj, stress_add);

// An object that calls back. The callback may drop it.
typedef struct {
    mp_obj_base_t base;
    mp_obj_t callback;
    mp_int_t fires;
} stress_event_t;

static mp_obj_t event_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                               const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    stress_event_t *self = mp_obj_malloc(stress_event_t, type);
    self->callback = args[0];
    self->fires = 0;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t event_fire(mp_obj_t self_in) {
    stress_event_t *self = MP_OBJ_TO_PTR(self_in);
    ++self->fires;
    mp_call_function_1(self->callback, MP_OBJ_NEW_SMALL_INT(self->fires));
    return MP_OBJ_NEW_SMALL_INT(self->fires);
}
static MP_DEFINE_CONST_FUN_OBJ_1(event_fire_obj, event_fire);

static mp_obj_t event_set(mp_obj_t self_in, mp_obj_t callback) {
    stress_event_t *self = MP_OBJ_TO_PTR(self_in);
    self->callback = callback;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(event_set_obj, event_set);

static const mp_rom_map_elem_t event_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_fire), MP_ROM_PTR(&event_fire_obj) },
    { MP_ROM_QSTR(MP_QSTR_set), MP_ROM_PTR(&event_set_obj) },
};
static MP_DEFINE_CONST_DICT(event_locals, event_locals_table);
static MP_DEFINE_CONST_OBJ_TYPE(stress_type_Event, MP_QSTR_Event, MP_TYPE_FLAG_NONE, make_new,
                                event_make_new, locals_dict, &event_locals);

static const mp_rom_map_elem_t stress_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_stress) },
    { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&stress___init___obj) },
    { MP_ROM_QSTR(MP_QSTR_imports), MP_ROM_PTR(&stress_imports_obj) },
    { MP_ROM_QSTR(MP_QSTR_call), MP_ROM_PTR(&stress_call_obj) },
    { MP_ROM_QSTR(MP_QSTR_call_cxx), MP_ROM_PTR(&stress_call_cxx_obj) },
    { MP_ROM_QSTR(MP_QSTR_guard), MP_ROM_PTR(&stress_guard_obj) },
    { MP_ROM_QSTR(MP_QSTR_depth), MP_ROM_PTR(&stress_depth_obj) },
    { MP_ROM_QSTR(MP_QSTR_hold), MP_ROM_PTR(&stress_hold_obj) },
    { MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&stress_add_obj) },
    { MP_ROM_QSTR(MP_QSTR_Event), MP_ROM_PTR(&stress_type_Event) },
    { MP_ROM_QSTR(MP_QSTR_KeyboardInterrupt), MP_ROM_PTR(&mp_type_KeyboardInterrupt) },
};
static MP_DEFINE_CONST_DICT(stress_globals, stress_globals_table);

const mp_obj_module_t stress_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&stress_globals,
};

MP_REGISTER_MODULE(MP_QSTR_stress, stress_module);
