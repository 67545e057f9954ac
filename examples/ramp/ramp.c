// SPDX-License-Identifier: 0BSD
// ramp: keyword arguments. A table says what each is called, its kind and its default.

#include "py/obj.h"
#include "py/runtime.h"

// ramp.ramp(steps, *, start=0, stop=255, bounce=False): a list of values for a LED or a servo, from
// start to stop, and back if it bounces.
static mp_obj_t ramp_ramp(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    enum { ARG_steps, ARG_start, ARG_stop, ARG_bounce };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_steps, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_start, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_stop, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 255}},
        {MP_QSTR_bounce, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed), allowed, args);

    mp_int_t steps = args[ARG_steps].u_int, start = args[ARG_start].u_int, stop = args[ARG_stop].u_int;
    if (steps < 2 || steps > 1024 || start != (int16_t)start || stop != (int16_t)stop) {
        mp_raise_ValueError(MP_ERROR_TEXT("a ramp has 2 to 1024 steps, between values of 16 bits"));
    }
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (mp_int_t i = 0; i < steps; ++i) {
        mp_obj_list_append(list, mp_obj_new_int(start + (stop - start) * i / (steps - 1)));
    }
    if (args[ARG_bounce].u_bool) {
        for (mp_int_t i = steps - 2; i >= 0; --i) {
            mp_obj_list_append(list, mp_obj_new_int(start + (stop - start) * i / (steps - 1)));
        }
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(ramp_ramp_obj, 0, ramp_ramp);

static const mp_rom_map_elem_t ramp_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_ramp)},
    {MP_ROM_QSTR(MP_QSTR_ramp), MP_ROM_PTR(&ramp_ramp_obj)},
};
static MP_DEFINE_CONST_DICT(ramp_globals, ramp_globals_table);

const mp_obj_module_t ramp_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&ramp_globals,
};
MP_REGISTER_MODULE(MP_QSTR_ramp, ramp_module);
