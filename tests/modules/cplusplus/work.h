// SPDX-License-Identifier: MIT
// The functions that module.c offers and work.cpp defines.
#ifndef CPLUSPLUS_WORK_H
#define CPLUSPLUS_WORK_H

#ifdef __cplusplus
extern "C" {
#endif

#include "py/runtime.h" // which does not say that it is C

extern const mp_obj_type_t cplusplus_type_Stack;
extern const mp_obj_dict_t cplusplus_stack_locals_dict;
extern const mp_obj_dict_t cplusplus_sizes;
mp_obj_t cplusplus_stack_push(mp_obj_t self_in, mp_obj_t item);
mp_obj_t cplusplus_stack_pop(mp_obj_t self_in);
mp_obj_t cplusplus_area(mp_obj_t kind, mp_obj_t size);
mp_obj_t cplusplus_apply(mp_obj_t fun, mp_obj_t value);
mp_obj_t cplusplus_biggest(mp_obj_t a, mp_obj_t b);
mp_obj_t cplusplus_constructed(void);

#ifdef __cplusplus
}
#endif

#endif // CPLUSPLUS_WORK_H
