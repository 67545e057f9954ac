// SPDX-License-Identifier: 0BSD
// Fills in the words of fix-up chains, for two entry points in ../starter. With ALL_KINDS 0 a link
// may only be of a common kind.
#ifndef NATMOD_START_FOLLOW_CHAIN_H
#define NATMOD_START_FOLLOW_CHAIN_H

#include "chain.h"

static inline uintptr_t chain_value(uint32_t link, const mp_module_context_t *context,
                                    const mp_fun_table_t *table) {
    unsigned kind = (uint16_t)link >> CHAIN_KIND_AT;
    size_t index = link & CHAIN_INDEX;
    if (ALL_KINDS && kind == CHAIN_MODULE_TYPE) {
        return (uintptr_t)context->module.base.type;
    }
    if (ALL_KINDS && kind == CHAIN_ENTRY_TYPE) {
        return (uintptr_t)table->obj_get_type(((const mp_obj_t *)table)[index]);
    }
    const qstr_short_t *qstrs = context->constants.qstr_table;
    if (ALL_KINDS && kind >= CHAIN_ARGUMENT) {
        uintptr_t flags = (link >> CHAIN_FLAGS_AT & 3) | (link >> (CHAIN_FLAGS_AT - 6) & 0x300);
        return qstrs[link & CHAIN_ARGUMENT_QSTR] | flags << 16;
    }
    qstr q = qstrs[index];
    if (kind == CHAIN_QSTR_OBJECT) {
        return object_of_qstr(table, q);
    }
    if (kind == CHAIN_BUILTIN) {
        return (uintptr_t)find_attribute(table, Q_builtins, q);
    }
    return q;
}

// `word` is the head, `link` what is in it; `head` is its address as the loader relocates it.
static MP_NOINLINE void follow(uintptr_t *word, uint32_t link, uintptr_t head,
                               const mp_obj_fun_bc_t *self) {
    const mp_fun_table_t *table = fun_table(self);
    while (link >> CHAIN_SKIP_AT != 0) {
        word = chain_next(word, link);
        link = chain_link(word, head);
        uintptr_t content = chain_value(link, self->context, table);
        if ((uint16_t)link >> CHAIN_KIND_AT == CHAIN_TYPE) {
            word[1] |= content << 16;
            content = (uintptr_t)table->type_type;
        }
        *word = content;
    }
}

#if NATMOD_STARTER

extern HIDDEN const natmod_starter_chains natmod_fixups;

static inline mp_obj_t follow_chains(mp_obj_fun_bc_t *self) {
    const natmod_starter_chains *chains = &natmod_fixups;
    uintptr_t *text = written_text(self);
    uintptr_t *ram = (uintptr_t *)text[chains->anchor];
    follow(text - 1, (uint32_t)chains->text << CHAIN_SKIP_AT, executed_text(self), self);
    follow(ram - 1, (uint32_t)chains->ram << CHAIN_SKIP_AT, (uintptr_t)ram, self);
    return natmod_init(self, 0, 0, NULL);
}

#else

static inline mp_obj_t follow_chains(mp_obj_fun_bc_t *self) {
    KEEP_RAM_BLOCK();
    uintptr_t text_size = (uintptr_t)natmod_chain_text - (uintptr_t)natmod_text;
    uintptr_t *head = (uintptr_t *)((uintptr_t)written_text(self) + text_size);
    follow(head, (uint32_t)*head, (uintptr_t)natmod_chain_text, self);
#if TABLES_ARE_IN_RAM
    follow(natmod_chain_ram, (uint32_t)*natmod_chain_ram, (uintptr_t)natmod_chain_ram, self);
#endif
    return natmod_init(self, 0, 0, NULL);
}

#endif

#endif
