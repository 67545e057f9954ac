// SPDX-License-Identifier: 0BSD
// attrtuples: tuples whose items have names.
#include "../rt.h"

// The names are behind the items.
static const qstr *names_of(const mp_obj_tuple_t *self) {
    return (const qstr *)MP_OBJ_TO_PTR(self->items[self->len]);
}

void mp_obj_attrtuple_print_helper(const mp_print_t *print, const qstr *fields, mp_obj_tuple_t *o) {
    mp_print_str(print, "(");
    for (size_t i = 0; i < o->len; ++i) {
        mp_printf(print, i == 0 ? "%q=" : ", %q=", fields[i]);
        mp_obj_print_helper(print, o->items[i], PRINT_REPR);
    }
    mp_print_str(print, ")");
}

static void attrtuple_print(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind) {
    (void)kind;
    mp_obj_tuple_t *self = (mp_obj_tuple_t *)MP_OBJ_TO_PTR(o_in);
    mp_obj_attrtuple_print_helper(print, names_of(self), self);
}

static void attrtuple_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    const mp_obj_tuple_t *self = (const mp_obj_tuple_t *)MP_OBJ_TO_PTR(self_in);
    for (size_t i = 0; dest[0] == MP_OBJ_NULL && i < self->len; ++i) {
        if (names_of(self)[i] == attr) {
            dest[0] = self->items[i];
        }
    }
}

// The firmware takes an object for a tuple if its type has the iter slot of tuples; isinstance()
// does not, for there is no parent.
NATMOD_QSTR(tuple);
MP_DEFINE_CONST_OBJ_TYPE(mp_type_attrtuple, Q(tuple), MP_TYPE_FLAG_ITER_IS_GETITER, iter,
                         mp_obj_tuple_getiter, print, attrtuple_print, unary_op,
                         mp_obj_tuple_unary_op, binary_op, mp_obj_tuple_binary_op, attr,
                         attrtuple_attr, subscr, mp_obj_tuple_subscr);

mp_obj_t mp_obj_new_attrtuple(const qstr *fields, size_t n, const mp_obj_t *items) {
    mp_obj_tuple_t *o =
        mp_obj_malloc_var(mp_obj_tuple_t, items, mp_obj_t, n + 1, &mp_type_attrtuple);
    o->len = n;
    memcpy(o->items, items, n * sizeof(mp_obj_t));
    o->items[n] = MP_OBJ_FROM_PTR(fields);
    return MP_OBJ_FROM_PTR(o);
}
