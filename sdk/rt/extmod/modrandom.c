// SPDX-License-Identifier: 0BSD
// The seed of a generator of random numbers.
#include "../rt.h"

NATMOD_QSTR(uos);
NATMOD_QSTR(urandom);

uint32_t natmod_random_seed(void) {
    mp_obj_t urandom[3];
    mp_obj_t os = mp_import_name(Q(uos), mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_load_method_maybe(os, Q(urandom), urandom);
    // Without a source of randomness a firmware's own generator begins with the same seed, too.
    if (urandom[0] == MP_OBJ_NULL) {
        return 0;
    }
    urandom[2] = MP_OBJ_NEW_SMALL_INT(sizeof(uint32_t));
    // A bytes object of the firmware's, whose content is a block of the heap.
    const mp_obj_str_t *random =
        (const mp_obj_str_t *)MP_OBJ_TO_PTR(mp_call_method_n_kw(1, 0, urandom));
    return *(const uint32_t *)(const void *)random->data;
}
