// SPDX-License-Identifier: 0BSD
// Makes the globals of a module where they are packed, few, and all objects of its own. Small
// modules are like that, so every byte counts here: we keep little in registers.
#include "../start/packed_globals.h"

static MP_ALWAYSINLINE inline mp_obj_t store(mp_obj_fun_bc_t *self, words_kind words,
                                             bool with_init) {
    mp_module_context_t *context = (mp_module_context_t *)(uintptr_t)self->context;
    uintptr_t base;
    const uint16_t *packed = packed_values(self, &base);
    const mp_fun_table_t *table = packed_fun_table(self);
    FORGET_FUN_TABLE(self);
    mp_obj_dict_t *dict = (mp_obj_dict_t *)MP_OBJ_TO_PTR(table->new_dict(packed[-1]));
    context->module.globals = dict;
    // As in firmware, the dict is ordered and fixed.
#if NATMOD_STARTER
    // Boards may lack OrderedDict, and a store into an ordered dict crashes there. One word, where
    // bit fields would be six instructions.
    *(size_t *)(void *)&dict->map = (size_t)packed[-1] << 3 | 7;
    mp_map_elem_t *elem = dict->map.table;
#else
    // A store goes through the entries that there are. 16 bytes less on x64.
    dict->map.is_ordered = 1;
#endif
    const qstr_short_t *qstr = context->constants.qstr_table;
    uintptr_t value = object_of_qstr(table, *qstr++);
    do {
#if NATMOD_STARTER
        elem->value = (mp_obj_t)value;
        elem++->key = (mp_obj_t)object_of_qstr(table, *qstr++);
#else
        table->store_attr(MP_OBJ_FROM_PTR(context), *qstr++, (mp_obj_t)value);
#endif
        value = base + *packed++;
    } while ((value & PACKED_INT) == 0);
#if !NATMOD_STARTER
    context->module.globals->map.is_fixed = 1;
#endif
    if (words != NO_WORDS || with_init) {
        __asm__("" : "+r"(packed));  // no pointer beside it
    }
    if (words != NO_WORDS) {
        packed = fill_in_words(self, context, table, words, packed);
    }
    if (with_init) {
        call_init(self, table, base + *packed);
    }
    return MP_OBJ_FROM_PTR(context);
}

// For each kind of words, with and without __init__.
#define STORE(name, words, with_init)         \
    mp_obj_t name(mp_obj_fun_bc_t *self);     \
    mp_obj_t name(mp_obj_fun_bc_t *self) {    \
        return store(self, words, with_init); \
    }
#if NATMOD_STARTER
STORE(natmod_starter_store_globals, NO_WORDS, false)
STORE(natmod_starter_store_globals_and_builtins, WORDS_OF_BUILTINS, false)
STORE(natmod_starter_store_globals_and_words, WORDS_OF_QSTRS_TOO, false)
STORE(natmod_starter_store_globals_with_init, NO_WORDS, true)
STORE(natmod_starter_store_globals_and_builtins_with_init, WORDS_OF_BUILTINS, true)
STORE(natmod_starter_store_globals_and_words_with_init, WORDS_OF_QSTRS_TOO, true)
#else
STORE(natmod_store_globals, NO_WORDS, false)
STORE(natmod_store_globals_and_builtins, WORDS_OF_BUILTINS, false)
STORE(natmod_store_globals_and_words, WORDS_OF_QSTRS_TOO, false)
STORE(natmod_store_globals_with_init, NO_WORDS, true)
STORE(natmod_store_globals_and_builtins_with_init, WORDS_OF_BUILTINS, true)
STORE(natmod_store_globals_and_words_with_init, WORDS_OF_QSTRS_TOO, true)
#endif
