// SPDX-License-Identifier: 0BSD
// The check of the C stack.
#include "../rt.h"

static mp_obj_t end_of_iteration(mp_obj_t self) {
    (void)self;
    return MP_OBJ_STOP_ITERATION;
}

static MP_DEFINE_CONST_OBJ_TYPE(ended_type, (qstr)Q_value, MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                                end_of_iteration);

// The firmware checks the stack before it asks an iterator for its next item.
void mp_cstack_check(void) {
    static const mp_obj_base_t iterator = {&ended_type};
    mp_iternext(MP_OBJ_FROM_PTR(&iterator));
}
