// SPDX-License-Identifier: 0BSD
// Globals that the linker has packed: the import makes the dict, as the table in the source has it.
// docs/how-it-works.md, "Packed globals", has the format.
#ifndef NATMOD_START_PACKED_GLOBALS_H
#define NATMOD_START_PACKED_GLOBALS_H

#include "chain.h"

// The linker makes it the first entry of the table of objects.
static inline const mp_fun_table_t *packed_fun_table(const mp_obj_fun_bc_t *self) {
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
static inline const uint16_t *packed_values(const mp_obj_fun_bc_t *self, uintptr_t *base) {
    *base = TABLES_ARE_IN_RAM ? written_text(self)[natmod_packed_globals[1]] : executed_text(self);
    return natmod_packed_globals + 3;
}
#else
static inline const uint16_t *packed_values(const mp_obj_fun_bc_t *self, uintptr_t *base) {
    (void)self;
    *base = TABLES_ARE_IN_RAM ? (uintptr_t)natmod_ram : (uintptr_t)natmod_text;
    return natmod_packed_globals + 2;
}
#endif

// Text's words that become attributes of module builtins: the mark; pairs of the word and the
// qstr's place in the table; 0.
extern HIDDEN const uint16_t natmod_packed_builtins[];

static inline void find_builtins(const mp_obj_fun_bc_t *self, const mp_fun_table_t *table) {
    const uint16_t *item = natmod_packed_builtins + 1;
    mp_obj_t builtins =
        table->import_name(Q_builtins, (mp_obj_t)table->const_none, MP_OBJ_NEW_SMALL_INT(0));
    do {
        qstr name = self->context->constants.qstr_table[item[1]];
        written_text(self)[item[0]] = (uintptr_t)table->import_from(builtins, name);
        item += 2;
    } while (*item != 0);
}

#endif
