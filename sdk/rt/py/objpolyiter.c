// SPDX-License-Identifier: 0BSD
// An iterator object whose second word is its next function.
#include "../rt.h"

NATMOD_QSTR(iterator);

typedef struct {
    mp_obj_base_t base;
    mp_fun_1_t iternext;
} polymorph_iter;

static mp_obj_t polymorph_next(mp_obj_t self) {
    return ((polymorph_iter *)MP_OBJ_TO_PTR(self))->iternext(self);
}

MP_DEFINE_CONST_OBJ_TYPE(mp_type_polymorph_iter, Q(iterator), MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                         polymorph_next);
