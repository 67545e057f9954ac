// SPDX-License-Identifier: 0BSD
// The iterator of an object that has only __getitem__.
#include "../rt.h"

NATMOD_QSTR(iterator);

typedef struct {
    mp_obj_base_t base;
    mp_obj_t call[3];  // the method, self, the index
} getitem_iter;

static mp_obj_t getitem_next(mp_obj_t self_in) {
    getitem_iter *self = (getitem_iter *)MP_OBJ_TO_PTR(self_in);
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        const mp_obj_type_t *type = natmod_type_of(MP_OBJ_FROM_PTR(nlr.ret_val));
        if (type == &mp_type_StopIteration || type == &mp_type_IndexError) {
            return MP_OBJ_STOP_ITERATION;
        }
        nlr_jump(nlr.ret_val);
    }
    mp_obj_t item = mp_call_method_n_kw(1, 0, self->call);
    nlr_pop();
    self->call[2] = MP_OBJ_NEW_SMALL_INT(MP_OBJ_SMALL_INT_VALUE(self->call[2]) + 1);
    return item;
}

static MP_DEFINE_CONST_OBJ_TYPE(getitem_iter_type, Q(iterator), MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                                getitem_next);

mp_obj_t mp_obj_new_getitem_iter(mp_obj_t *args, mp_obj_iter_buf_t *iter_buf) {
    MP_STATIC_ASSERT(sizeof(getitem_iter) <= sizeof(mp_obj_iter_buf_t));
    getitem_iter *self = (getitem_iter *)(void *)iter_buf;
    self->base.type = &getitem_iter_type;
    self->call[0] = args[0];
    self->call[1] = args[1];
    self->call[2] = MP_OBJ_NEW_SMALL_INT(0);
    return MP_OBJ_FROM_PTR(self);
}
