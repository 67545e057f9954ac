// SPDX-License-Identifier: 0BSD
// Non-local return: how C code catches an exception and passes it on.
//
//     nlr_buf_t nlr;
//     if (nlr_push(&nlr) == 0) {
//         ...                 // may raise
//         nlr_pop();
//     } else {
//         ...                 // nlr.ret_val is the exception, the buffer is popped
//     }
//
// Locals that change after nlr_push and are read in the else part must be volatile.
#ifndef NATMOD_PY_NLR_H
#define NATMOD_PY_NLR_H

#include "py/mpconfig.h"

// Words that the firmware saves: the most of all firmwares that accept a module of the
// architecture. A module for ARM without floating point runs on firmwares with it.
#if defined(__i386__)
#define NATMOD_NLR_WORDS 6
#elif defined(__x86_64__)
#define NATMOD_NLR_WORDS 10
#elif defined(__arm__) || defined(__thumb__)
#define NATMOD_NLR_WORDS 16
#elif defined(__xtensa__) || defined(__XTENSA__)
#define NATMOD_NLR_WORDS 17
#elif defined(__riscv)
#define NATMOD_NLR_WORDS 14
#else
#define NATMOD_NLR_WORDS 16
#endif

typedef struct _nlr_buf_t nlr_buf_t;
struct _nlr_buf_t {
    nlr_buf_t *prev;
    void *ret_val;
    void *regs[NATMOD_NLR_WORDS + 1];  // one more: hosts with a Python stack keep its mark here
};
MP_STATIC_ASSERT(offsetof(nlr_buf_t, regs) == 2 * sizeof(void *));

NATMOD_BEGIN_C
#if defined(__XTENSA_WINDOWED_ABI__)
// These firmwares use setjmp: entry 32 only links the buffer.
unsigned int natmod_tab_nlr_push(nlr_buf_t *buf);
int natmod_tab_setjmp_(void *regs) __attribute__((returns_twice));
#define nlr_push(buf) (natmod_tab_nlr_push(buf), (unsigned int)natmod_tab_setjmp_((buf)->regs))
#else
unsigned int nlr_push(nlr_buf_t *buf) __attribute__((returns_twice));
#endif
void nlr_pop(void);
MP_NORETURN void nlr_jump(void *val);
NATMOD_END_C

#define nlr_raise(val) nlr_jump(MP_OBJ_TO_PTR(val))

#endif
