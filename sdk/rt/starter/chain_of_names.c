// SPDX-License-Identifier: 0BSD
// The entry point of a module whose fix-up chains are of the common kinds: qstrs, their objects,
// types, and builtins.
#define ALL_KINDS 0
#include "../start/follow_chain.h"

#if NATMOD_STARTER
mp_obj_t natmod_starter_names(mp_obj_fun_bc_t *self);
mp_obj_t natmod_starter_names(mp_obj_fun_bc_t *self) {
    return follow_chains(self);
}
#else
mp_obj_t natmod_start_names(mp_obj_fun_bc_t *self);
mp_obj_t natmod_start_names(mp_obj_fun_bc_t *self) {
    return follow_chains(self);
}
#endif
