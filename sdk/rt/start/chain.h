// Fix-up chains: the words whose value only the firmware knows form a list, in which each says what
// it becomes and where the next one is. docs/how-it-works.md, "Fix-up chain".
//
// Like all start code this runs before any fix-up, so it must not use a word that needs one: no
// switch and no string.
#ifndef NATMOD_START_CHAIN_H
#define NATMOD_START_CHAIN_H

#include "../fixup_stream.h"
#include "start.h"

// The heads. Text's is its last word; the RAM block's, where the linker puts tables there, is the
// first word of the part with content.
extern HIDDEN uintptr_t natmod_chain_text[];
#if defined(__arm__) || defined(__XTENSA__) || defined(__xtensa__)
extern uintptr_t natmod_chain_ram[];
#define TABLES_ARE_IN_RAM 1
#define TABLE_CHAIN natmod_chain_ram
#else
#define TABLES_ARE_IN_RAM 0
#define TABLE_CHAIN natmod_chain_text
#endif

// The word that a link leads to.
static inline uintptr_t *chain_next(uintptr_t *word, uint32_t link) {
    return word + ((int32_t)link >> CHAIN_SKIP_AT);
}

// The link in a word. To all words of a chain but its head the loader has added the address of
// their block, so that a table is one relocation, links included; the linker has made it that of
// the head.
static inline uint32_t chain_link(const uintptr_t *word, const void *head) {
    return (uint32_t)(*word - (uintptr_t)head);
}

#if NATMOD_ABI == 1
#define QSTR_OBJECT(q) natmod_obj_from_qstr(q)
#else
#define QSTR_OBJECT(q) natmod_tab_native_to_obj(q, MP_NATIVE_TYPE_QSTR)
#endif

#endif
