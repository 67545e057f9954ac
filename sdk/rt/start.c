// The entry point of a module with fix-ups: gives every word its value that only the firmware knows.
// The stream is described in docs/how-it-works.md, section "Fix-up stream".
//
// It runs before any fix-up: it may use no word that needs one, so no switch (whose jump table may be
// such words) and no string.
#include "rt.h"

#define HIDDEN __attribute__((visibility("hidden")))
typedef void (*init_function)(void);
extern HIDDEN const uint8_t natmod_fixups[];
extern HIDDEN const init_function __init_array_start[], __init_array_end[];
extern uintptr_t natmod_ram[];

#define LAST_STATIC_QSTR 165

typedef struct {
    const uint8_t *at;
    const mp_module_context_t *context;
    const void **found;
    uintptr_t text;
    size_t next;  // entry of the qstr table that kind 1 takes
} reader;

static size_t read_varuint(reader *r) {
    size_t value = 0;
    unsigned byte_read;
    do {
#if defined(__XTENSA__) || defined(__xtensa__)
        // Text is in instruction RAM, which has no byte access.
        uintptr_t address = (uintptr_t)r->at++;
        byte_read = *(const volatile uint32_t *)(address & ~(uintptr_t)3) >> (8 * (address & 3));
#else
        byte_read = *r->at++;
#endif
        value = value << 7 | (byte_read & 0x7f);
    } while (byte_read & 0x80);
    return value;
}

static qstr table_qstr(reader *r, size_t entry) {
    return r->context->constants.qstr_table[entry];
}

static qstr read_qref(reader *r) {
    size_t ref = read_varuint(r);
    return ref <= LAST_STATIC_QSTR ? ref : table_qstr(r, ref - LAST_STATIC_QSTR);
}

static uintptr_t table_entry(reader *r) {
    return ((const uintptr_t *)&mp_fun_table)[read_varuint(r)];
}

// An object by one of the ways `how`. A module or attribute that is missing raises ImportError.
static const void *find(reader *r) {
    size_t how = read_varuint(r);
    if (how == 1) {
        return r->context->module.base.type;
    }
    if (how == 2) {
        return mp_obj_get_type((mp_obj_t)table_entry(r));
    }
    if (how == 4) {
        const mp_obj_type_t *type = (const mp_obj_type_t *)table_entry(r);
        return type->slots[(&type->slot_index_make_new)[read_varuint(r)] - 1];
    }
    qstr name = how == 0 ? Q_builtins : read_qref(r);
    mp_obj_t module = mp_import_name(name, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    return mp_import_from(module, read_qref(r));
}

// What a fix-up of kinds 1 to 8 adds to its word.
static uintptr_t read_value(reader *r, unsigned kind) {
    if (kind == 1) {
        return (uintptr_t)natmod_obj_from_qstr(table_qstr(r, r->next++));
    }
    if (kind == 5) {
        return r->text;
    }
    if (kind == 6) {
        return (uintptr_t)natmod_ram;
    }
    if (kind == 7) {
        return (uintptr_t)r->found[read_varuint(r)];
    }
    if (kind == 8) {
        return table_entry(r);
    }
    qstr q = read_qref(r);
    if (kind == 2) {
        return (uintptr_t)natmod_obj_from_qstr(q);
    }
    return kind == 3 ? q : q << 16;
}

static void apply(reader *r, uintptr_t *word) {
    for (;;) {
        unsigned op = (unsigned)read_varuint(r);
        if (op == 0) {
            return;
        }
        unsigned kind = op >> 4;
        size_t skip = op & 15;
        word += skip == 15 ? 15 + read_varuint(r) : skip;
        if (kind < 9) {
            *word++ += read_value(r, kind);
            continue;
        }
        // 9 and 10: pairs of a qstr object and an address; 11 and 12: addresses. Odd: of text.
        for (size_t n = read_varuint(r); n != 0; --n) {
            if (kind < 11) {
                *word++ += read_value(r, 1);
            }
            *word++ += read_value(r, kind & 1 ? 5 : 6);
        }
    }
}

mp_obj_t natmod_start(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);
mp_obj_t natmod_start(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    reader r;
    r.at = natmod_fixups;
    r.context = self->context;
    r.text = (uintptr_t)self->bytecode;
    r.next = 1;
    size_t n_found = read_varuint(&r);
    const void *found[n_found + 1];
    r.found = found;
    for (size_t i = 0; i < n_found; ++i) {
        found[i] = find(&r);
    }
    for (;;) {
        size_t base = read_varuint(&r);
        if (base == 0) {
            break;
        }
        apply(&r, base == 1 ? (uintptr_t *)r.text : natmod_ram);
    }
    for (const init_function *function = __init_array_start; function < __init_array_end; ++function) {
        (*function)();
    }
    return mpy_init(self, n_args, n_kw, args);
}
