// SPDX-License-Identifier: 0BSD
// What C++ compilers call of their own accord: guards of static objects, the registration of
// destructors, and whatever stands in for a pure virtual function.
#include <stdlib.h>

#include "../rt.h"

int __cxa_guard_acquire(uint8_t *guard);
void __cxa_guard_release(uint8_t *guard);
void __cxa_guard_abort(uint8_t *guard);
int __cxa_atexit(void (*destructor)(void *), void *object, void *module);
int __aeabi_atexit(void *object, void (*destructor)(void *), void *module);
MP_NORETURN void __cxa_pure_virtual(void);
MP_NORETURN void __cxa_deleted_virtual(void);
extern void *__dso_handle;
extern char __libc_single_threaded;
int _ZNSt19_Sp_make_shared_tag5_S_eqERKSt9type_info(const void *type);

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

void __cxa_deleted_virtual(void) {
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("deleted virtual function called"));
}

// std::shared_ptr counts with atomic instructions where this is 0.
char __libc_single_threaded = 1;

// What std::make_shared asks for its object is never the type of run-time type information, which
// is switched off.
int _ZNSt19_Sp_make_shared_tag5_S_eqERKSt9type_info(const void *type) {
    (void)type;
    return 0;
}
