// SPDX-License-Identifier: 0BSD
// Blocks that the collector does not free.
#include "../rt.h"

typedef struct tracked tracked;
struct tracked {
    tracked *previous, *next;
    size_t size;
    size_t unused;  // keeps the caller's memory as aligned as the block
};

// Not static: so it is in memory that the collector looks at, and with it the whole list.
tracked *natmod_tracked_blocks;

static void link_block(tracked *block) {
    block->previous = NULL;
    block->next = natmod_tracked_blocks;
    if (block->next != NULL) {
        block->next->previous = block;
    }
    natmod_tracked_blocks = block;
}

static void unlink_block(tracked *block) {
    if (block->next != NULL) {
        block->next->previous = block->previous;
    }
    if (block->previous != NULL) {
        block->previous->next = block->next;
    } else {
        natmod_tracked_blocks = block->next;
    }
}

void *m_tracked_calloc(size_t nmemb, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(nmemb, size, &bytes)) {
        return NULL;
    }
    tracked *block = (tracked *)m_malloc_maybe(sizeof(tracked) + bytes);
    if (block == NULL) {
        return NULL;
    }
    memset(block, 0, sizeof(tracked) + bytes);
    block->size = bytes;
    link_block(block);
    return block + 1;
}

void m_tracked_free(void *ptr) {
    if (ptr != NULL) {
        tracked *block = (tracked *)ptr - 1;
        unlink_block(block);
        m_free(block);
    }
}

void *m_tracked_realloc(void *ptr, size_t num_bytes) {
    if (num_bytes == 0) {
        m_tracked_free(ptr);
        return NULL;
    }
    void *moved = m_tracked_calloc(1, num_bytes);
    if (moved != NULL && ptr != NULL) {
        memcpy(moved, ptr, MIN(num_bytes, ((tracked *)ptr - 1)->size));
        m_tracked_free(ptr);
    }
    return moved;
}
