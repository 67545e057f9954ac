// SPDX-License-Identifier: 0BSD
// How native code describes a function to the firmware (function-table entry 26).
#ifndef NATMOD_PY_EMITGLUE_H
#define NATMOD_PY_EMITGLUE_H

#include "py/bc.h"
#include "py/obj.h"

typedef enum {
    MP_CODE_UNUSED = 0,
    MP_CODE_RESERVED = 1,
    MP_CODE_BYTECODE = 2,
    MP_CODE_NATIVE_PY = 3,
    MP_CODE_NATIVE_VIPER = 4,
    MP_CODE_NATIVE_ASM = 5,
} mp_raw_code_kind_t;

#if NATMOD_ABI >= 3
#define MP_PROTO_FUN_INDICATOR_RAW_CODE_0 (0)
#define MP_PROTO_FUN_INDICATOR_RAW_CODE_1 (0)
typedef const void *mp_proto_fun_t;
typedef struct _mp_raw_code_t {
    uint8_t proto_fun_indicator[2];
    uint8_t kind;
    bool is_generator;
    const void *fun_data;
    struct _mp_raw_code_t **children;
} mp_raw_code_t;
typedef mp_raw_code_t mp_raw_code_truncated_t;
NATMOD_SIZE(mp_raw_code_t, 3);

NATMOD_BEGIN_C
mp_obj_t mp_make_function_from_proto_fun(mp_proto_fun_t proto_fun,
                                         const mp_module_context_t *context,
                                         const mp_obj_t *def_args);
NATMOD_END_C
#else
// Hosts that can save code have a length word before the children, others have not: both words
// are zero here and only read during the call.
typedef struct _mp_raw_code_t {
    mp_uint_t kind : 3;
    mp_uint_t scope_flags : 7;
    mp_uint_t n_pos_args : 11;
    const void *fun_data;
    struct _mp_raw_code_t **children;
    mp_uint_t unused[3];
} mp_raw_code_t;
NATMOD_AT(mp_raw_code_t, fun_data, 1);

NATMOD_BEGIN_C
mp_obj_t mp_make_function_from_raw_code(const mp_raw_code_t *rc, const mp_module_context_t *context,
                                        const mp_obj_t *def_args);
NATMOD_END_C
#endif

#endif
