// Globals that the linker has packed: the import makes the dict, as the table in the source has it.
// docs/how-it-works.md, "Packed globals", has the format.
#ifndef NATMOD_START_PACKED_GLOBALS_H
#define NATMOD_START_PACKED_GLOBALS_H

#include "chain.h"

// The mark; in a starter the anchor's word in text; the number of entries; the values; PACKED_INT.
extern HIDDEN const uint16_t natmod_packed_globals[];

// Addresses count from `base`, the start of the block that tables are in.
#if NATMOD_STARTER
#define packed_fun_table fun_table
static inline const uint16_t *packed_values(const mp_obj_fun_bc_t *self, uintptr_t *base) {
    *base = TABLES_ARE_IN_RAM ? written_text(self)[natmod_packed_globals[1]] : executed_text(self);
    return natmod_packed_globals + 3;
}
#else
// The linker makes it the first entry of the table of objects.
static inline const mp_fun_table_t *packed_fun_table(const mp_obj_fun_bc_t *self) {
    uintptr_t *first = (uintptr_t *)(uintptr_t)self->context->constants.obj_table;
    const mp_fun_table_t *table = (const mp_fun_table_t *)*first;
#if defined(__XTENSA__) || defined(__xtensa__)
    *first = (uintptr_t)natmod_ram;  // KEEP_RAM_BLOCK()
#endif
    return table;
}
static inline const uint16_t *packed_values(const mp_obj_fun_bc_t *self, uintptr_t *base) {
    (void)self;
    *base = TABLES_ARE_IN_RAM ? (uintptr_t)natmod_ram : (uintptr_t)natmod_text;
    return natmod_packed_globals + 2;
}
#endif

#endif
