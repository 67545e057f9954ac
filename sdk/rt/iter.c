// Iteration.
#include "rt.h"

// Given a buffer, the table's function leaves the iterator in it and returns NULL.
mp_obj_t mp_getiter(mp_obj_t o, mp_obj_iter_buf_t *iter_buf) {
    mp_obj_t iterator = natmod_tab_getiter(o, iter_buf);
    if (iterator != MP_OBJ_NULL || iter_buf == NULL) {
        return iterator;
    }
    return iter_buf->base.type == NULL ? iter_buf->buf[0] : MP_OBJ_FROM_PTR(iter_buf);
}

mp_obj_t mp_iternext_allow_raise(mp_obj_t o) {
    return mp_iternext(o);
}

// What a return value of StopIteration needs, the firmware takes from the exception.
mp_obj_t mp_make_stop_iteration(mp_obj_t o) {
    if (o == MP_OBJ_NULL || o == mp_const_none) {
        return MP_OBJ_STOP_ITERATION;
    }
    mp_raise_StopIteration(o);
}

// An iterator object whose second word is its next function.
typedef struct {
    mp_obj_base_t base;
    mp_fun_1_t iternext;
} polymorph_iter;

static mp_obj_t polymorph_next(mp_obj_t self) {
    return ((polymorph_iter *)MP_OBJ_TO_PTR(self))->iternext(self);
}

NATMOD_QSTR(iterator);
MP_DEFINE_CONST_OBJ_TYPE(mp_type_polymorph_iter, Q(iterator), MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                         polymorph_next);

mp_obj_t mp_identity(mp_obj_t self) {
    return self;
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_identity_obj, mp_identity);
