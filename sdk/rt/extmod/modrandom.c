// The seed of a generator of random numbers.
#include "../rt.h"

NATMOD_QSTR(uos);
NATMOD_QSTR(urandom);

uint32_t natmod_random_seed(void) {
    mp_obj_t urandom[3];
    mp_obj_t os = mp_import_name(Q(uos), mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_load_method_maybe(os, Q(urandom), urandom);
    uint32_t seed = 0;
    // Without a source of randomness a firmware's own generator begins with the same seed, too.
    if (urandom[0] == MP_OBJ_NULL) {
        return seed;
    }
    urandom[2] = MP_OBJ_NEW_SMALL_INT(sizeof(seed));
    mp_buffer_info_t random;
    mp_get_buffer_raise(mp_call_method_n_kw(1, 0, urandom), &random, MP_BUFFER_READ);
    memcpy(&seed, random.buf, random.len < sizeof(seed) ? random.len : sizeof(seed));
    return seed;
}
