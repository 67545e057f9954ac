// SPDX-License-Identifier: 0BSD
// The red-black tree of std::map, std::set and their kin in libstdc++: its headers make and compare
// nodes, these functions link them.
//
// A header node stands for the end: its parent is the root (NULL if the tree is empty), its
// children are the first and the last node (itself if it is empty), and it is red, which no root
// is.
#include "../rt.h"

typedef enum { RED, BLACK } color_t;  // one byte where the ABI has short enumerations

typedef struct node {
    color_t color;
    struct node *parent;
    struct node *child[2];  // left, right
} node_t;

node_t *_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(node_t *node);
const node_t *_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base(const node_t *node);
node_t *_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base(node_t *node);
const node_t *_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base(const node_t *node);
void _ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(bool left, node_t *node,
                                                                       node_t *parent,
                                                                       node_t *header);
node_t *_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_(node_t *node, node_t *header);

static node_t *outermost(node_t *node, int side) {
    while (node->child[side] != NULL) {
        node = node->child[side];
    }
    return node;
}

// The node beside this one in the order, or the header behind the last.
static node_t *beside(node_t *node, int side) {
    if (node->child[side] != NULL) {
        return outermost(node->child[side], !side);
    }
    node_t *parent = node->parent;
    while (node == parent->child[side]) {
        node = parent;
        parent = node->parent;
    }
    // From the root of a tree without that side the way led to the header and back.
    return node->child[side] == parent ? node : parent;
}

node_t *_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(node_t *node) {
    return beside(node, 1);
}

const node_t *_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base(const node_t *node) {
    return beside((node_t *)node, 1);
}

node_t *_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base(node_t *node) {
    bool is_header = node->color == RED && node->parent->parent == node;
    return is_header ? node->child[1] : beside(node, 0);
}

const node_t *_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base(const node_t *node) {
    return _ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base((node_t *)node);
}

// Puts `other`, which may be NULL, where `node` hangs.
static void replace(node_t *node, node_t *other, node_t *header) {
    node_t *parent = node->parent;
    if (header->parent == node) {
        header->parent = other;
    } else {
        parent->child[parent->child[1] == node] = other;
    }
    if (other != NULL) {
        other->parent = parent;
    }
}

// Lets the node sink to that side; its child of the other side rises.
static void rotate(node_t *node, int side, node_t *header) {
    node_t *risen = node->child[!side];
    node->child[!side] = risen->child[side];
    if (risen->child[side] != NULL) {
        risen->child[side]->parent = node;
    }
    replace(node, risen, header);
    risen->child[side] = node;
    node->parent = risen;
}

void _ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(bool left, node_t *node,
                                                                       node_t *parent,
                                                                       node_t *header) {
    *node = (node_t){RED, parent, {NULL, NULL}};
    if (parent == header) {
        header->parent = header->child[0] = header->child[1] = node;
    } else {
        parent->child[!left] = node;
        if (header->child[!left] == parent) {
            header->child[!left] = node;
        }
    }
    while (node != header->parent && node->parent->color == RED) {
        parent = node->parent;
        node_t *top = parent->parent;
        int side = top->child[1] == parent;
        node_t *uncle = top->child[!side];
        top->color = RED;
        if (uncle != NULL && uncle->color == RED) {
            parent->color = uncle->color = BLACK;
            node = top;
            continue;
        }
        if (node != parent->child[side]) {
            rotate(parent, side, header);
            node_t *risen = node;
            node = parent;
            parent = risen;
        }
        parent->color = BLACK;
        rotate(top, !side, header);
    }
    header->parent->color = BLACK;
}

static bool is_red(const node_t *node) {
    return node != NULL && node->color == RED;
}

// Below `parent` the branch of `node`, which may be NULL, has one black node too few.
static void add_black(node_t *node, node_t *parent, node_t *header) {
    while (node != header->parent && !is_red(node)) {
        int side = parent->child[1] == node;
        node_t *other = parent->child[!side];  // there is one: it has more black nodes
        if (other->color == RED) {
            other->color = BLACK;
            parent->color = RED;
            rotate(parent, side, header);
            other = parent->child[!side];
        }
        if (!is_red(other->child[0]) && !is_red(other->child[1])) {
            other->color = RED;
            node = parent;
            parent = node->parent;
            continue;
        }
        if (!is_red(other->child[!side])) {
            other->child[side]->color = BLACK;
            other->color = RED;
            rotate(other, !side, header);
            other = parent->child[!side];
        }
        other->color = parent->color;
        parent->color = BLACK;
        other->child[!side]->color = BLACK;
        rotate(parent, side, header);
        return;
    }
    if (node != NULL) {
        node->color = BLACK;
    }
}

// Returns the node that is no longer linked: the one that was given.
node_t *_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_(node_t *node, node_t *header) {
    for (int side = 0; side < 2; ++side) {
        if (header->child[side] == node) {
            node_t *inner = node->child[!side];
            header->child[side] = inner != NULL ? outermost(inner, side) : node->parent;
        }
    }
    // What leaves its place: the node, or its successor, which then takes the node's.
    node_t *gone = node;
    if (node->child[0] != NULL && node->child[1] != NULL) {
        gone = outermost(node->child[1], 0);
    }
    node_t *child = gone->child[gone->child[0] == NULL];
    node_t *parent = gone->parent;
    color_t color = gone->color;
    replace(gone, child, header);
    if (gone != node) {
        parent = parent == node ? gone : parent;
        gone->color = node->color;
        for (int side = 0; side < 2; ++side) {
            gone->child[side] = node->child[side];
            if (gone->child[side] != NULL) {
                gone->child[side]->parent = gone;
            }
        }
        replace(node, gone, header);
    }
    if (color == BLACK) {
        add_black(child, parent, header);
    }
    return node;
}
