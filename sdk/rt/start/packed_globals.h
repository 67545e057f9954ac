// SPDX-License-Identifier: 0BSD
// Globals that the linker has packed: the import makes the dict, as the table in the source has it.
// docs/how-it-works.md, "Packed globals", has the format.
#ifndef NATMOD_START_PACKED_GLOBALS_H
#define NATMOD_START_PACKED_GLOBALS_H

#include "chain.h"

// The linker makes it the first entry of the table of objects.
static MP_ALWAYSINLINE inline const mp_fun_table_t *packed_fun_table(const mp_obj_fun_bc_t *self) {
    return (const mp_fun_table_t *)self->context->constants.obj_table[0];
}

// KEEP_RAM_BLOCK() afterwards.
#if defined(__XTENSA__) || defined(__xtensa__)
#define FORGET_FUN_TABLE(self) \
    (*(uintptr_t *)(uintptr_t)(self)->context->constants.obj_table = (uintptr_t)natmod_ram)
#else
#define FORGET_FUN_TABLE(self) ((void)0)
#endif

// The mark; in a starter the anchor's word in text; the number of entries; the values; PACKED_INT.
extern HIDDEN const uint16_t natmod_packed_globals[];

// Addresses count from `base`, the start of the block that tables are in.
#if NATMOD_STARTER
static MP_ALWAYSINLINE inline const uint16_t *packed_values(const mp_obj_fun_bc_t *self,
                                                            uintptr_t *base) {
    *base = TABLES_ARE_IN_RAM ? written_text(self)[natmod_packed_globals[1]] : executed_text(self);
    return natmod_packed_globals + 3;
}
#else
static MP_ALWAYSINLINE inline const uint16_t *packed_values(const mp_obj_fun_bc_t *self,
                                                            uintptr_t *base) {
    (void)self;
    *base = TABLES_ARE_IN_RAM ? (uintptr_t)natmod_ram : (uintptr_t)natmod_text;
    return natmod_packed_globals + 2;
}
#endif

// What the linker writes behind the values: the mark, then pairs of a word of text and a place in
// the qstr table, then 0. The words become attributes of module builtins; with the other mark a
// place is counted in bytes, and with PACKED_QSTR the word becomes the qstr's number.
typedef enum { NO_WORDS, WORDS_OF_BUILTINS, WORDS_OF_QSTRS_TOO } words_kind;

static MP_ALWAYSINLINE inline const uint16_t *fill_in_words(const mp_obj_fun_bc_t *self,
                                                            const mp_module_context_t *context,
                                                            const mp_fun_table_t *table,
                                                            words_kind words,
                                                            const uint16_t *mark) {
    const uint16_t *item = mark + 1;
    mp_obj_t builtins =
        table->import_name(Q_builtins, (mp_obj_t)table->const_none, MP_OBJ_NEW_SMALL_INT(0));
    for (; *item != 0; item += 2) {
        size_t place = item[1];
        const qstr_short_t *qstrs = context->constants.qstr_table;
        uintptr_t value = qstrs[place];
        if (words == WORDS_OF_QSTRS_TOO) {
            size_t bytes = place & ~(size_t)PACKED_QSTR;
            value = *(const qstr_short_t *)(const void *)((const char *)qstrs + bytes);
        }
        if (words == WORDS_OF_BUILTINS || (place & PACKED_QSTR) == 0) {
            value = (uintptr_t)table->import_from(builtins, value);
        }
        written_text(self)[*item] = value;
    }
    return item + 1;
}

// Calls an object as the firmware does a built-in module's __init__.
static MP_ALWAYSINLINE inline void call_init(const mp_obj_fun_bc_t *self,
                                             const mp_fun_table_t *table, uintptr_t init) {
    table->call_function_n_kw((mp_obj_t)init, 0, NULL);
#if NATMOD_STARTER
    // It returns to the starter, so this still has to keep it.
    __asm__ volatile("" : : "r"(self));
#else
    (void)self;
#endif
}

#endif
