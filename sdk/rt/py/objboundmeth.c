// SPDX-License-Identifier: 0BSD
// Methods bound to their object.
#include "../rt.h"

typedef struct {
    mp_obj_base_t base;
    mp_obj_t meth, self;
} bound_method;

mp_obj_t mp_obj_new_bound_meth(mp_obj_t meth, mp_obj_t self) {
    bound_method *bound = mp_obj_malloc(bound_method, &mp_type_bound_meth);
    bound->meth = meth;
    bound->self = self;
    return MP_OBJ_FROM_PTR(bound);
}

mp_obj_t mp_call_method_self_n_kw(mp_obj_t meth, mp_obj_t self, size_t n_args, size_t n_kw,
                                  const mp_obj_t *args) {
    mp_obj_t call[2 + n_args + 2 * n_kw];
    call[0] = meth;
    call[1] = self;
    memcpy(call + 2, args, (n_args + 2 * n_kw) * sizeof(mp_obj_t));
    return mp_call_method_n_kw(n_args, n_kw, call);
}
