// SPDX-License-Identifier: 0BSD
// For natmod stubs, in front of a source that is only preprocessed: the macros that say what Python
// sees stay as they are written, while all others, the module's own among them, are expanded. A
// macro that is its own name is not expanded again, and #ifdef still finds it.
#ifndef NATMOD_KEEP_MACROS_H
#define NATMOD_KEEP_MACROS_H

#include "py/builtin.h"
#include "py/obj.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"

// Values.
#undef mp_const_none
#undef mp_const_true
#undef mp_const_false
#undef mp_const_empty_tuple
#undef mp_const_empty_bytes
#undef mp_const_float_e
#undef mp_const_float_pi
#undef mp_const_float_tau
#undef mp_const_float_inf
#undef mp_const_float_nan
#undef MP_OBJ_NULL
#undef MP_OBJ_SENTINEL
#undef MP_OBJ_STOP_ITERATION
#undef MP_OBJ_NEW_SMALL_INT
#undef MP_OBJ_FROM_PTR
#undef MP_OBJ_TO_PTR
#define mp_const_none mp_const_none
#define mp_const_true mp_const_true
#define mp_const_false mp_const_false
#define mp_const_empty_tuple mp_const_empty_tuple
#define mp_const_empty_bytes mp_const_empty_bytes
#define mp_const_float_e mp_const_float_e
#define mp_const_float_pi mp_const_float_pi
#define mp_const_float_tau mp_const_float_tau
#define mp_const_float_inf mp_const_float_inf
#define mp_const_float_nan mp_const_float_nan
#define MP_OBJ_NULL MP_OBJ_NULL
#define MP_OBJ_SENTINEL MP_OBJ_SENTINEL
#define MP_OBJ_STOP_ITERATION MP_OBJ_STOP_ITERATION
#define MP_OBJ_NEW_SMALL_INT MP_OBJ_NEW_SMALL_INT
#define MP_OBJ_FROM_PTR MP_OBJ_FROM_PTR
#define MP_OBJ_TO_PTR MP_OBJ_TO_PTR

// Checks and constructors.
#undef mp_obj_is_type
#undef mp_obj_is_float
#undef mp_obj_malloc
#undef mp_obj_malloc_var
#undef mp_obj_malloc_with_finaliser
#undef mp_obj_malloc_var_with_finaliser
#undef MP_OBJ_TYPE_SET_SLOT
#define mp_obj_is_type mp_obj_is_type
#define mp_obj_is_float mp_obj_is_float
#define mp_obj_malloc mp_obj_malloc
#define mp_obj_malloc_var mp_obj_malloc_var
#define mp_obj_malloc_with_finaliser mp_obj_malloc_with_finaliser
#define mp_obj_malloc_var_with_finaliser mp_obj_malloc_var_with_finaliser
#define MP_OBJ_TYPE_SET_SLOT MP_OBJ_TYPE_SET_SLOT

// Definitions.
#undef MP_DEFINE_CONST_FUN_OBJ_0
#undef MP_DEFINE_CONST_FUN_OBJ_1
#undef MP_DEFINE_CONST_FUN_OBJ_2
#undef MP_DEFINE_CONST_FUN_OBJ_3
#undef MP_DEFINE_CONST_FUN_OBJ_VAR
#undef MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN
#undef MP_DEFINE_CONST_FUN_OBJ_KW
#undef MP_DEFINE_CONST_STATICMETHOD_OBJ
#undef MP_DEFINE_CONST_CLASSMETHOD_OBJ
#undef MP_DEFINE_CONST_OBJ_TYPE
#undef MP_DEFINE_ATTRTUPLE
#undef MP_DEFINE_STR_OBJ
#define MP_DEFINE_CONST_FUN_OBJ_0 MP_DEFINE_CONST_FUN_OBJ_0
#define MP_DEFINE_CONST_FUN_OBJ_1 MP_DEFINE_CONST_FUN_OBJ_1
#define MP_DEFINE_CONST_FUN_OBJ_2 MP_DEFINE_CONST_FUN_OBJ_2
#define MP_DEFINE_CONST_FUN_OBJ_3 MP_DEFINE_CONST_FUN_OBJ_3
#define MP_DEFINE_CONST_FUN_OBJ_VAR MP_DEFINE_CONST_FUN_OBJ_VAR
#define MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN
#define MP_DEFINE_CONST_FUN_OBJ_KW MP_DEFINE_CONST_FUN_OBJ_KW
#define MP_DEFINE_CONST_STATICMETHOD_OBJ MP_DEFINE_CONST_STATICMETHOD_OBJ
#define MP_DEFINE_CONST_CLASSMETHOD_OBJ MP_DEFINE_CONST_CLASSMETHOD_OBJ
#define MP_DEFINE_CONST_OBJ_TYPE MP_DEFINE_CONST_OBJ_TYPE
#define MP_DEFINE_ATTRTUPLE MP_DEFINE_ATTRTUPLE
#define MP_DEFINE_STR_OBJ MP_DEFINE_STR_OBJ

#endif
