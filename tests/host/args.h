// SPDX-License-Identifier: MIT
// Variable arguments. Elsewhere this is <stdarg.h>; for windowed Xtensa it is written out, for two
// reasons. clang 23 compiles va_start and va_arg wrongly for Xtensa: it looks for the first
// argument beside where it stored it. And it passes a va_list on the stack, where GCC, which builds
// firmware, passes its three words in registers.
//
// There, callers call a function with variable arguments like one with as many words as they pass,
// the first six in registers. So it is defined with a fixed number of words (VARIADIC), under the
// name that callers know as variadic; it does not read words that they did not pass.
#ifndef HOST_ARGS_H
#define HOST_ARGS_H

#include "host.h"

#ifdef HOST_WINDOWED

// As GCC's va_list: arguments in registers are at reg + index, with a2 at index 0; index 32 is that
// of the first one on the stack, at stack + 32.
typedef struct {
    char *stack, *reg;
    int index;
} args_t;

static inline char *next_arg(args_t *args, int size) {
    args->index = (args->index + size - 1) & -size;
    if (args->index + size > 24 && args->index < 32) args->index = 32;
    char *at = (args->index < 32 ? args->reg : args->stack) + args->index;
    args->index += size;
    return at;
}
#define NEXT_ARG(args, type) (*(type *)(void *)next_arg(args, (int)sizeof(type)))

// The words after two named ones; `args` then goes through them.
#define VARIADIC(result, name, first, second)                                                 \
    result name##_words(first, second, word_t w2, word_t w3, word_t w4, word_t w5, word_t w6, \
                        word_t w7, word_t w8, word_t w9, word_t w10, word_t w11, word_t w12,  \
                        word_t w13) __asm__(#name);                                           \
    result name##_words(first, second, word_t w2, word_t w3, word_t w4, word_t w5, word_t w6, \
                        word_t w7, word_t w8, word_t w9, word_t w10, word_t w11, word_t w12,  \
                        word_t w13)
#define START_ARGS(args, second)                                                             \
    _Alignas(8) word_t words[] = {0, 0, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13}; \
    args_t args = {(char *)(words + 6) - 32, (char *)words, 8}
#define END_ARGS(args) ((void)(args))

#else

typedef struct {
    va_list list;
} args_t;
#define NEXT_ARG(args, type) va_arg((args)->list, type)
#define VARIADIC(result, name, first, second) result name(first, second, ...)
#define START_ARGS(args, second) \
    args_t args;                 \
    va_start(args.list, second)
#define END_ARGS(args) va_end((args).list)

#endif

int print_args(const print_t *, const char *format, args_t *);

#endif
