// SPDX-License-Identifier: 0BSD
// mpy_init of a module that does no more than adopt the globals of one registered object, and call
// the function __init__ in them.
#include "start.h"

// The linker gives it the address of that object's dict.
extern const mp_obj_dict_t natmod_adopted_globals;

mp_obj_t natmod_adopt_globals(mp_obj_fun_bc_t *self);
mp_obj_t natmod_adopt_globals(mp_obj_fun_bc_t *self) {
    natmod_adopt(self->context, &natmod_adopted_globals);
    return MP_OBJ_FROM_PTR(self);
}

mp_obj_t natmod_adopt_globals_with_init(mp_obj_fun_bc_t *self);
mp_obj_t natmod_adopt_globals_with_init(mp_obj_fun_bc_t *self) {
    natmod_adopt(self->context, &natmod_adopted_globals);
    natmod_call_init(MP_OBJ_FROM_PTR(self->context));
    return MP_OBJ_FROM_PTR(self);
}
