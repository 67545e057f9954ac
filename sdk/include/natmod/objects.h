// SPDX-License-Identifier: 0BSD
// The structures of objects that modules look into, and the firmware's objects and types.
#ifndef NATMOD_OBJECTS_H
#define NATMOD_OBJECTS_H

#include "natmod/type.h"

typedef struct _mp_obj_module_t {
    mp_obj_base_t base;
    mp_obj_dict_t *globals;
} mp_obj_module_t;

typedef struct _mp_obj_cell_t {
    mp_obj_base_t base;
    mp_obj_t obj;
} mp_obj_cell_t;

typedef struct _mp_obj_slice_t {
    mp_obj_base_t base;
    mp_obj_t start;
    mp_obj_t stop;
    mp_obj_t step;
} mp_obj_slice_t;

typedef struct {
    mp_int_t start;
    mp_int_t stop;
    mp_int_t step;
} mp_bound_slice_t;

NATMOD_BEGIN_C

// clang-format off
#define NATMOD_TYPES(declare)                                                                     \
    declare(type) declare(object) declare(NoneType) declare(bool) declare(int) declare(str)       \
    declare(bytes) declare(bytearray) declare(memoryview) declare(float) declare(complex)         \
    declare(tuple) declare(list) declare(map) declare(enumerate) declare(filter) declare(deque)   \
    declare(dict) declare(ordereddict) declare(range) declare(set) declare(frozenset)             \
    declare(slice) declare(zip) declare(array) declare(super) declare(fun_builtin_0)              \
    declare(fun_builtin_1) declare(fun_builtin_2) declare(fun_builtin_3)                          \
    declare(fun_builtin_var) declare(module) declare(staticmethod) declare(classmethod)           \
    declare(property) declare(stringio) declare(bytesio) declare(ringio)                          \
    declare(reversed) declare(polymorph_iter) declare(attrtuple)
#define NATMOD_EXCEPTIONS(declare)                                                                \
    declare(BaseException) declare(ArithmeticError) declare(AssertionError)                       \
    declare(AttributeError) declare(EOFError) declare(Exception) declare(GeneratorExit)           \
    declare(ImportError) declare(IndentationError) declare(IndexError) declare(KeyboardInterrupt) \
    declare(KeyError) declare(LookupError) declare(MemoryError) declare(NameError)                \
    declare(NotImplementedError) declare(OSError) declare(OverflowError) declare(RuntimeError)    \
    declare(StopAsyncIteration) declare(StopIteration) declare(SyntaxError) declare(SystemExit)   \
    declare(TypeError) declare(UnicodeError) declare(ValueError) declare(ViperTypeError)          \
    declare(ZeroDivisionError)
// clang-format on
#define NATMOD_DECLARE_TYPE(name) extern const mp_obj_type_t mp_type_##name;
NATMOD_TYPES(NATMOD_DECLARE_TYPE)
NATMOD_EXCEPTIONS(NATMOD_DECLARE_TYPE)
#undef NATMOD_DECLARE_TYPE

// Types that no name in Python leads to: found when they are first asked for, in code only. All but
// the first need a firmware that compiles.
const mp_obj_type_t *natmod_type_bound_meth(void);
const mp_obj_type_t *natmod_type_fun_bc(void);
const mp_obj_type_t *natmod_type_gen_wrap(void);
const mp_obj_type_t *natmod_type_gen_instance(void);
#define mp_type_bound_meth (*natmod_type_bound_meth())
#define mp_type_fun_bc (*natmod_type_fun_bc())
#define mp_type_gen_wrap (*natmod_type_gen_wrap())
#define mp_type_gen_instance (*natmod_type_gen_instance())

// Those of a firmware with t-strings (1.28); elsewhere types that no object has.
const mp_obj_type_t *natmod_type_template(void);
const mp_obj_type_t *natmod_type_interpolation(void);
#define mp_type_template (*natmod_type_template())
#define mp_type_interpolation (*natmod_type_interpolation())

struct _mp_obj_singleton_t;
struct _mp_obj_str_t;
struct _mp_obj_tuple_t;
extern const struct _mp_obj_singleton_t mp_const_ellipsis_obj;
extern const struct _mp_obj_singleton_t mp_const_notimplemented_obj;
extern const struct _mp_obj_str_t mp_const_empty_bytes_obj;
extern const struct _mp_obj_tuple_t mp_const_empty_tuple_obj;
#define mp_const_notimplemented (MP_OBJ_FROM_PTR(&mp_const_notimplemented_obj))
#define mp_const_empty_bytes (MP_OBJ_FROM_PTR(&mp_const_empty_bytes_obj))
// In code the firmware's own empty tuple, in tables one that looks the same.
#ifdef __cplusplus
#define mp_const_empty_tuple mp_obj_new_tuple(0, NULL)
#else
#define mp_const_empty_tuple                                        \
    (__builtin_choose_expr(__extension__ sizeof(__FUNCTION__) == 1, \
                           MP_OBJ_FROM_PTR(&mp_const_empty_tuple_obj), mp_obj_new_tuple(0, NULL)))
#endif
MP_DECLARE_CONST_FUN_OBJ_1(mp_identity_obj);

NATMOD_END_C

#endif
