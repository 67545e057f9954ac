// SPDX-License-Identifier: 0BSD
// Function objects, and how to write them in C.
#ifndef NATMOD_FUN_H
#define NATMOD_FUN_H

#include "natmod/map.h"

typedef mp_obj_t (*mp_fun_0_t)(void);
typedef mp_obj_t (*mp_fun_1_t)(mp_obj_t);
typedef mp_obj_t (*mp_fun_2_t)(mp_obj_t, mp_obj_t);
typedef mp_obj_t (*mp_fun_3_t)(mp_obj_t, mp_obj_t, mp_obj_t);
typedef mp_obj_t (*mp_fun_var_t)(size_t n, const mp_obj_t *);
typedef mp_obj_t (*mp_fun_kw_t)(size_t n, const mp_obj_t *, mp_map_t *);

// C++17 has no designated initialisers: there a constructor picks the member by its type,
// which the function has to have.
#ifdef __cplusplus
// clang-format off
#define NATMOD_MEMBER(member, type, value) \
    { type{value} }
// clang-format on
#else
#define NATMOD_MEMBER(member, type, value) \
    { .member = value }
#endif

union natmod_fun_fixed {
    mp_fun_0_t _0;
    mp_fun_1_t _1;
    mp_fun_2_t _2;
    mp_fun_3_t _3;
#ifdef __cplusplus
    natmod_fun_fixed() = default;
    constexpr natmod_fun_fixed(mp_fun_0_t f) : _0(f) {}
    constexpr natmod_fun_fixed(mp_fun_1_t f) : _1(f) {}
    constexpr natmod_fun_fixed(mp_fun_2_t f) : _2(f) {}
    constexpr natmod_fun_fixed(mp_fun_3_t f) : _3(f) {}
#endif
};

union natmod_fun_var {
    mp_fun_var_t var;
    mp_fun_kw_t kw;
#ifdef __cplusplus
    natmod_fun_var() = default;
    constexpr natmod_fun_var(mp_fun_var_t f) : var(f) {}
    constexpr natmod_fun_var(mp_fun_kw_t f) : kw(f) {}
#endif
};

typedef struct _mp_obj_fun_builtin_fixed_t {
    mp_obj_base_t base;
    union natmod_fun_fixed fun;
} mp_obj_fun_builtin_fixed_t;

typedef struct _mp_obj_fun_builtin_var_t {
    mp_obj_base_t base;
    uint32_t sig;  // fewest arguments << 17 | most << 1 | takes keywords
    union natmod_fun_var fun;
} mp_obj_fun_builtin_var_t;

#define MP_OBJ_FUN_ARGS_MAX (0xffff)
#define MP_OBJ_FUN_MAKE_SIG(n_args_min, n_args_max, takes_kw)                    \
    ((uint32_t)(((uint32_t)(n_args_min) << 17) | ((uint32_t)(n_args_max) << 1) | \
                ((takes_kw) ? 1u : 0u)))

#define MP_DECLARE_CONST_FUN_OBJ_0(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_1(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_2(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_3(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_VAR(obj_name) extern const mp_obj_fun_builtin_var_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(obj_name) \
    extern const mp_obj_fun_builtin_var_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_KW(obj_name) extern const mp_obj_fun_builtin_var_t obj_name

#define NATMOD_FUN_FIXED(obj_name, n, fun_name)                              \
    const mp_obj_fun_builtin_fixed_t obj_name = {{&mp_type_fun_builtin_##n}, \
                                                 NATMOD_MEMBER(_##n, mp_fun_##n##_t, fun_name)}
#define NATMOD_FUN_VAR(obj_name, n_min, n_max, takes_kw, member, fun_name) \
    const mp_obj_fun_builtin_var_t obj_name = {                            \
        {&mp_type_fun_builtin_var},                                        \
        MP_OBJ_FUN_MAKE_SIG(n_min, n_max, takes_kw),                       \
        NATMOD_MEMBER(member, mp_fun_##member##_t, fun_name)}
#define MP_DEFINE_CONST_FUN_OBJ_0(obj_name, fun_name) NATMOD_FUN_FIXED(obj_name, 0, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_1(obj_name, fun_name) NATMOD_FUN_FIXED(obj_name, 1, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_2(obj_name, fun_name) NATMOD_FUN_FIXED(obj_name, 2, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_3(obj_name, fun_name) NATMOD_FUN_FIXED(obj_name, 3, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_VAR(obj_name, n_args_min, fun_name) \
    NATMOD_FUN_VAR(obj_name, n_args_min, MP_OBJ_FUN_ARGS_MAX, 0, var, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(obj_name, n_args_min, n_args_max, fun_name) \
    NATMOD_FUN_VAR(obj_name, n_args_min, n_args_max, 0, var, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_KW(obj_name, n_args_min, fun_name) \
    NATMOD_FUN_VAR(obj_name, n_args_min, MP_OBJ_FUN_ARGS_MAX, 1, kw, fun_name)

// Static and class methods: a function object that says how it is bound.
typedef struct _mp_obj_static_class_method_t {
    mp_obj_base_t base;
    mp_obj_t fun;
} mp_obj_static_class_method_t;

typedef struct _mp_rom_obj_static_class_method_t {
    mp_obj_base_t base;
    mp_rom_obj_t fun;
} mp_rom_obj_static_class_method_t;

#define MP_DECLARE_CONST_STATICMETHOD_OBJ(obj_name) \
    extern const mp_rom_obj_static_class_method_t obj_name
#define MP_DECLARE_CONST_CLASSMETHOD_OBJ(obj_name) \
    extern const mp_rom_obj_static_class_method_t obj_name
#define MP_DEFINE_CONST_STATICMETHOD_OBJ(obj_name, fun_name) \
    const mp_rom_obj_static_class_method_t obj_name = {{&mp_type_staticmethod}, fun_name}
#define MP_DEFINE_CONST_CLASSMETHOD_OBJ(obj_name, fun_name) \
    const mp_rom_obj_static_class_method_t obj_name = {{&mp_type_classmethod}, fun_name}

#endif
