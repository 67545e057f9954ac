// SPDX-License-Identifier: 0BSD
// Memory from the firmware's heap.
#include "../rt.h"

void *m_malloc_maybe(size_t num_bytes) {
    return natmod_tab_realloc_(NULL, num_bytes, false);
}

// A tuple of that size: the firmware raises MemoryError itself, with its text and its reserve.
void *m_malloc(size_t num_bytes) {
    if (num_bytes == 0) {
        return NULL;
    }
    size_t words = (num_bytes + sizeof(mp_obj_t) - 1) / sizeof(mp_obj_t);
    mp_obj_tuple_t *memory =
        (mp_obj_tuple_t *)MP_OBJ_TO_PTR(mp_obj_new_tuple(MAX(words, 3) - 2, NULL));
    // As the rest, which the collector clears unless the port's configuration says otherwise.
    memory->base.type = NULL;
    memory->len = 0;
    return memory;
}

void *m_malloc0(size_t num_bytes) {
    void *ptr = m_malloc(num_bytes);
    // The collector need not have cleared the block.
    return num_bytes == 0 ? ptr : memset(ptr, 0, num_bytes);
}

void *m_realloc_maybe(void *ptr, size_t new_num_bytes, bool allow_move) {
    return natmod_tab_realloc_(ptr, new_num_bytes, allow_move);
}

// A tuple of that size, for which there is no memory either, makes the firmware raise its own
// error, with its text and its reserve. If there is some after all, it is garbage and may be had.
void natmod_no_memory(size_t num_bytes) {
    size_t words = num_bytes / sizeof(mp_obj_t);
    mp_obj_new_tuple(words > 3 ? words - 2 : 1, NULL);
}

void *m_realloc(void *ptr, size_t new_num_bytes) {
    for (;;) {
        void *moved = natmod_tab_realloc_(ptr, new_num_bytes, true);
        if (moved != NULL || new_num_bytes == 0) {
            return moved;
        }
        natmod_no_memory(new_num_bytes);
    }
}

void m_free(void *ptr) {
    natmod_tab_realloc_(ptr, 0, false);
}
