// SPDX-License-Identifier: 0BSD
// Calls the functions of .init_array, if there are any, before mpy_init.
#include "start.h"

typedef void (*init_function)(void);
extern HIDDEN const init_function __init_array_start[], __init_array_end[];

mp_obj_t natmod_constructors(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);
mp_obj_t natmod_constructors(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    for (const init_function *f = __init_array_start; f < __init_array_end; ++f) {
        (*f)();
    }
    return mpy_init(self, n_args, n_kw, args);
}
