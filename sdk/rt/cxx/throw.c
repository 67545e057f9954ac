// SPDX-License-Identifier: 0BSD
// The functions that libstdc++'s headers call to throw: they raise MicroPython exceptions. (Its
// library would throw C++ exceptions, which a module cannot have.) No destructor runs on the way.
#include <stdlib.h>

#include "../rt.h"

#define THROW(name, exception)                    \
    MP_NORETURN void name(const char *text);      \
    void name(const char *text) {                 \
        mp_raise_msg(&mp_type_##exception, text); \
    }
#define THROW_TEXT(name, exception, text)                        \
    MP_NORETURN void name(void);                                 \
    void name(void) {                                            \
        mp_raise_msg(&mp_type_##exception, MP_ERROR_TEXT(text)); \
    }

THROW(_ZSt19__throw_logic_errorPKc, ValueError)
THROW(_ZSt20__throw_domain_errorPKc, ValueError)
THROW(_ZSt24__throw_invalid_argumentPKc, ValueError)
THROW(_ZSt20__throw_length_errorPKc, ValueError)
THROW(_ZSt19__throw_range_errorPKc, ValueError)
THROW(_ZSt20__throw_out_of_rangePKc, IndexError)
THROW(_ZSt21__throw_runtime_errorPKc, RuntimeError)
THROW(_ZSt22__throw_overflow_errorPKc, OverflowError)
THROW(_ZSt23__throw_underflow_errorPKc, OverflowError)
THROW_TEXT(_ZSt17__throw_bad_allocv, MemoryError, "memory allocation failed")
THROW_TEXT(_ZSt28__throw_bad_array_new_lengthv, MemoryError, "memory allocation failed")
THROW_TEXT(__cxa_throw_bad_array_new_length, MemoryError, "memory allocation failed")
THROW_TEXT(_ZSt16__throw_bad_castv, TypeError, "bad cast")
THROW_TEXT(_ZSt18__throw_bad_typeidv, TypeError, "bad typeid")
THROW_TEXT(_ZSt25__throw_bad_function_callv, TypeError, "std::function is empty")
THROW_TEXT(_ZSt21__throw_bad_exceptionv, RuntimeError, "bad exception")

MP_NORETURN void _ZSt24__throw_out_of_range_fmtPKcz(const char *format, ...);
MP_NORETURN void _ZSt20__throw_system_errori(int code);
MP_NORETURN void _ZSt21__glibcxx_assert_failPKciS0_S0_(const char *file, int line,
                                                       const char *function, const char *condition);
MP_NORETURN void _ZSt9terminatev(void);

// The format, which is libstdc++'s, has lengths that not every firmware's printf knows.
void _ZSt24__throw_out_of_range_fmtPKcz(const char *format, ...) {
    (void)format;
    mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("index out of range"));
}

void _ZSt20__throw_system_errori(int code) {
    mp_raise_OSError(code);
}

void _ZSt21__glibcxx_assert_failPKciS0_S0_(const char *file, int line, const char *function,
                                           const char *condition) {
    (void)file;
    (void)line;
    (void)function;
    mp_raise_msg(&mp_type_AssertionError, condition);
}

void _ZSt9terminatev(void) {
    abort();
}
