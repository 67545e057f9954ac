// The C heap: blocks of the firmware's heap that live until they are freed.
#include "libc.h"

void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *ptr, size_t size);
void free(void *ptr);
char *strdup(const char *s);

MP_WEAK void *malloc(size_t size) {
    return m_tracked_calloc(1, size);
}

MP_WEAK void *calloc(size_t n, size_t size) {
    return m_tracked_calloc(n, size);
}

MP_WEAK void *realloc(void *ptr, size_t size) {
    return m_tracked_realloc(ptr, size);
}

MP_WEAK void free(void *ptr) {
    m_tracked_free(ptr);
}

MP_WEAK char *strdup(const char *s) {
    size_t size = strlen(s) + 1;
    char *copy = (char *)malloc(size);
    return copy == NULL ? NULL : (char *)memcpy(copy, s, size);
}
