// Iteration.
#include "../rt.h"

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

// The firmware keeps the value of an iteration that ended in its own state, which the table does
// not reach. It puts there what a __next__ raises, so this is the iterator that raises it.
typedef struct {
    mp_obj_base_t base;
    mp_obj_t value;
} ending;

static mp_obj_t ending_next(mp_obj_t self) {
    mp_raise_StopIteration(((ending *)MP_OBJ_TO_PTR(self))->value);
}
static MP_DEFINE_CONST_FUN_OBJ_1(ending_next_obj, ending_next);

static void ending_attr(mp_obj_t self, qstr attr, mp_obj_t *dest) {
    (void)attr;
    dest[0] = MP_OBJ_FROM_PTR(&ending_next_obj);
    dest[1] = self;
}

NATMOD_QSTR(iterator);
static MP_DEFINE_CONST_OBJ_TYPE(ending_type, Q(iterator), MP_TYPE_FLAG_NONE, attr, ending_attr);

mp_obj_t mp_make_stop_iteration(mp_obj_t o) {
    if (o == MP_OBJ_NULL) {
        return MP_OBJ_STOP_ITERATION;
    }
    ending end = {{&ending_type}, o};
    return mp_iternext(MP_OBJ_FROM_PTR(&end));
}

// An iterator object whose second word is its next function.
typedef struct {
    mp_obj_base_t base;
    mp_fun_1_t iternext;
} polymorph_iter;

static mp_obj_t polymorph_next(mp_obj_t self) {
    return ((polymorph_iter *)MP_OBJ_TO_PTR(self))->iternext(self);
}

MP_DEFINE_CONST_OBJ_TYPE(mp_type_polymorph_iter, Q(iterator), MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                         polymorph_next);

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

mp_obj_t mp_identity(mp_obj_t self) {
    return self;
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_identity_obj, mp_identity);
