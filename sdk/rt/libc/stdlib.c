// SPDX-License-Identifier: 0BSD
// Sorting, searching, pseudo-random numbers, and what ends a program elsewhere.
#include <stdlib.h>

#include <errno.h>

#include "../rt.h"

int abs(int n) {
    return n < 0 ? -n : n;
}

long labs(long n) {
    return n < 0 ? -n : n;
}

long long llabs(long long n) {
    return n < 0 ? -n : n;
}

div_t div(int a, int b) {
    div_t result = {a / b, a % b};
    return result;
}

ldiv_t ldiv(long a, long b) {
    ldiv_t result = {a / b, a % b};
    return result;
}

lldiv_t lldiv(long long a, long long b) {
    lldiv_t result = {a / b, a % b};
    return result;
}

void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *, const void *)) {
    const char *first = (const char *)base;
    while (count != 0) {
        const char *middle = first + count / 2 * size;
        int order = compare(key, middle);
        if (order == 0) {
            return (void *)(uintptr_t)middle;
        }
        if (order > 0) {
            first = middle + size;
            --count;
        }
        count /= 2;
    }
    return NULL;
}

static void swap(char *a, char *b, size_t size) {
    for (; size != 0; --size, ++a, ++b) {
        char kept = *a;
        *a = *b;
        *b = kept;
    }
}

static void sift_down(char *base, size_t root, size_t count, size_t size,
                      int (*compare)(const void *, const void *)) {
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && compare(base + child * size, base + (child + 1) * size) < 0) {
            ++child;
        }
        if (compare(base + root * size, base + child * size) >= 0) {
            return;
        }
        swap(base + root * size, base + child * size, size);
    }
}

// Heap sort: no recursion and no extra memory, on the firmware's small stacks.
void qsort(void *memory, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    char *base = (char *)memory;
    for (size_t root = count / 2; root-- != 0;) {
        sift_down(base, root, count, size, compare);
    }
    for (size_t last = count; last-- > 1;) {
        swap(base, base + last * size, size);
        sift_down(base, 0, last, size, compare);
    }
}

static uint32_t random_state = 1;

void srand(unsigned int seed) {
    random_state = seed;
}

// A linear congruential generator of 32 bits; the upper bits are the good ones.
int rand(void) {
    random_state = random_state * 1664525u + 1013904223u;
    uint32_t high = random_state >> 16;
    random_state = random_state * 1664525u + 1013904223u;
    return (int)((high << 15 ^ random_state >> 16) & RAND_MAX);
}

long random(void) {
    return rand();
}

void srandom(unsigned int seed) {
    srand(seed);
}

char *getenv(const char *name) {
    (void)name;
    return NULL;
}

// A module may bring one of the two, in which case it is the one that is used. Newlib's name:
MP_WEAK int *__errno(void) {
    static int number;
    return &number;
}

MP_WEAK int *__errno_location(void) {
    return __errno();
}

// musl's name of it within its library, whose own object has both.
int *___errno_location(void) {
    return __errno_location();
}

void exit(int status) {
    mp_obj_t arg = MP_OBJ_NEW_SMALL_INT(status);
    nlr_raise(mp_obj_new_exception_args(&mp_type_SystemExit, 1, &arg));
}

void abort(void) {
    mp_raise_msg(&mp_type_SystemExit, MP_ERROR_TEXT("abort"));
}
