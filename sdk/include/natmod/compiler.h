// SPDX-License-Identifier: 0BSD
// What the SDK asks of a compiler: GNU C, as gcc and clang speak it, in C99 and newer and C++17.
#ifndef NATMOD_COMPILER_H
#define NATMOD_COMPILER_H

#ifdef __cplusplus
#define NATMOD_BEGIN_C extern "C" {
#define NATMOD_END_C }
#else
#define NATMOD_BEGIN_C
#define NATMOD_END_C
#endif

// Around a structure whose last member is an array without a size, and a constant of such a
// structure: clang warns of them even where __extension__ announces them. Warnings are switched off
// with push and pop only, so that a module's source has those that it asks for.
#ifdef __clang__
// clang-format off
#define NATMOD_FLEXIBLE_BEGIN                                                \
    _Pragma("clang diagnostic push")                                         \
    _Pragma("clang diagnostic ignored \"-Wgnu-flexible-array-initializer\"") \
    _Pragma("clang diagnostic ignored \"-Wc99-extensions\"")
// clang-format on
#define NATMOD_FLEXIBLE_END _Pragma("clang diagnostic pop")
#else
#define NATMOD_FLEXIBLE_BEGIN
#define NATMOD_FLEXIBLE_END
#endif

#define MP_NORETURN __attribute__((noreturn))
#define MP_WEAK __attribute__((weak))
#define MP_NOINLINE __attribute__((noinline))
#define MP_ALWAYSINLINE __attribute__((always_inline))
#define MP_LIKELY(x) __builtin_expect((x), 1)
#define MP_UNLIKELY(x) __builtin_expect((x), 0)
#define MP_UNREACHABLE __builtin_unreachable();
#if defined(__clang__) || __GNUC__ >= 7
#define MP_FALLTHROUGH __attribute__((fallthrough));
#else
#define MP_FALLTHROUGH
#endif

// A check at compile time that stays quiet in every language version.
#ifdef __cplusplus
#define MP_STATIC_ASSERT(cond) static_assert((cond), #cond)
#else
#define MP_STATIC_ASSERT(cond) __extension__ _Static_assert((cond), #cond)
#endif
#define MP_STATIC_ASSERT_NONCONSTEXPR(cond) ((void)1)

#ifdef __has_builtin
#define NATMOD_HAS_BUILTIN(x) __has_builtin(x)
#else
#define NATMOD_HAS_BUILTIN(x) 0
#endif

#endif
