// SPDX-License-Identifier: 0BSD
// new and delete. The names are those of the C++ ABI: `m` and `j` stand for a size_t of 64 and of
// 32 bits.
//
// Blocks come from malloc(), which tracks them: C++ keeps pointers where the garbage collector does
// not look.
#include <stdlib.h>

#include "../rt.h"
#include "cxx.h"

#define NEW SIZED(_Znwm, _Znwj)
#define NEW_ARRAY SIZED(_Znam, _Znaj)
#define NEW_NOTHROW SIZED(_ZnwmRKSt9nothrow_t, _ZnwjRKSt9nothrow_t)
#define NEW_ARRAY_NOTHROW SIZED(_ZnamRKSt9nothrow_t, _ZnajRKSt9nothrow_t)
#define NEW_ALIGNED SIZED(_ZnwmSt11align_val_t, _ZnwjSt11align_val_t)
#define NEW_ARRAY_ALIGNED SIZED(_ZnamSt11align_val_t, _ZnajSt11align_val_t)
#define DELETE_SIZED SIZED(_ZdlPvm, _ZdlPvj)
#define DELETE_ARRAY_SIZED SIZED(_ZdaPvm, _ZdaPvj)
#define DELETE_SIZED_ALIGNED SIZED(_ZdlPvmSt11align_val_t, _ZdlPvjSt11align_val_t)
#define DELETE_ARRAY_SIZED_ALIGNED SIZED(_ZdaPvmSt11align_val_t, _ZdaPvjSt11align_val_t)

void *NEW(size_t size);
void *NEW_ARRAY(size_t size);
void *NEW_NOTHROW(size_t size, const void *tag);
void *NEW_ARRAY_NOTHROW(size_t size, const void *tag);
void *NEW_ALIGNED(size_t size, size_t alignment);
void *NEW_ARRAY_ALIGNED(size_t size, size_t alignment);
void _ZdlPv(void *block);
void _ZdaPv(void *block);
void _ZdlPvRKSt9nothrow_t(void *block, const void *tag);
void _ZdaPvRKSt9nothrow_t(void *block, const void *tag);
void DELETE_SIZED(void *block, size_t size);
void DELETE_ARRAY_SIZED(void *block, size_t size);
void _ZdlPvSt11align_val_t(void *block, size_t alignment);
void _ZdaPvSt11align_val_t(void *block, size_t alignment);
void DELETE_SIZED_ALIGNED(void *block, size_t size, size_t alignment);
void DELETE_ARRAY_SIZED_ALIGNED(void *block, size_t size, size_t alignment);
extern const char _ZSt7nothrow;

const char _ZSt7nothrow = 0;

// A program may replace these two, and the other forms then call its own: weak, so that the
// compiler does not take it for granted that the call ends here.
__attribute__((weak)) void *NEW(size_t size) {
    for (;;) {
        void *block = malloc(size ? size : 1);
        if (block != NULL) {
            return block;
        }
        natmod_no_memory(size);
    }
}

__attribute__((weak)) void _ZdlPv(void *block) {
    free(block);
}

void *NEW_ARRAY(size_t size) {
    return NEW(size);
}

void *NEW_NOTHROW(size_t size, const void *tag) {
    (void)tag;
    return malloc(size ? size : 1);
}

void *NEW_ARRAY_NOTHROW(size_t size, const void *tag) {
    return NEW_NOTHROW(size, tag);
}

void _ZdaPv(void *block) {
    _ZdlPv(block);
}

void _ZdlPvRKSt9nothrow_t(void *block, const void *tag) {
    (void)tag;
    _ZdlPv(block);
}

void _ZdaPvRKSt9nothrow_t(void *block, const void *tag) {
    (void)tag;
    _ZdaPv(block);
}

void DELETE_SIZED(void *block, size_t size) {
    (void)size;
    _ZdlPv(block);
}

void DELETE_ARRAY_SIZED(void *block, size_t size) {
    (void)size;
    _ZdaPv(block);
}

// The address of the whole block is in front of what is given.
void *NEW_ALIGNED(size_t size, size_t alignment) {
    size_t more = sizeof(void *) + alignment - 1;
    char *block = NEW(size > SIZE_MAX - more ? SIZE_MAX / 2 : size + more);
    uintptr_t given = ((uintptr_t)block + more) & ~(uintptr_t)(alignment - 1);
    ((void **)given)[-1] = block;
    return (void *)given;
}

void *NEW_ARRAY_ALIGNED(size_t size, size_t alignment) {
    return NEW_ALIGNED(size, alignment);
}

void _ZdlPvSt11align_val_t(void *block, size_t alignment) {
    (void)alignment;
    if (block != NULL) {
        _ZdlPv(((void **)block)[-1]);
    }
}

void _ZdaPvSt11align_val_t(void *block, size_t alignment) {
    _ZdlPvSt11align_val_t(block, alignment);
}

void DELETE_SIZED_ALIGNED(void *block, size_t size, size_t alignment) {
    (void)size;
    _ZdlPvSt11align_val_t(block, alignment);
}

void DELETE_ARRAY_SIZED_ALIGNED(void *block, size_t size, size_t alignment) {
    (void)size;
    _ZdlPvSt11align_val_t(block, alignment);
}
