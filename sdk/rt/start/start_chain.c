// The entry point of a module whose fix-up chains may be of all kinds and in both blocks.
#include "chain.h"

static uintptr_t value(uint32_t link, const mp_module_context_t *context) {
    unsigned kind = (uint16_t)link >> CHAIN_KIND_AT;
    size_t index = link & CHAIN_INDEX;
    if (kind == CHAIN_MODULE_TYPE) {
        return (uintptr_t)context->module.base.type;
    }
    if (kind == CHAIN_ENTRY_TYPE) {
        return (uintptr_t)mp_obj_get_type(((const mp_obj_t *)&mp_fun_table)[index]);
    }
    const qstr_short_t *qstrs = context->constants.qstr_table;
    if (kind >= CHAIN_ARGUMENT) {
        uintptr_t flags = (link >> CHAIN_FLAGS_AT & 3) | (link >> (CHAIN_FLAGS_AT - 6) & 0x300);
        return qstrs[link & CHAIN_ARGUMENT_QSTR] | flags << 16;
    }
    qstr q = qstrs[index];
    if (kind == CHAIN_QSTR_OBJECT) {
        return (uintptr_t)QSTR_OBJECT(q);
    }
    if (kind == CHAIN_BUILTIN) {
        mp_obj_t builtins = mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
        return (uintptr_t)mp_import_from(builtins, q);
    }
    return q;
}

// `word` is the head; `head` is its address as the loader relocates it.
static MP_NOINLINE void follow(uintptr_t *word, const void *head,
                               const mp_module_context_t *context) {
    for (uint32_t link = (uint32_t)*word; link >> CHAIN_SKIP_AT != 0;) {
        word = chain_next(word, link);
        link = chain_link(word, head);
        uintptr_t content = value(link, context);
        if ((uint16_t)link >> CHAIN_KIND_AT == CHAIN_TYPE) {
            word[1] |= content << 16;
            content = (uintptr_t)&mp_type_type;
        }
        *word = content;
    }
}

mp_obj_t natmod_start_chain(mp_obj_fun_bc_t *self);
mp_obj_t natmod_start_chain(mp_obj_fun_bc_t *self) {
    KEEP_RAM_BLOCK();
    // The nRF52 runs text at one address and writes it at another. The symbol has the former, from
    // the loader's relocation; the function object has the latter.
    uintptr_t text_size = (uintptr_t)natmod_chain_text - (uintptr_t)natmod_text;
    follow((uintptr_t *)((uintptr_t)self->bytecode + text_size), natmod_chain_text, self->context);
#if TABLES_ARE_IN_RAM
    follow(natmod_chain_ram, natmod_chain_ram, self->context);
#endif
    return mpy_init(self, 0, 0, NULL);
}
