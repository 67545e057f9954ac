// SPDX-License-Identifier: 0BSD
// Floats and complex numbers. A float may be a word or lie on the heap: only the firmware knows.
#ifndef NATMOD_FLOAT_H
#define NATMOD_FLOAT_H

#if MICROPY_PY_BUILTINS_FLOAT

// On ARM and RISC-V a firmware passes floats in integer or in floating-point registers, as its SDK
// chose, and its architecture's number is the same in both: a float goes through memory instead,
// which is right on either. See sdk/rt/py/objfloat.c.
#if defined(__arm__) || defined(__riscv)
#define NATMOD_FLOATS_IN_MEMORY 1
#define NATMOD_FLOAT(name) __asm__("natmod_memory_" #name)
#else
#define NATMOD_FLOATS_IN_MEMORY 0
#define NATMOD_FLOAT(name)
#endif

NATMOD_BEGIN_C
mp_obj_t mp_obj_new_float_from_f(float f) NATMOD_FLOAT(new_float_from_f);
mp_obj_t mp_obj_new_float_from_d(double d) NATMOD_FLOAT(new_float_from_d);
float mp_obj_get_float_to_f(mp_obj_t o) NATMOD_FLOAT(get_float_to_f);
double mp_obj_get_float_to_d(mp_obj_t o) NATMOD_FLOAT(get_float_to_d);

bool mp_obj_get_float_maybe(mp_obj_t arg, mp_float_t *value);
mp_obj_t mp_obj_new_int_from_float(mp_float_t val);
mp_obj_t mp_obj_new_complex(mp_float_t real, mp_float_t imag);
void mp_obj_get_complex(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag);
bool mp_obj_get_complex_maybe(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag);
NATMOD_END_C

#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_FLOAT
static inline mp_obj_t mp_obj_new_float(mp_float_t value) {
    return mp_obj_new_float_from_f(value);
}
static inline mp_float_t mp_obj_get_float(mp_obj_t o) {
    return mp_obj_get_float_to_f(o);
}
#else
static inline mp_obj_t mp_obj_new_float(mp_float_t value) {
    return mp_obj_new_float_from_d(value);
}
static inline mp_float_t mp_obj_get_float(mp_obj_t o) {
    return mp_obj_get_float_to_d(o);
}
#endif
static inline mp_float_t mp_obj_float_get(mp_obj_t o) {
    return mp_obj_get_float(o);
}

#if UINTPTR_MAX > 0xffffffffu
static inline bool mp_obj_is_float(mp_const_obj_t o) {
    return mp_obj_is_exact_type(o, &mp_type_float);
}
#endif

NATMOD_BEGIN_C
// Constants for tables: the objects of module math.
extern const struct _mp_obj_float_t mp_const_float_e_obj;
extern const struct _mp_obj_float_t mp_const_float_pi_obj;
extern const struct _mp_obj_float_t mp_const_float_tau_obj;
extern const struct _mp_obj_float_t mp_const_float_inf_obj;
extern const struct _mp_obj_float_t mp_const_float_nan_obj;
#define mp_const_float_e MP_ROM_PTR(&mp_const_float_e_obj)
#define mp_const_float_pi MP_ROM_PTR(&mp_const_float_pi_obj)
#define mp_const_float_tau MP_ROM_PTR(&mp_const_float_tau_obj)
#define mp_const_float_inf MP_ROM_PTR(&mp_const_float_inf_obj)
#define mp_const_float_nan MP_ROM_PTR(&mp_const_float_nan_obj)

mp_int_t mp_float_hash(mp_float_t val);
NATMOD_END_C

#else
#define mp_obj_is_float(o) (false)
#endif

#endif
