// SPDX-License-Identifier: 0BSD
// Strings and memory, small rather than fast: memcpy, memmove and memset are the firmware's.
#include <string.h>

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>

size_t strlen(const char *s) {
    const char *end = s;
    while (*end != '\0') {
        ++end;
    }
    return (size_t)(end - s);
}

size_t strnlen(const char *s, size_t n) {
    size_t len = 0;
    while (len < n && s[len] != '\0') {
        ++len;
    }
    return len;
}

int memcmp(const void *a, const void *b, size_t n) {
    const unsigned char *x = (const unsigned char *)a, *y = (const unsigned char *)b;
    for (; n != 0; --n, ++x, ++y) {
        if (*x != *y) {
            return *x - *y;
        }
    }
    return 0;
}

void *memchr(const void *s, int c, size_t n) {
    const unsigned char *p = (const unsigned char *)s;
    for (; n != 0; --n, ++p) {
        if (*p == (unsigned char)c) {
            return (void *)(uintptr_t)p;
        }
    }
    return NULL;
}

void *memrchr(const void *s, int c, size_t n) {
    const unsigned char *p = (const unsigned char *)s;
    while (n != 0) {
        if (p[--n] == (unsigned char)c) {
            return (void *)(uintptr_t)(p + n);
        }
    }
    return NULL;
}

void *memccpy(void *to, const void *from, int c, size_t n) {
    const unsigned char *found = (const unsigned char *)memchr(from, c, n);
    size_t count = found == NULL ? n : (size_t)(found - (const unsigned char *)from) + 1;
    memcpy(to, from, count);
    return found == NULL ? NULL : (char *)to + count;
}

void *mempcpy(void *to, const void *from, size_t n) {
    return (char *)memcpy(to, from, n) + n;
}

void *memmem(const void *s, size_t n, const void *part, size_t part_n) {
    const char *p = (const char *)s;
    for (; n >= part_n; --n, ++p) {
        if (memcmp(p, part, part_n) == 0) {
            return (void *)(uintptr_t)p;
        }
    }
    return NULL;
}

char *stpcpy(char *to, const char *from) {
    size_t len = strlen(from);
    return (char *)memcpy(to, from, len + 1) + len;
}

char *strcpy(char *to, const char *from) {
    return (char *)memcpy(to, from, strlen(from) + 1);
}

char *strncpy(char *to, const char *from, size_t n) {
    size_t len = strnlen(from, n);
    memcpy(to, from, len);
    memset(to + len, 0, n - len);
    return to;
}

size_t strlcpy(char *to, const char *from, size_t size) {
    size_t len = strlen(from);
    if (size != 0) {
        size_t count = len < size ? len : size - 1;
        memcpy(to, from, count);
        to[count] = '\0';
    }
    return len;
}

size_t strlcat(char *to, const char *from, size_t size) {
    size_t len = strnlen(to, size);
    return len + strlcpy(to + len, from, size - len);
}

char *strcat(char *to, const char *from) {
    strcpy(to + strlen(to), from);
    return to;
}

char *strncat(char *to, const char *from, size_t n) {
    char *end = to + strlen(to);
    size_t len = strnlen(from, n);
    memcpy(end, from, len);
    end[len] = '\0';
    return to;
}

int strncmp(const char *a, const char *b, size_t n) {
    for (; n != 0; --n, ++a, ++b) {
        if (*a != *b || *a == '\0') {
            return (unsigned char)*a - (unsigned char)*b;
        }
    }
    return 0;
}

int strcmp(const char *a, const char *b) {
    return strncmp(a, b, SIZE_MAX);
}

int strcoll(const char *a, const char *b) {
    return strcmp(a, b);
}

int strncasecmp(const char *a, const char *b, size_t n) {
    for (; n != 0; --n, ++a, ++b) {
        int difference = tolower((unsigned char)*a) - tolower((unsigned char)*b);
        if (difference != 0 || *a == '\0') {
            return difference;
        }
    }
    return 0;
}

int strcasecmp(const char *a, const char *b) {
    return strncasecmp(a, b, SIZE_MAX);
}

char *strchr(const char *s, int c) {
    return (char *)memchr(s, c, strlen(s) + 1);
}

char *strrchr(const char *s, int c) {
    return (char *)memrchr(s, c, strlen(s) + 1);
}

size_t strspn(const char *s, const char *set) {
    size_t n = 0;
    while (s[n] != '\0' && strchr(set, s[n]) != NULL) {
        ++n;
    }
    return n;
}

size_t strcspn(const char *s, const char *set) {
    size_t n = 0;
    while (s[n] != '\0' && strchr(set, s[n]) == NULL) {
        ++n;
    }
    return n;
}

char *strpbrk(const char *s, const char *set) {
    s += strcspn(s, set);
    return *s == '\0' ? NULL : (char *)(uintptr_t)s;
}

char *strstr(const char *s, const char *part) {
    return (char *)memmem(s, strlen(s), part, strlen(part));
}

char *strsep(char **s, const char *set) {
    char *start = *s;
    if (start != NULL) {
        char *end = start + strcspn(start, set);
        *s = *end == '\0' ? NULL : end + 1;
        *end = '\0';
    }
    return start;
}

char *strtok_r(char *s, const char *set, char **state) {
    if (s == NULL) {
        s = *state;
    }
    s += strspn(s, set);
    if (*s == '\0') {
        *state = s;
        return NULL;
    }
    char *end = s + strcspn(s, set);
    *state = *end == '\0' ? end : end + 1;
    *end = '\0';
    return s;
}

char *strtok(char *s, const char *set) {
    static char *state;
    return strtok_r(s, set, &state);
}

char *strndup(const char *s, size_t n) {
    size_t len = strnlen(s, n);
    char *copy = (char *)malloc(len + 1);
    if (copy != NULL) {
        memcpy(copy, s, len);
        copy[len] = '\0';
    }
    return copy;
}

char *strdup(const char *s) {
    return strndup(s, SIZE_MAX);
}
