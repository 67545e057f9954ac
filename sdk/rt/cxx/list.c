// SPDX-License-Identifier: 0BSD
// The links of std::list in libstdc++.
#include "../rt.h"

typedef struct link {
    struct link *next;
    struct link *prev;
} link_t;

void _ZNSt8__detail15_List_node_base7_M_hookEPS0_(link_t *self, link_t *position);
void _ZNSt8__detail15_List_node_base9_M_unhookEv(link_t *self);
void _ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_(link_t *self, link_t *first,
                                                          link_t *last);
void _ZNSt8__detail15_List_node_base10_M_reverseEv(link_t *self);
void _ZNSt8__detail15_List_node_base4swapERS0_S1_(link_t *a, link_t *b);

static void join(link_t *a, link_t *b) {
    a->next = b;
    b->prev = a;
}

void _ZNSt8__detail15_List_node_base7_M_hookEPS0_(link_t *self, link_t *position) {
    join(position->prev, self);
    join(self, position);
}

void _ZNSt8__detail15_List_node_base9_M_unhookEv(link_t *self) {
    join(self->prev, self->next);
}

// Moves what is from `first` to before `last` in front of `self`.
void _ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_(link_t *self, link_t *first,
                                                          link_t *last) {
    if (self == last) {
        return;
    }
    link_t *last_moved = last->prev;
    join(first->prev, last);
    join(self->prev, first);
    join(last_moved, self);
}

void _ZNSt8__detail15_List_node_base10_M_reverseEv(link_t *self) {
    link_t *node = self;
    do {
        link_t *next = node->next;
        node->next = node->prev;
        node->prev = next;
        node = next;
    } while (node != self);
}

void _ZNSt8__detail15_List_node_base4swapERS0_S1_(link_t *a, link_t *b) {
    link_t old_a = *a;
    link_t old_b = *b;
    bool empty_a = old_a.next == a;
    bool empty_b = old_b.next == b;
    join(empty_b ? a : old_b.prev, a);
    join(a, empty_b ? a : old_b.next);
    join(empty_a ? b : old_a.prev, b);
    join(b, empty_a ? b : old_a.next);
}
