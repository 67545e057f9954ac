// SPDX-License-Identifier: 0BSD
// ARM's run-time ABI has names of its own for memcpy() and the like.
#ifdef __arm__

#include <string.h>

#define MEMORY_FUNCTIONS(alignment)                                         \
    void __aeabi_memcpy##alignment(void *to, const void *from, size_t n) {  \
        memcpy(to, from, n);                                                \
    }                                                                       \
    void __aeabi_memmove##alignment(void *to, const void *from, size_t n) { \
        memmove(to, from, n);                                               \
    }                                                                       \
    void __aeabi_memset##alignment(void *to, size_t n, int c) {             \
        memset(to, c, n);                                                   \
    }                                                                       \
    void __aeabi_memclr##alignment(void *to, size_t n) {                    \
        memset(to, 0, n);                                                   \
    }
MEMORY_FUNCTIONS()
MEMORY_FUNCTIONS(4)
MEMORY_FUNCTIONS(8)

#endif
