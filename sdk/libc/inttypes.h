// SPDX-License-Identifier: 0BSD
/* printf and scanf conversions for the types of stdint.h, for both MicroPython's formatter and
 * ours. */
#ifndef NATMOD_LIBC_INTTYPES_H
#define NATMOD_LIBC_INTTYPES_H

#include <stdint.h>

#define PRId8 "d"
#define PRIi8 "d"
#define PRIu8 "u"
#define PRIx8 "x"
#define PRIX8 "X"
#define PRIo8 "o"
#define PRId16 "d"
#define PRIi16 "d"
#define PRIu16 "u"
#define PRIx16 "x"
#define PRIX16 "X"
#define PRIo16 "o"
/* gcc's bare-metal targets of 32 bits make int32_t a long. */
#if __SIZEOF_LONG__ == 4 && !defined(__clang__) && !defined(__linux__)
#define NATMOD_PRI32 "l"
#else
#define NATMOD_PRI32 ""
#endif
#define PRId32 NATMOD_PRI32 "d"
#define PRIi32 NATMOD_PRI32 "d"
#define PRIu32 NATMOD_PRI32 "u"
#define PRIx32 NATMOD_PRI32 "x"
#define PRIX32 NATMOD_PRI32 "X"
#define PRIo32 NATMOD_PRI32 "o"
#if __SIZEOF_LONG__ == 8
#define NATMOD_PRI64 "l"
#else
#define NATMOD_PRI64 "ll"
#endif
#define PRId64 NATMOD_PRI64 "d"
#define PRIi64 NATMOD_PRI64 "d"
#define PRIu64 NATMOD_PRI64 "u"
#define PRIx64 NATMOD_PRI64 "x"
#define PRIX64 NATMOD_PRI64 "X"
#define PRIo64 NATMOD_PRI64 "o"
#define PRIdMAX "jd"
#define PRIuMAX "ju"
#define PRIxMAX "jx"
#if __SIZEOF_LONG__ == 8
#define NATMOD_PRIPTR "l"
#else
#define NATMOD_PRIPTR ""
#endif
#define PRIdPTR NATMOD_PRIPTR "d"
#define PRIuPTR NATMOD_PRIPTR "u"
#define PRIxPTR NATMOD_PRIPTR "x"
#define PRIXPTR NATMOD_PRIPTR "X"

#ifdef __cplusplus
extern "C" {
#endif
intmax_t strtoimax(const char *text, char **end, int base);
uintmax_t strtoumax(const char *text, char **end, int base);
#ifdef __cplusplus
}
#endif
#endif
