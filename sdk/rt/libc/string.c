// <string.h>
#include "libc.h"

MP_WEAK size_t strlen(const char *s) {
    const char *end = s;
    while (*end != '\0') {
        ++end;
        NATMOD_OPAQUE(end);
    }
    return (size_t)(end - s);
}

size_t strnlen(const char *s, size_t n);
MP_WEAK size_t strnlen(const char *s, size_t n) {
    const char *end = (const char *)memchr(s, 0, n);
    return end == NULL ? n : (size_t)(end - s);
}

MP_WEAK int memcmp(const void *a, const void *b, size_t n) {
    const byte *p = (const byte *)a, *q = (const byte *)b;
    for (; n != 0; --n, ++p, ++q) {
        if (*p != *q) {
            return *p - *q;
        }
    }
    return 0;
}

MP_WEAK void *memchr(const void *s, int c, size_t n) {
    for (const byte *p = (const byte *)s; n != 0; --n, ++p) {
        if (*p == (byte)c) {
            return (void *)p;
        }
    }
    return NULL;
}

MP_WEAK int strncmp(const char *a, const char *b, size_t n) {
    const byte *p = (const byte *)a, *q = (const byte *)b;
    for (; n != 0; --n, ++p, ++q) {
        if (*p != *q || *p == 0) {
            return *p - *q;
        }
    }
    return 0;
}

MP_WEAK int strcmp(const char *a, const char *b) {
    return strncmp(a, b, PTRDIFF_MAX);
}

MP_WEAK char *strcpy(char *to, const char *from) {
    return (char *)memcpy(to, from, strlen(from) + 1);
}

char *stpcpy(char *to, const char *from);
MP_WEAK char *stpcpy(char *to, const char *from) {
    size_t len = strlen(from);
    memcpy(to, from, len + 1);
    return to + len;
}

MP_WEAK char *strncpy(char *to, const char *from, size_t n) {
    size_t len = strnlen(from, n);
    memcpy(to, from, len);
    memset(to + len, 0, n - len);
    return to;
}

MP_WEAK char *strncat(char *to, const char *from, size_t n) {
    size_t len = strnlen(from, n);
    char *end = to + strlen(to);
    memcpy(end, from, len);
    end[len] = '\0';
    return to;
}

MP_WEAK char *strcat(char *to, const char *from) {
    strcpy(to + strlen(to), from);
    return to;
}

MP_WEAK char *strchr(const char *s, int c) {
    return (char *)memchr(s, c, strlen(s) + 1);
}

MP_WEAK char *strrchr(const char *s, int c) {
    for (const char *p = s + strlen(s); p >= s; --p) {
        if (*p == (char)c) {
            return (char *)p;
        }
    }
    return NULL;
}

MP_WEAK char *strstr(const char *s, const char *part) {
    for (size_t n = strlen(part);; ++s) {
        if (strncmp(s, part, n) == 0) {
            return (char *)s;
        }
        if (*s == '\0') {
            return NULL;
        }
    }
}

MP_WEAK size_t strspn(const char *s, const char *accept) {
    size_t n = 0;
    while (s[n] != '\0' && strchr(accept, s[n]) != NULL) {
        ++n;
    }
    return n;
}

MP_WEAK size_t strcspn(const char *s, const char *reject) {
    size_t n = 0;
    while (s[n] != '\0' && strchr(reject, s[n]) == NULL) {
        ++n;
    }
    return n;
}

MP_WEAK char *strpbrk(const char *s, const char *accept) {
    s += strcspn(s, accept);
    return *s == '\0' ? NULL : (char *)s;
}

char *strtok_r(char *s, const char *separators, char **rest);
MP_WEAK char *strtok_r(char *s, const char *separators, char **rest) {
    if (s == NULL) {
        s = *rest;
    }
    s += strspn(s, separators);
    if (*s == '\0') {
        *rest = s;
        return NULL;
    }
    char *end = s + strcspn(s, separators);
    *rest = end;
    if (*end != '\0') {
        *end = '\0';
        *rest = end + 1;
    }
    return s;
}

MP_WEAK char *strtok(char *s, const char *separators) {
    static char *rest;
    return strtok_r(s, separators, &rest);
}
