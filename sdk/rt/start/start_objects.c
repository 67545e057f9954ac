// SPDX-License-Identifier: 0BSD
// The entry point of a module whose late words are all qstr objects in tables. Small modules are
// like that, so every byte counts here.
#include "chain.h"

// One call: the table's address would cost more than the entry's.
#if NATMOD_ABI == 1
#define OBJECT_OF_QSTR(q) natmod_obj_from_qstr(q)
#else
#define OBJECT_OF_QSTR(q) natmod_tab_native_to_obj(q, MP_NATIVE_TYPE_QSTR)
#endif

mp_obj_t natmod_start_objects(mp_obj_fun_bc_t *self);
mp_obj_t natmod_start_objects(mp_obj_fun_bc_t *self) {
    KEEP_RAM_BLOCK();
    const qstr_short_t *qstrs = self->context->constants.qstr_table;
    uintptr_t *word = TABLE_CHAIN;
    uint32_t link = (uint32_t)*word;
    do {
        word = chain_next(word, link);
        link = chain_link(word, (uintptr_t)TABLE_CHAIN);
        *word = (uintptr_t)OBJECT_OF_QSTR(qstrs[(uint16_t)link]);
    } while (link >> CHAIN_SKIP_AT != 0);
    return natmod_init(self, 0, 0, NULL);
}
