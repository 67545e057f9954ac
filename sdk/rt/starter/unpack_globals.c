// SPDX-License-Identifier: 0BSD
// Makes the globals of a module where they are packed, whatever their number and values.
#include "../start/packed_globals.h"

static MP_ALWAYSINLINE inline mp_obj_t unpack(mp_obj_fun_bc_t *self, words_kind words,
                                              bool with_init) {
    mp_module_context_t *context = (mp_module_context_t *)(uintptr_t)self->context;
    uintptr_t base;
    const uint16_t *packed = packed_values(self, &base);
    const mp_fun_table_t *table = packed_fun_table(self);
    FORGET_FUN_TABLE(self);
    size_t n = packed[-1];
    mp_obj_dict_t *dict = (mp_obj_dict_t *)MP_OBJ_TO_PTR(table->new_dict(n));
    context->module.globals = dict;
    mp_map_elem_t *elem = dict->map.table;
    dict->map.used = n;
    dict->map.is_ordered = dict->map.is_fixed = 1;  // as in firmware
    const qstr_short_t *qstr = context->constants.qstr_table;
    uintptr_t value = object_of_qstr(table, *qstr);
    for (;;) {
        elem->key = (mp_obj_t)object_of_qstr(table, *++qstr);
        elem->value = (mp_obj_t)value;
        if (--n == 0) {
            ++packed;
            if (words != NO_WORDS) {
                packed = fill_in_words(self, context, table, words, packed);
            }
            if (with_init) {
                call_init(self, table, base + *packed);
            }
            return MP_OBJ_FROM_PTR(context);
        }
        ++elem;
        value = *packed++;
        if ((value & PACKED_INT) != 0) {
            value = (uintptr_t)(intptr_t)(int16_t)value;
        } else if ((value & PACKED_WORD) != 0) {
            value = *(const uintptr_t *)(base + value - PACKED_WORD);
        } else {
            value += base;
        }
    }
}

// For each kind of words, with and without __init__.
#define UNPACK(name, words, with_init)         \
    mp_obj_t name(mp_obj_fun_bc_t *self);      \
    mp_obj_t name(mp_obj_fun_bc_t *self) {     \
        return unpack(self, words, with_init); \
    }
#if NATMOD_STARTER
UNPACK(natmod_starter_unpack_globals, NO_WORDS, false)
UNPACK(natmod_starter_unpack_globals_and_builtins, WORDS_OF_BUILTINS, false)
UNPACK(natmod_starter_unpack_globals_and_words, WORDS_OF_QSTRS_TOO, false)
UNPACK(natmod_starter_unpack_globals_with_init, NO_WORDS, true)
UNPACK(natmod_starter_unpack_globals_and_builtins_with_init, WORDS_OF_BUILTINS, true)
UNPACK(natmod_starter_unpack_globals_and_words_with_init, WORDS_OF_QSTRS_TOO, true)
#else
UNPACK(natmod_unpack_globals, NO_WORDS, false)
UNPACK(natmod_unpack_globals_and_builtins, WORDS_OF_BUILTINS, false)
UNPACK(natmod_unpack_globals_and_words, WORDS_OF_QSTRS_TOO, false)
UNPACK(natmod_unpack_globals_with_init, NO_WORDS, true)
UNPACK(natmod_unpack_globals_and_builtins_with_init, WORDS_OF_BUILTINS, true)
UNPACK(natmod_unpack_globals_and_words_with_init, WORDS_OF_QSTRS_TOO, true)
#endif
