// SPDX-License-Identifier: 0BSD
/* Memory on the firmware's heap, numbers in text, sorting, pseudo-random numbers.

   A block of malloc() lives until free(), as in firmware, wherever the pointer to it is kept. NULL
   means that there is no memory. */
#ifndef NATMOD_LIBC_STDLIB_H
#define NATMOD_LIBC_STDLIB_H

#include <stddef.h>
#include <sys/types.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff

#ifdef __cplusplus
extern "C" {
#endif
typedef struct {
    int quot, rem;
} div_t;
typedef struct {
    long quot, rem;
} ldiv_t;
typedef struct {
    long long quot, rem;
} lldiv_t;

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);

/* Both raise SystemExit, as sys.exit() does: a module cannot end the firmware. */
__attribute__((noreturn)) void abort(void);
__attribute__((noreturn)) void exit(int status);

int abs(int n);
long labs(long n);
long long llabs(long long n);
div_t div(int a, int b);
ldiv_t ldiv(long a, long b);
lldiv_t lldiv(long long a, long long b);

int atoi(const char *text);
long atol(const char *text);
long long atoll(const char *text);
double atof(const char *text);
long strtol(const char *text, char **end, int base);
unsigned long strtoul(const char *text, char **end, int base);
long long strtoll(const char *text, char **end, int base);
unsigned long long strtoull(const char *text, char **end, int base);
double strtod(const char *text, char **end);
float strtof(const char *text, char **end);

void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *, const void *));
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));

int rand(void);
void srand(unsigned int seed);
/* The same numbers. */
long random(void);
void srandom(unsigned int seed);
char *getenv(const char *name);
#ifdef __cplusplus
}
#endif
#endif
