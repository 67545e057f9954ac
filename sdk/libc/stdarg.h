// SPDX-License-Identifier: 0BSD
/* Variable arguments: the compiler's own, but for clang on Xtensa. Clang 23 saves the arguments
   that came in registers, and then looks for them as many words further on as there are named
   ones; and for those on the stack, in another place than the caller puts them. Its va_start
   serves to find where they are saved; the list is then read as GCC does, whose va_list the
   firmware's functions take. */
#pragma GCC system_header
#include_next <stdarg.h>

#if defined(__clang__) && defined(__XTENSA__) && !defined(NATMOD_LIBC_STDARG_H)
#define NATMOD_LIBC_STDARG_H

/* a2 has index 0 in `registers`; the first word on the stack has 32 in `stack`. */
typedef struct {
    char *stack, *registers;
    int index;
} natmod_va_list;

static inline natmod_va_list natmod_va_start(const void *clang_list) {
    natmod_va_list list;
    __builtin_memcpy(&list, clang_list, sizeof(list));
    if (list.index < 32) {
        list.registers -= list.index;
    }
    return list;
}

static inline void *natmod_va_next(natmod_va_list *list, int size, int align) {
    int index = (list->index + align - 1) & -align;
    size = (size + 3) & -4;
    if (index < 32 && index + size > 24) {
        index = 32;
    }
    list->index = index + size;
    return (index < 32 ? list->registers : list->stack) + index;
}

#undef va_start
#undef va_arg
#undef va_copy
#undef va_end
#define va_list natmod_va_list
#define va_start(list, last)                     \
    do {                                         \
        __builtin_va_list natmod_clang;          \
        __builtin_va_start(natmod_clang, last);  \
        (list) = natmod_va_start(&natmod_clang); \
    } while (0)
#define va_arg(list, type) \
    (*(type *)natmod_va_next(&(list), (int)sizeof(type), (int)__alignof__(type)))
#define va_copy(to, from) ((void)((to) = (from)))
#define va_end(list) ((void)(list))
#endif
