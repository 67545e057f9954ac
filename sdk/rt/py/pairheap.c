// SPDX-License-Identifier: 0BSD
// Pairing heaps; see py/pairheap.h.
#include "../rt.h"

#include "py/pairheap.h"

static bool is_parent(const mp_pairheap_t *next) {
    return ((uintptr_t)next & 1) != 0;
}

static mp_pairheap_t *parent_mark(mp_pairheap_t *parent) {
    return (mp_pairheap_t *)((uintptr_t)parent | 1);
}

// The smaller top takes the other as a child: last if it was pushed later, else first.
mp_pairheap_t *mp_pairheap_meld(mp_pairheap_lt_t lt, mp_pairheap_t *heap1, mp_pairheap_t *heap2) {
    if (heap1 == NULL || heap2 == NULL) {
        return heap1 == NULL ? heap2 : heap1;
    }
    if (!lt(heap1, heap2)) {
        heap1->next = heap2->child;
        if (heap2->child == NULL) {
            heap1->next = parent_mark(heap2);
            heap2->child_last = heap1;
        }
        heap2->child = heap1;
        return heap2;
    }
    if (heap1->child == NULL) {
        heap1->child = heap2;
    } else {
        heap1->child_last->next = heap2;
    }
    heap1->child_last = heap2;
    heap2->next = parent_mark(heap1);
    return heap1;
}

// Takes the first of a list of siblings.
static mp_pairheap_t *take(mp_pairheap_t **siblings) {
    mp_pairheap_t *first = *siblings;
    *siblings = first->next;
    first->next = NULL;
    return first;
}

mp_pairheap_t *mp_pairheap_pairing(mp_pairheap_lt_t lt, mp_pairheap_t *child) {
    mp_pairheap_t *heap = NULL;
    while (child != NULL && !is_parent(child)) {
        mp_pairheap_t *pair = take(&child);
        if (!is_parent(child)) {
            pair = mp_pairheap_meld(lt, pair, take(&child));
        }
        heap = mp_pairheap_meld(lt, heap, pair);
    }
    if (heap != NULL) {
        heap->next = NULL;
    }
    return heap;
}

mp_pairheap_t *mp_pairheap_delete(mp_pairheap_lt_t lt, mp_pairheap_t *heap, mp_pairheap_t *node) {
    if (node == heap) {
        return mp_pairheap_pop(lt, heap);
    }
    if (node->next == NULL) {  // not in the heap
        return heap;
    }
    mp_pairheap_t *last = node;
    while (!is_parent(last->next)) {
        last = last->next;
    }
    mp_pairheap_t *parent = (mp_pairheap_t *)((uintptr_t)last->next & ~(uintptr_t)1);

    mp_pairheap_t *previous = NULL;
    for (mp_pairheap_t *n = parent->child; n != node; n = n->next) {
        previous = n;
    }
    // The node's place is that of its own children, melded into one, or of what follows.
    mp_pairheap_t *next = node->next;
    mp_pairheap_t *replacement = mp_pairheap_pop(lt, node);
    node->next = NULL;
    mp_pairheap_t *here = replacement;
    if (replacement != NULL) {
        replacement->next = next;
    } else {
        here = is_parent(next) && previous == NULL ? NULL : next;
    }
    if (previous == NULL) {
        parent->child = here;
    } else {
        previous->next = here;
    }
    if (is_parent(next)) {
        parent->child_last = replacement != NULL ? replacement : previous;
    }
    return heap;
}
