// What C++ compilers call: new and delete, guards of static objects, pure virtual functions.
//
// The names are those of the C++ ABI: `m` and `j` stand for the size_t of 64 and 32 bits.
#include <stdlib.h>

#include "rt.h"

#if UINTPTR_MAX > 0xffffffff
#define OPERATOR(name_64, name_32) name_64
#else
#define OPERATOR(name_64, name_32) name_32
#endif
#define NEW OPERATOR(_Znwm, _Znwj)
#define NEW_ARRAY OPERATOR(_Znam, _Znaj)
#define NEW_NOTHROW OPERATOR(_ZnwmRKSt9nothrow_t, _ZnwjRKSt9nothrow_t)
#define NEW_ARRAY_NOTHROW OPERATOR(_ZnamRKSt9nothrow_t, _ZnajRKSt9nothrow_t)
#define DELETE_SIZED OPERATOR(_ZdlPvm, _ZdlPvj)
#define DELETE_ARRAY_SIZED OPERATOR(_ZdaPvm, _ZdaPvj)

void *NEW(size_t size);
void *NEW_ARRAY(size_t size);
void *NEW_NOTHROW(size_t size, const void *tag);
void *NEW_ARRAY_NOTHROW(size_t size, const void *tag);
void _ZdlPv(void *block);
void _ZdaPv(void *block);
void DELETE_SIZED(void *block, size_t size);
void DELETE_ARRAY_SIZED(void *block, size_t size);
int __cxa_guard_acquire(uint8_t *guard);
void __cxa_guard_release(uint8_t *guard);
void __cxa_guard_abort(uint8_t *guard);
int __cxa_atexit(void (*destructor)(void *), void *object, void *module);
int __aeabi_atexit(void *object, void (*destructor)(void *), void *module);
MP_NORETURN void __cxa_pure_virtual(void);
extern void *__dso_handle;

// As malloc(): tracked, since C++ keeps pointers where the garbage collector does not look.
void *NEW(size_t size) {
    void *block = malloc(size ? size : 1);
    if (block == NULL) {
        m_malloc_fail(size);
    }
    return block;
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

void _ZdlPv(void *block) {
    free(block);
}

void _ZdaPv(void *block) {
    free(block);
}

void DELETE_SIZED(void *block, size_t size) {
    (void)size;
    free(block);
}

void DELETE_ARRAY_SIZED(void *block, size_t size) {
    (void)size;
    free(block);
}

// The first byte of a guard says that the object is made; compiled code looks there first. There is
// one thread at a time. An object that needs itself is not waited for: it is given as it is.
int __cxa_guard_acquire(uint8_t *guard) {
    if (guard[0] != 0 || guard[1] != 0) {
        return 0;
    }
    guard[1] = 1;
    return 1;
}

void __cxa_guard_release(uint8_t *guard) {
    guard[0] = 1;
}

void __cxa_guard_abort(uint8_t *guard) {
    guard[1] = 0;
}

// A module is never unloaded: destructors of static objects do not run, as in firmware.
int __cxa_atexit(void (*destructor)(void *), void *object, void *module) {
    (void)destructor;
    (void)object;
    (void)module;
    return 0;
}

int __aeabi_atexit(void *object, void (*destructor)(void *), void *module) {
    return __cxa_atexit(destructor, object, module);
}

void *__dso_handle;

void __cxa_pure_virtual(void) {
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("pure virtual function called"));
}
