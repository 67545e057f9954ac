// SPDX-License-Identifier: 0BSD
// What assert() calls. It formats a text, so it is in a file of its own (see py/raise_text.c).
#include "../rt.h"

// assert.h declares it only where assertions are on.
__attribute__((noreturn)) void __assert_fail(const char *expression, const char *file,
                                             unsigned int line, const char *function);
void __assert_fail(const char *expression, const char *file, unsigned int line,
                   const char *function) {
    (void)function;
    mp_raise_msg_varg(&mp_type_AssertionError, MP_ERROR_TEXT("%s:%u: %s"), file, line, expression);
}

// The same as newlib and picolibc call it.
__attribute__((noreturn)) void __assert_func(const char *file, int line, const char *function,
                                             const char *expression);
void __assert_func(const char *file, int line, const char *function, const char *expression) {
    __assert_fail(expression, file, (unsigned int)line, function);
}
