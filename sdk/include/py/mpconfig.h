// SPDX-License-Identifier: 0BSD
// What kind of firmware a module sees: basic types and the MICROPY_* switches. A native module is
// one binary for many firmwares, so the switches describe a full-featured one; what a particular
// firmware lacks shows at import or at the call, not at compile time.
#ifndef NATMOD_PY_MPCONFIG_H
#define NATMOD_PY_MPCONFIG_H

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "natmod/compiler.h"

// Native ABI sub-version of .mpy version 6. 1: firmware 1.20 and 1.21, 2: 1.22, 3: 1.23 and newer.
#ifndef NATMOD_ABI
#define NATMOD_ABI 3
#endif

#define MICROPY_MAKE_VERSION(major, minor, patch) (((major) << 16) | ((minor) << 8) | (patch))
#ifndef MICROPY_VERSION_MAJOR
#define MICROPY_VERSION_MAJOR 1
#if NATMOD_ABI == 1
#define MICROPY_VERSION_MINOR 21
#elif NATMOD_ABI == 2
#define MICROPY_VERSION_MINOR 22
#else
#define MICROPY_VERSION_MINOR 26
#endif
#define MICROPY_VERSION_MICRO 0
#define MICROPY_VERSION_PRERELEASE 0
#endif
#define MICROPY_VERSION \
    MICROPY_MAKE_VERSION(MICROPY_VERSION_MAJOR, MICROPY_VERSION_MINOR, MICROPY_VERSION_MICRO)

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
#ifdef __i386__
typedef long long mp_off_t;  // only Unix has such modules, since 1.25 always with 64 bits
#else
typedef intptr_t mp_off_t;
#endif
#define MP_INT_TYPE_INTPTR (0)
#define MP_INT_TYPE (MP_INT_TYPE_INTPTR)
#define MP_INT_MAX INTPTR_MAX
#define MP_INT_MIN INTPTR_MIN
#define MP_UINT_MAX UINTPTR_MAX
#define MP_SSIZE_MAX INTPTR_MAX
#if UINTPTR_MAX > 0xffffffffu
#define INT_FMT "%ld"
#define UINT_FMT "%lu"
#define HEX_FMT "%lx"
#define SIZE_FMT "%lu"
#else
#define INT_FMT "%d"
#define UINT_FMT "%u"
#define HEX_FMT "%x"
#define SIZE_FMT "%u"
#endif
#define MP_BYTES_PER_OBJ_WORD (sizeof(mp_uint_t))
#define MP_BITS_PER_BYTE (8)
#define MP_OBJ_WORD_MSBIT_HIGH (((mp_uint_t)1) << (MP_BYTES_PER_OBJ_WORD * MP_BITS_PER_BYTE - 1))
#define MP_ENDIANNESS_LITTLE (1)
#define MP_ENDIANNESS_BIG (0)

// Object words. A and C share an architecture number, so code must work in both; see py/obj.h.
#define MICROPY_OBJ_REPR_A (0)
#define MICROPY_OBJ_REPR_B (1)
#define MICROPY_OBJ_REPR_C (2)
#define MICROPY_OBJ_REPR_D (3)
#define MICROPY_OBJ_REPR (MICROPY_OBJ_REPR_A)
#define MICROPY_OBJ_IMMEDIATE_OBJS (1)
#define MICROPY_OBJ_BASE_ALIGNMENT

// mp_float_t: the firmware's choice where one is usual, else -DMICROPY_FLOAT_IMPL=...
#define MICROPY_FLOAT_IMPL_NONE (0)
#define MICROPY_FLOAT_IMPL_FLOAT (1)
#define MICROPY_FLOAT_IMPL_DOUBLE (2)
#ifndef MICROPY_FLOAT_IMPL
#if defined(__x86_64__) || defined(__i386__) || (defined(__ARM_FP) && (__ARM_FP & 8)) || \
    (defined(__riscv) && __riscv_xlen == 64)
#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_DOUBLE
#else
#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_FLOAT
#endif
#endif
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_FLOAT
#define MICROPY_FLOAT_CONST(x) x##F
#define MICROPY_FLOAT_C_FUN(fun) fun##f
typedef float mp_float_t;
#elif MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
#define MICROPY_FLOAT_CONST(x) x
#define MICROPY_FLOAT_C_FUN(fun) fun
typedef double mp_float_t;
#endif
#ifndef MICROPY_PY_BUILTINS_FLOAT
#define MICROPY_PY_BUILTINS_FLOAT (MICROPY_FLOAT_IMPL != MICROPY_FLOAT_IMPL_NONE)
#endif

#include "natmod/features.h"

#if MICROPY_TIMESTAMP_IMPL == MICROPY_TIMESTAMP_IMPL_LONG_LONG
typedef long long mp_timestamp_t;
#elif MICROPY_TIMESTAMP_IMPL == MICROPY_TIMESTAMP_IMPL_UINT
typedef mp_uint_t mp_timestamp_t;
#else
#include <time.h>
typedef time_t mp_timestamp_t;
#endif

// Without interrupts, by machine.disable_irq and enable_irq; firmware that has none of them, such
// as the Unix port, goes on as before.
#ifndef MICROPY_BEGIN_ATOMIC_SECTION
NATMOD_BEGIN_C
mp_uint_t natmod_begin_atomic_section(void);
void natmod_end_atomic_section(mp_uint_t state);
NATMOD_END_C
#define MICROPY_BEGIN_ATOMIC_SECTION() natmod_begin_atomic_section()
#define MICROPY_END_ATOMIC_SECTION(state) natmod_end_atomic_section(state)
#endif
#ifndef MICROPY_MAKE_POINTER_CALLABLE
#define MICROPY_MAKE_POINTER_CALLABLE(p) (p)
#endif

#include "natmod/compat.h"

// natmod build --firmware with the port's headers: the settings of the firmware that are not the
// SDK's, for those headers.
#ifdef NATMOD_PORT_CONFIG
#include NATMOD_PORT_CONFIG
#endif

#endif
