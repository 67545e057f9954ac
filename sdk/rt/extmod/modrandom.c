// The seed of a generator of random numbers.
#include "../rt.h"

#include "py/mphal.h"

NATMOD_QSTR(uos);
NATMOD_QSTR(urandom);

uint32_t natmod_random_seed(void) {
    mp_obj_t urandom[3];
    mp_obj_t os = mp_import_name(Q(uos), mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_load_method_maybe(os, Q(urandom), urandom);
    if (urandom[0] == MP_OBJ_NULL) {  // a port without a source of randomness
        return (uint32_t)mp_hal_ticks_us();
    }
    uint32_t seed = 0;
    urandom[2] = MP_OBJ_NEW_SMALL_INT(sizeof(seed));
    mp_buffer_info_t random;
    mp_get_buffer_raise(mp_call_method_n_kw(1, 0, urandom), &random, MP_BUFFER_READ);
    memcpy(&seed, random.buf, random.len < sizeof(seed) ? random.len : sizeof(seed));
    return seed;
}
