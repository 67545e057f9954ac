// SPDX-License-Identifier: 0BSD
// malloc() and its kin on the firmware's heap.
//
// C code keeps pointers where the garbage collector does not look: in static variables, or hidden
// in other blocks. So all blocks are tracked and live until someone frees them.
#include <stdlib.h>

#include "../rt.h"

void *malloc(size_t size) {
    return m_tracked_calloc(1, size);
}

void *calloc(size_t count, size_t size) {
    return m_tracked_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    return m_tracked_realloc(block, size);
}

void free(void *block) {
    m_tracked_free(block);
}
