// SPDX-License-Identifier: 0BSD
// What the entry points share. The linker takes the simplest one that suffices for the module.
//
// Start code runs before any fix-up, so it must not use a word that needs one: no switch and no
// string. We compile it with -fno-jump-tables, because compilers turn comparisons into switches.
//
// Where text is a block of the firmware's heap (NATMOD_STARTER), all but the smallest start code is
// a raw code of its own, the starter, and the module is its only child. Nothing refers to the
// starter after the import, so the garbage collector takes it back. It is linked by itself, for any
// address: it finds the firmware and the module through its function object, which also keeps both
// alive while it runs.
#ifndef NATMOD_START_H
#define NATMOD_START_H

#include "../rt.h"

#define HIDDEN __attribute__((visibility("hidden")))
extern HIDDEN uint8_t natmod_text[];  // not const: a compiler may drop writes to what is
extern uintptr_t natmod_ram[];

// What comes after start code; the linker knows what that is. In the module: mpy_init, or what
// calls constructors first. In a starter: what runs the module, or makes its globals.
HIDDEN mp_obj_t natmod_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);

// Up to MicroPython 1.23 nothing on an ESP32 or ESP8266 keeps the RAM block alive, because the
// garbage collector does not scan text there. It does scan the module's table of objects, where the
// linker leaves an entry free for the block's address.
#if defined(__XTENSA__) || defined(__xtensa__)
extern uintptr_t mp_native_obj_table[];
#define KEEP_RAM_BLOCK() (mp_native_obj_table[0] = (uintptr_t)natmod_ram)
#else
#define KEEP_RAM_BLOCK() ((void)0)
#endif

// natmod_obj_from_qstr(), which start code cannot call.
static MP_ALWAYSINLINE inline uintptr_t object_of_qstr(const mp_fun_table_t *table, qstr q) {
#if NATMOD_ABI == 1
    return (uintptr_t)table->const_none == 0x0e ? q << 4 | 6 : q << 3 | 2;
#else
    return (uintptr_t)table->native_to_obj(q, MP_NATIVE_TYPE_QSTR);
#endif
}

// An attribute of a module of the firmware's.
static inline mp_obj_t find_attribute(const mp_fun_table_t *table, qstr module, qstr name) {
    mp_obj_t none = (mp_obj_t)table->const_none;
    return table->import_from(table->import_name(module, none, MP_OBJ_NEW_SMALL_INT(0)), name);
}

#if NATMOD_STARTER

// The linker makes the function table the first entry of the table of objects.
static MP_ALWAYSINLINE inline const mp_fun_table_t *fun_table(const mp_obj_fun_bc_t *self) {
    return (const mp_fun_table_t *)self->context->constants.obj_table[0];
}

// Where the module's text is written.
static MP_ALWAYSINLINE inline uintptr_t *written_text(const mp_obj_fun_bc_t *self) {
    return (uintptr_t *)self->child_table[0]->fun_data;
}

// Where text executes. That is another address on the nRF52, as far from the first as the starter's
// two addresses are from each other.
static MP_ALWAYSINLINE inline uintptr_t executed_text(const mp_obj_fun_bc_t *self) {
    return (uintptr_t)written_text(self) + ((uintptr_t)natmod_text - (uintptr_t)self->bytecode);
}

#else

static MP_ALWAYSINLINE inline const mp_fun_table_t *fun_table(const mp_obj_fun_bc_t *self) {
    (void)self;
    return &mp_fun_table;
}

// On the nRF52 text executes at another address than it is written at. The symbol has the former,
// from the loader's relocation; the function object has the latter.
static MP_ALWAYSINLINE inline uintptr_t *written_text(const mp_obj_fun_bc_t *self) {
#if defined(__arm__)
    return (uintptr_t *)self->bytecode;
#else
    (void)self;
    return (uintptr_t *)natmod_text;
#endif
}
static MP_ALWAYSINLINE inline uintptr_t executed_text(const mp_obj_fun_bc_t *self) {
    (void)self;
    return (uintptr_t)natmod_text;
}

#endif

#endif
