// SPDX-License-Identifier: 0BSD
// The API of native modules with a hand-written mpy_init. It keeps the meaning that existing
// sources rely on, which differs from that of user C modules here:
//   mp_obj_get_int takes the low bits of a big int, mp_obj_get_int_truncated of any integer;
//   mp_obj_str_get_str and mp_obj_str_get_data accept any object with a buffer;
//   mp_obj_new_exception returns the type itself, which raising instantiates.
#ifndef NATMOD_PY_DYNRUNTIME_H
#define NATMOD_PY_DYNRUNTIME_H

#include "py/binary.h"
#include "py/nativeglue.h"
#include "py/objexcept.h"
#include "py/objfun.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"

NATMOD_BEGIN_C
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);
mp_obj_dict_t *natmod_tab_swap_globals(mp_obj_dict_t *new_globals);
void natmod_copy_globals(const mp_module_context_t *context, const mp_obj_module_t *module);
extern __attribute__((visibility("hidden"))) const uint8_t natmod_text[];
NATMOD_END_C

#define mp_obj_get_int(o) ((mp_int_t)mp_native_from_obj((o), MP_NATIVE_TYPE_INT))
#define mp_obj_get_int_truncated(o) ((mp_int_t)mp_native_from_obj((o), MP_NATIVE_TYPE_UINT))
#define mp_obj_str_get_str(o) natmod_classic_data((o), NULL)
#define mp_obj_str_get_data(o, len) natmod_classic_data((o), (len))
#define mp_obj_new_exception(o) ((mp_obj_t)(uintptr_t)(o))

static inline char *natmod_classic_data(mp_obj_t o, size_t *len) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(o, &bufinfo, MP_BUFFER_READ);
    if (len != NULL) {
        *len = bufinfo.len;
    }
    return (char *)bufinfo.buf;
}

// A type of exceptions in RAM: 16 bits of name, which only running code can fill.
static inline void mp_obj_exception_init(mp_obj_full_type_t *exc, qstr name,
                                         const mp_obj_type_t *base) {
    exc->base.type = &mp_type_type;
    exc->flags = MP_TYPE_FLAG_NONE;
    exc->name = (uint16_t)name;
    MP_OBJ_TYPE_SET_SLOT(exc, make_new, mp_obj_exception_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(exc, print, mp_obj_exception_print, 1);
    MP_OBJ_TYPE_SET_SLOT(exc, attr, mp_obj_exception_attr, 2);
    MP_OBJ_TYPE_SET_SLOT(exc, parent, base, 3);
}

#if NATMOD_ABI >= 3
#define NATMOD_CLASSIC_RAW_CODE                                    \
    mp_raw_code_truncated_t rc;                                    \
    rc.proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0; \
    rc.proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1; \
    rc.kind = MP_CODE_NATIVE_VIPER;                                \
    rc.is_generator = 0;                                           \
    rc.children = NULL;
#define NATMOD_CLASSIC_MAKE_FUNCTION(context) mp_make_function_from_proto_fun(&rc, context, NULL)
#else
#define NATMOD_CLASSIC_RAW_CODE \
    mp_raw_code_t rc;           \
    memset(&rc, 0, sizeof(rc)); \
    rc.kind = MP_CODE_NATIVE_VIPER & 7;
#define NATMOD_CLASSIC_MAKE_FUNCTION(context) mp_make_function_from_raw_code(&rc, context, NULL)
#endif

#define MP_DYNRUNTIME_INIT_ENTRY                                                            \
    mp_obj_dict_t *old_globals = natmod_tab_swap_globals(self->context->module.globals);    \
    NATMOD_CLASSIC_RAW_CODE                                                                 \
    const uintptr_t natmod_to_written = (uintptr_t)self->bytecode - (uintptr_t)natmod_text; \
    (void)rc;                                                                               \
    (void)natmod_to_written;
#define MP_DYNRUNTIME_INIT_EXIT           \
    natmod_tab_swap_globals(old_globals); \
    return mp_const_none;
// For an mpy_init that keeps its form while what it stores becomes static: every entry of a table,
// or of a module object's globals, is stored in the globals of the module that is imported. As with
// mp_store_global they can be changed; __init__ of the module object is called.
// (The assembly hides the table: a compiler that unrolls the loop takes a qstr's object apart.)
#define MP_DYNRUNTIME_REGISTER_GLOBALS_TABLE(table)                              \
    do {                                                                         \
        const mp_rom_map_elem_t *natmod_table = (table);                         \
        __asm__("" : "+r"(natmod_table));                                        \
        for (size_t natmod_i = 0; natmod_i < MP_ARRAY_SIZE(table); ++natmod_i) { \
            mp_obj_dict_store(MP_OBJ_FROM_PTR(self->context->module.globals),    \
                              (mp_obj_t)natmod_table[natmod_i].key,              \
                              (mp_obj_t)natmod_table[natmod_i].value);           \
        }                                                                        \
    } while (0)
#define MP_DYNRUNTIME_INIT_STATIC_MODULE(module) natmod_copy_globals(self->context, &(module))
// nRF52 runs text at another address than it is written at, and wants the latter here.
#define MP_DYNRUNTIME_MAKE_FUNCTION(f)                                 \
    (rc.fun_data = (const void *)((uintptr_t)(f) + natmod_to_written), \
     NATMOD_CLASSIC_MAKE_FUNCTION(self->context))

#endif
