// SPDX-License-Identifier: 0BSD
// The seed of a generator of random numbers.
#include "../rt.h"

#if defined(__x86_64__) || defined(__i386__)
// Firmware for these is a program, one of many on its machine. The processor's clock costs an
// import much less than os.urandom; programs that start at the same moment differ in where their
// stack is.
uint32_t natmod_random_seed(void) {
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return low ^ (uint32_t)((uintptr_t)&high >> 4);
}
#else
NATMOD_QSTR(uos);
NATMOD_QSTR(urandom);

uint32_t natmod_random_seed(void) {
    const mp_fun_table_t *table = &mp_fun_table;
    __asm__("" : "+r"(table));  // one late value, not one for each entry
    mp_obj_t urandom[4];
    mp_obj_t os = table->import_name(Q(uos), (mp_obj_t)table->const_none, MP_OBJ_NEW_SMALL_INT(0));
#if NATMOD_ABI >= 3
    table->load_method_maybe(os, Q(urandom), urandom);
#else
    mp_load_method_maybe(os, Q(urandom), urandom);
#endif
    // Without a source of randomness a firmware's own generator begins with the same seed, too.
    if (urandom[0] == MP_OBJ_NULL) {
        return 0;
    }
    urandom[2] = MP_OBJ_NEW_SMALL_INT(sizeof(uint32_t));
    // A bytes object of the firmware's, whose content is a block of the heap.
    const mp_obj_str_t *random =
        (const mp_obj_str_t *)MP_OBJ_TO_PTR(table->call_method_n_kw(1, 0, urandom));
    return *(const uint32_t *)(const void *)random->data;
}
#endif
