// SPDX-License-Identifier: 0BSD
// The entry point of a module with a fix-up stream. docs/how-it-works.md describes the stream in
// "Fix-up stream".
#include "../fixup_stream.h"
#include "../start/start.h"

extern HIDDEN const uint8_t natmod_fixups[];

typedef struct {
    const uint8_t *at;
    const mp_module_context_t *context;
    size_t next;               // next entry of the qstr table
    uintptr_t block[2];        // addresses of text and of the RAM block, as the module uses them
    const uintptr_t *list[2];  // the objects found, and the function table
} reader;

static MP_NOINLINE uint8_t read_byte(reader *r) {
#if defined(__XTENSA__) || defined(__xtensa__)
    // Text is in instruction RAM, which allows no byte access.
    uintptr_t address = (uintptr_t)r->at++;
    return (uint8_t)(*(const volatile uint32_t *)(address & ~(uintptr_t)3) >> (8 * (address & 3)));
#else
    return *r->at++;
#endif
}

static MP_NOINLINE size_t read_varuint(reader *r) {
    size_t value = 0;
    uint8_t next;
    do {
        next = read_byte(r);
        value = value << 7 | (next & 0x7f);
    } while (next & 0x80);
    return value;
}

static qstr table_qstr(reader *r, size_t entry) {
    return r->context->constants.qstr_table[entry];
}

static qstr read_qref(reader *r) {
    size_t ref = read_varuint(r);
    return ref <= LAST_STATIC_QSTR ? ref : table_qstr(r, ref - LAST_STATIC_QSTR);
}

static const mp_fun_table_t *table_of(const reader *r) {
    return (const mp_fun_table_t *)r->list[1];
}

static uintptr_t table_entry(reader *r) {
    return r->list[1][read_varuint(r)];
}

// Finds an object in the way that `how` says. Raises ImportError if a module or attribute is
// missing.
static uintptr_t find(reader *r) {
    size_t how = read_varuint(r);
    if (how == FIND_MODULE_TYPE) {
        return (uintptr_t)r->context->module.base.type;
    }
    if (how == FIND_TYPE_OF_ENTRY) {
        return (uintptr_t)table_of(r)->obj_get_type((mp_obj_t)table_entry(r));
    }
    const mp_obj_type_t *type;
    if (how == FIND_TYPE_SLOT) {
        type = (const mp_obj_type_t *)table_entry(r);
    } else {
        qstr name = how == FIND_MODULE_ATTR ? read_qref(r) : Q_builtins;
        type = (const mp_obj_type_t *)find_attribute(table_of(r), name, read_qref(r));
    }
    if (how < FIND_TYPE_SLOT) {
        return (uintptr_t)type;
    }
    return (uintptr_t)type->slots[(&type->slot_index_make_new)[read_varuint(r)] - 1];
}

// The value that a fix-up adds to one word.
static MP_NOINLINE uintptr_t read_value(reader *r, unsigned kind) {
    if (kind >= FIXUP_FOUND) {
        return r->list[kind - FIXUP_FOUND][read_varuint(r)];
    }
    if (kind >= FIXUP_TEXT) {
        return r->block[kind - FIXUP_TEXT];
    }
    qstr q = kind == FIXUP_NEXT_QSTR_OBJECT ? table_qstr(r, r->next++) : read_qref(r);
    if (kind <= FIXUP_QSTR_OBJECT) {
        return object_of_qstr(table_of(r), q);
    }
    return kind == FIXUP_QSTR_NUMBER ? q : q << 16;
}

static void apply(reader *r, uintptr_t *word) {
    for (;;) {
        unsigned op = read_byte(r);  // not a varuint: kinds from 8 on have bit 7 set
        if (op == FIXUP_END) {
            return;
        }
        unsigned kind = op >> 4;
        size_t skip = op & 15;
        word += skip == FIXUP_LONG_SKIP ? FIXUP_LONG_SKIP + read_varuint(r) : skip;
        if (kind < FIXUP_PAIRS_TEXT) {
            *word++ += read_value(r, kind);
            continue;
        }
        // The kinds for text are odd.
        for (size_t n = read_varuint(r); n != 0; --n) {
            if (kind < FIXUP_RUN_TEXT) {
                *word++ += read_value(r, FIXUP_NEXT_QSTR_OBJECT);
            }
            *word++ += read_value(r, kind & 1 ? FIXUP_TEXT : FIXUP_RAM);
        }
    }
}

static inline mp_obj_t start(mp_obj_fun_bc_t *self) {
    reader r;
    r.at = natmod_fixups;
    r.context = self->context;
    r.next = 1;
    uintptr_t *written_at[2] = {written_text(self), NULL};
#if NATMOD_STARTER
    written_at[1] = (uintptr_t *)written_at[0][read_varuint(&r)];
#else
    written_at[1] = natmod_ram;
#endif
    r.block[0] = executed_text(self);
    r.block[1] = (uintptr_t)written_at[1];
    r.list[1] = (const uintptr_t *)fun_table(self);
    KEEP_RAM_BLOCK();
    size_t n_found = read_varuint(&r);
    uintptr_t found[n_found + 1];
    r.list[0] = found;
    for (size_t i = 0; i < n_found; ++i) {
        found[i] = find(&r);
    }
    for (;;) {
        size_t base = read_varuint(&r);
        if (base == FIXUP_END) {
            break;
        }
        apply(&r, written_at[base - FIXUP_SEGMENT_TEXT]);
    }
    return natmod_init(self, 0, 0, NULL);
}

#if NATMOD_STARTER
mp_obj_t natmod_starter(mp_obj_fun_bc_t *self);
mp_obj_t natmod_starter(mp_obj_fun_bc_t *self) {
    return start(self);
}
#else
mp_obj_t natmod_start(mp_obj_fun_bc_t *self);
mp_obj_t natmod_start(mp_obj_fun_bc_t *self) {
    return start(self);
}
#endif
