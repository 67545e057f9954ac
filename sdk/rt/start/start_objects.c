// The entry point of a module whose late words are all qstr objects in tables. Small modules are
// like that, so every byte counts here.
#include "chain.h"

mp_obj_t natmod_start_objects(mp_obj_fun_bc_t *self);
mp_obj_t natmod_start_objects(mp_obj_fun_bc_t *self) {
    KEEP_RAM_BLOCK();
    const qstr_short_t *qstrs = self->context->constants.qstr_table;
    uintptr_t *word = TABLE_CHAIN;
    uint32_t link = (uint32_t)*word;
    do {
        word = chain_next(word, link);
        link = chain_link(word, (uintptr_t)TABLE_CHAIN);
        *word = object_of_qstr(&mp_fun_table, qstrs[(uint16_t)link]);
    } while (link >> CHAIN_SKIP_AT != 0);
    return natmod_init(self, 0, 0, NULL);
}
