// SPDX-License-Identifier: 0BSD
/* Strings and memory. memcpy, memmove and memset are the firmware's own. */
#ifndef NATMOD_LIBC_STRING_H
#define NATMOD_LIBC_STRING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
void *memccpy(void *to, const void *from, int c, size_t n);
void *memchr(const void *s, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memcpy(void *to, const void *from, size_t n);
void *memmem(const void *s, size_t n, const void *part, size_t part_n);
void *memmove(void *to, const void *from, size_t n);
void *mempcpy(void *to, const void *from, size_t n);
void *memrchr(const void *s, int c, size_t n);
void *memset(void *s, int c, size_t n);
char *stpcpy(char *to, const char *from);
int strcasecmp(const char *a, const char *b);
char *strcat(char *to, const char *from);
char *strchr(const char *s, int c);
int strcmp(const char *a, const char *b);
int strcoll(const char *a, const char *b);
char *strcpy(char *to, const char *from);
size_t strcspn(const char *s, const char *set);
char *strdup(const char *s);
char *strerror(int error);
size_t strlcat(char *to, const char *from, size_t size);
size_t strlcpy(char *to, const char *from, size_t size);
size_t strlen(const char *s);
int strncasecmp(const char *a, const char *b, size_t n);
char *strncat(char *to, const char *from, size_t n);
int strncmp(const char *a, const char *b, size_t n);
char *strncpy(char *to, const char *from, size_t n);
char *strndup(const char *s, size_t n);
size_t strnlen(const char *s, size_t n);
char *strpbrk(const char *s, const char *set);
char *strrchr(const char *s, int c);
char *strsep(char **s, const char *set);
size_t strspn(const char *s, const char *set);
char *strstr(const char *s, const char *part);
char *strtok(char *s, const char *set);
char *strtok_r(char *s, const char *set, char **state);
#ifdef __cplusplus
}
#endif
#endif
