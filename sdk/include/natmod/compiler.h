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

// clang names the extensions it sees even where __extension__ announces them: tables that count
// their last member.
#ifdef __clang__
#pragma clang diagnostic ignored "-Wflexible-array-extensions"
#pragma clang diagnostic ignored "-Wc99-extensions"
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
