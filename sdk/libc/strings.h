// SPDX-License-Identifier: 0BSD
#ifndef NATMOD_LIBC_STRINGS_H
#define NATMOD_LIBC_STRINGS_H

#include <string.h>

#define bzero(s, n) ((void)memset((s), 0, (n)))
#define bcmp(a, b, n) memcmp((a), (b), (n))
#define bcopy(from, to, n) ((void)memmove((to), (from), (n)))

#endif
