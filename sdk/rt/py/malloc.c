// Memory from the firmware's heap.
#include "../rt.h"

void *m_malloc_maybe(size_t num_bytes) {
    return natmod_tab_realloc_(NULL, num_bytes, false);
}

void *m_malloc(size_t num_bytes) {
    return m_realloc(NULL, num_bytes);
}

void *m_malloc0(size_t num_bytes) {
    void *ptr = m_malloc(num_bytes);
    // The collector need not have cleared the block.
    return num_bytes == 0 ? ptr : memset(ptr, 0, num_bytes);
}

void *m_realloc_maybe(void *ptr, size_t new_num_bytes, bool allow_move) {
    return natmod_tab_realloc_(ptr, new_num_bytes, allow_move);
}

void *m_realloc(void *ptr, size_t new_num_bytes) {
    void *moved = natmod_tab_realloc_(ptr, new_num_bytes, true);
    if (moved == NULL && new_num_bytes != 0) {
        m_malloc_fail(new_num_bytes);
    }
    return moved;
}

void m_free(void *ptr) {
    natmod_tab_realloc_(ptr, 0, false);
}
