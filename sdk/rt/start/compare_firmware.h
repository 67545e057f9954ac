// SPDX-License-Identifier: 0BSD
// What a module that is linked to one firmware does before anything else: in any other firmware it
// raises ImportError, because its addresses would lead anywhere.
#ifndef NATMOD_START_COMPARE_FIRMWARE_H
#define NATMOD_START_COMPARE_FIRMWARE_H

#include "../firmware_identity.h"
#include "start.h"

extern HIDDEN const uint32_t natmod_firmware[];

static bool is_same_span(const uint32_t *span, uintptr_t table, uintptr_t base) {
    const uint8_t *at = (const uint8_t *)(table + (uintptr_t)(intptr_t)(int32_t)span[0]);
    bool pointers = (span[1] & IDENTITY_POINTERS) != 0;
    uint32_t sum = 0;
    for (uint32_t n = span[1] >> IDENTITY_COUNT_AT; n != 0; --n) {
        uint32_t word = *(const uint32_t *)at;
        if (pointers) {
            word -= (uint32_t)base;
        }
        sum = (sum ^ word) * IDENTITY_FACTOR;
        at += pointers ? sizeof(uintptr_t) : sizeof(uint32_t);
    }
    return sum == span[2];
}

// `error` is the exception's text.
static inline void compare_firmware(const mp_fun_table_t *functions, const char *error) {
    uintptr_t table = (uintptr_t)functions;
    uint32_t fixed = natmod_firmware[1];
    bool same = fixed == 0 || fixed == (uint32_t)table;
    for (const uint32_t *span = natmod_firmware + IDENTITY_HEAD_WORDS; same && span[1] != 0;
         span += IDENTITY_SPAN_WORDS) {
        same = is_same_span(span, table, fixed == 0 ? table : 0);
    }
    if (same) {
        return;
    }
    mp_obj_t type = (mp_obj_t)functions->load_global(Q_ImportError);
    // Firmware that was built without texts of errors has no such function.
    if (functions->raise_msg != NULL) {
        functions->raise_msg((const mp_obj_type_t *)type, error);
    }
    functions->raise(type);
}

#endif
