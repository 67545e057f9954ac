// SPDX-License-Identifier: 0BSD
// Fix-up chains. The words whose value only the firmware knows form a list; each says what it
// becomes and where the next one is. See docs/how-it-works.md, "Fix-up chain".
#ifndef NATMOD_START_CHAIN_H
#define NATMOD_START_CHAIN_H

#include "../fixup_stream.h"
#include "start.h"

// The heads, unless a starter has them. The one of text is its last word. The one of the RAM block
// is the first word of the part with content; only architectures whose tables are in RAM have it.
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

// The link in a word. The loader has added the address of the block to every word of a chain except
// the head, so that one relocation does for a table, links included. The linker has added the
// distance from the block to the head; `head` is that of a starter's chain: the block itself.
static inline uint32_t chain_link(const uintptr_t *word, uintptr_t head) {
    return (uint32_t)(*word - head);
}

#endif
