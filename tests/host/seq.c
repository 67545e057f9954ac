// SPDX-License-Identifier: MIT
// tuple, list, slice and range.
#include "host.h"

obj_t new_tuple(size_t n, const obj_t *items) {
    if (n == 0 && vm.empty_tuple) return vm.empty_tuple;
    tuple_t *tuple = gc_alloc(sizeof *tuple + n * sizeof(obj_t));
    tuple->base.type = &type_tuple;
    tuple->len = n;
    if (items) memcpy(tuple->items, items, n * sizeof(obj_t));
    return tuple;
}

obj_t new_list(size_t n, obj_t *items) {
    list_t *list = NEW(list_t);
    *list = (list_t){{&type_list}, n < 4 ? 4 : n, n, NULL};
    list->items = NEW_N(obj_t, list->alloc);
    if (items) memcpy(list->items, items, n * sizeof(obj_t));
    return list;
}

obj_t list_append(obj_t self, obj_t item) {
    list_t *list = self;
    if (list->len == list->alloc) {
        list->items = gc_resize(list->items, 2 * list->alloc * sizeof(obj_t));
        list->alloc *= 2;
    }
    list->items[list->len++] = item;
    return NONE;
}

bool get_items(obj_t o, size_t *n, obj_t **items) {
    if (is_a(o, &type_tuple)) {
        *n = ((tuple_t *)o)->len;
        *items = ((tuple_t *)o)->items;
    } else if (is_a(o, &type_list)) {
        *n = ((list_t *)o)->len;
        *items = ((list_t *)o)->items;
    } else {
        return false;
    }
    return true;
}

size_t need_index(obj_t index, size_t len) {
    num_t n;
    if (!get_num(index, &n)) fail("TypeError", "an index must be an int");
    int_t i = get_int(index);
    if (i < 0) i += (int_t)len;
    if (i < 0 || (size_t)i >= len) fail("IndexError", "index out of range");
    return (size_t)i;
}

static int_t bound(obj_t o, int_t len, int_t none, bool down) {
    if (o == NONE) return none;
    int_t i = get_int(o);
    if (i < 0) i += len;
    int_t low = down ? -1 : 0, high = down ? len - 1 : len;
    return i < low ? low : i > high ? high : i;
}

bool get_slice(obj_t index, size_t length, int_t *start, int_t *stop, int_t *step) {
    if (type_of(index) != &type_slice) return false;
    slice_t *slice = index;
    int_t len = (int_t)length;
    *step = slice->step == NONE ? 1 : get_int(slice->step);
    if (*step == 0) fail("ValueError", "slice step of zero");
    bool down = *step < 0;
    *start = bound(slice->start, len, down ? len - 1 : 0, down);
    *stop = bound(slice->stop, len, down ? -1 : len, down);
    return true;
}

static obj_t seq_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    list_t *list = new_list(0, NULL);
    if (n > 1) fail("TypeError", "one argument at most");
    if (n) {
        obj_t it = getiter(args[0], NULL), item;
        while ((item = iternext(it)) != STOP_ITERATION) list_append(list, item);
    }
    return type == &type_tuple ? new_tuple(list->len, list->items) : list;
}

static void seq_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    size_t n;
    obj_t *items;
    get_items(self, &n, &items);
    bool tuple = is_a(self, &type_tuple);
    print(out, tuple ? "(" : "[");
    for (size_t i = 0; i < n; i++) {
        if (i) print(out, ", ");
        print_obj(out, items[i], PRINT_REPR);
    }
    print(out, tuple ? n == 1 ? ",)" : ")" : "]");
}

static obj_t seq_unary(int op, obj_t self) {
    size_t n;
    obj_t *items;
    get_items(self, &n, &items);
    if (op == BOOL) return from_bool(n > 0);
    if (op == LEN) return from_uint(n);
    if (op == HASH && is_a(self, &type_tuple)) {
        word_t hash = 5381;
        for (size_t i = 0; i < n; i++)
            hash = hash * 33 + (word_t)small_value(unary(HASH, items[i]));
        return small((int_t)(hash & 0xFFFFFF));
    }
    return NULL_OBJ;
}

static obj_t make_like(obj_t self, size_t n, obj_t *items) {
    return is_a(self, &type_tuple) ? new_tuple(n, items) : new_list(n, items);
}

static obj_t seq_binary(int op, obj_t left, obj_t right) {
    size_t n, m;
    obj_t *a, *b;
    get_items(left, &n, &a);
    if (op == MUL || op == MUL - OR + INPLACE_OR) {
        if (!is_small(right)) return NULL_OBJ;
        size_t times = small_value(right) < 0 ? 0 : (size_t)small_value(right);
        obj_t *all = NEW_N(obj_t, n * times);
        for (size_t i = 0; i < n * times; i++) all[i] = a[i % n];
        return make_like(left, n * times, all);
    }
    if (!get_items(right, &m, &b) || is_a(left, &type_tuple) != is_a(right, &type_tuple))
        return NULL_OBJ;
    if (op == ADD - OR + INPLACE_OR && !is_a(left, &type_tuple)) {
        for (size_t i = 0; i < m; i++) list_append(left, b[i]);
        return left;
    }
    if (op == ADD || op == ADD - OR + INPLACE_OR) {
        obj_t *all = NEW_N(obj_t, n + m);
        memcpy(all, a, n * sizeof(obj_t));
        memcpy(all + n, b, m * sizeof(obj_t));
        return make_like(left, n + m, all);
    }
    if (op > MORE_EQUAL) return NULL_OBJ;
    size_t same = 0;
    while (same < n && same < m && equal(a[same], b[same])) same++;
    if (op == EQUAL) return from_bool(same == n && same == m);
    if (same < n && same < m) return binary(op, a[same], b[same]);
    return binary(op, from_uint(n), from_uint(m));
}

static obj_t seq_subscr(obj_t self, obj_t index, obj_t value) {
    size_t n;
    obj_t *items;
    get_items(self, &n, &items);
    int_t start, stop, step;
    if (get_slice(index, n, &start, &stop, &step)) {
        if (value != SENTINEL)
            fail("NotImplementedError", "the host does not assign slices of a list");
        obj_t part = new_list(0, NULL);
        for (int_t i = start; step > 0 ? i < stop : i > stop; i += step)
            list_append(part, items[i]);
        return make_like(self, ((list_t *)part)->len, ((list_t *)part)->items);
    }
    size_t at = need_index(index, n);
    if (value == SENTINEL) return items[at];
    if (is_a(self, &type_tuple)) return NULL_OBJ;
    if (value == NULL_OBJ) {
        memmove(items + at, items + at + 1, (n - at - 1) * sizeof(obj_t));
        ((list_t *)self)->len--;
    } else {
        items[at] = value;
    }
    return NONE;
}

typedef struct {
    base_t base;
    iternext_fn next;
    obj_t of;
    size_t at;
} seq_iter_t;

static obj_t seq_next(obj_t self) {
    seq_iter_t *it = self;
    size_t n;
    obj_t *items;
    get_items(it->of, &n, &items);
    return it->at < n ? items[it->at++] : STOP_ITERATION;
}

static obj_t seq_iter(obj_t self, iter_t *buf) {
    seq_iter_t *it = (seq_iter_t *)(void *)buf;
    *it = (seq_iter_t){{&type_iterator}, seq_next, self, 0};
    return it;
}

// --- Methods -------------------------------------------------------------------------------------

static obj_t list_extend(obj_t self, obj_t values) {
    obj_t it = getiter(values, NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION) list_append(self, item);
    return NONE;
}

static obj_t list_pop(size_t n, const obj_t *args) {
    list_t *list = args[0];
    if (list->len == 0) fail("IndexError", "pop from an empty list");
    obj_t index = n > 1 ? args[1] : small(-1);
    obj_t item = list->items[need_index(index, list->len)];
    seq_subscr(list, index, NULL_OBJ);
    return item;
}

static obj_t list_insert(obj_t self, obj_t index, obj_t item) {
    list_t *list = self;
    int_t at = bound(index, (int_t)list->len, 0, false);
    list_append(self, item);
    for (size_t i = list->len - 1; i > (size_t)at; i--) list->items[i] = list->items[i - 1];
    list->items[at] = item;
    return NONE;
}

static obj_t seq_index(obj_t self, obj_t what) {
    size_t n;
    obj_t *items;
    get_items(self, &n, &items);
    for (size_t i = 0; i < n; i++)
        if (equal(items[i], what)) return from_uint(i);
    fail("ValueError", "not in the sequence");
}

static obj_t list_remove(obj_t self, obj_t what) {
    seq_subscr(self, seq_index(self, what), NULL_OBJ);
    return NONE;
}

static obj_t list_clear(obj_t self) {
    ((list_t *)self)->len = 0;
    return NONE;
}

static obj_t list_reverse(obj_t self) {
    list_t *list = self;
    for (size_t i = 0; i < list->len / 2; i++) {
        obj_t swap = list->items[i];
        list->items[i] = list->items[list->len - 1 - i];
        list->items[list->len - 1 - i] = swap;
    }
    return NONE;
}

static obj_t list_sort(size_t n, const obj_t *args, map_t *kw) {
    (void)n;
    list_t *list = args[0];
    elem_t *key = map_lookup(kw, from_qstr(qstr("key")), FIND);
    elem_t *down = map_lookup(kw, from_qstr(qstr("reverse")), FIND);
    bool by_key = key && key->value != NONE, reverse = down && is_true(down->value);
    for (size_t i = 1; i < list->len; i++) {
        obj_t item = list->items[i], k = by_key ? call1(key->value, item) : item;
        size_t at = i;
        for (; at > 0; at--) {
            obj_t other = by_key ? call1(key->value, list->items[at - 1]) : list->items[at - 1];
            if (binary(LESS, reverse ? other : k, reverse ? k : other) != TRUE) break;
            list->items[at] = list->items[at - 1];
        }
        list->items[at] = item;
    }
    return NONE;
}

const method_t kListMethods[] = {
    {"append", '2', 0, 0, list_append}, {"extend", '2', 0, 0, list_extend},
    {"pop", 'v', 1, 2, list_pop},       {"insert", '3', 0, 0, list_insert},
    {"index", '2', 0, 0, seq_index},    {"remove", '2', 0, 0, list_remove},
    {"clear", '1', 0, 0, list_clear},   {"reverse", '1', 0, 0, list_reverse},
    {"sort", 'k', 1, 1, list_sort},
};
const size_t kListMethodsLen = sizeof kListMethods / sizeof *kListMethods;

#define SEQ_SLOTS                                                                  \
    {                                                                              \
        [S_MAKE_NEW] = seq_make_new, [S_PRINT] = seq_print, [S_UNARY] = seq_unary, \
        [S_BINARY] = seq_binary, [S_SUBSCR] = seq_subscr, [S_ITER] = seq_iter      \
    }
type_t type_tuple = {.slots = SEQ_SLOTS};
type_t type_list = {.slots = SEQ_SLOTS};

// --- slice and range -----------------------------------------------------------------------------

obj_t new_slice(obj_t start, obj_t stop, obj_t step) {
    slice_t *slice = NEW(slice_t);
    *slice = (slice_t){{&type_slice}, start, stop, step};
    return slice;
}

static obj_t slice_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    if (n < 1 || n > 3) fail("TypeError", "slice takes one to three arguments");
    if (n == 1) return new_slice(NONE, args[0], NONE);
    return new_slice(args[0], args[1], n == 3 ? args[2] : NONE);
}

static void slice_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    slice_t *slice = self;
    print(out, "slice(");
    print_obj(out, slice->start, PRINT_REPR);
    print(out, ", ");
    print_obj(out, slice->stop, PRINT_REPR);
    print(out, ", ");
    print_obj(out, slice->step, PRINT_REPR);
    print(out, ")");
}

static void slice_attr(obj_t self, qstr_t name, obj_t *dest) {
    slice_t *slice = self;
    if (dest[0] != NULL_OBJ) return;
    if (name == qstr("start")) dest[0] = slice->start;
    if (name == qstr("stop")) dest[0] = slice->stop;
    if (name == qstr("step")) dest[0] = slice->step;
}

type_t type_slice = {
    .slots = {[S_MAKE_NEW] = slice_make_new, [S_PRINT] = slice_print, [S_ATTR] = slice_attr}};

// A range of the host is the list of its numbers.
static obj_t range_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    if (n < 1 || n > 3) fail("TypeError", "range takes one to three arguments");
    int_t i = n > 1 ? get_int(args[0]) : 0, stop = get_int(args[n > 1]),
          step = n > 2 ? get_int(args[2]) : 1;
    if (step == 0) fail("ValueError", "range step of zero");
    obj_t list = new_list(0, NULL);
    for (; step > 0 ? i < stop : i > stop; i += step) list_append(list, from_int(i));
    return list;
}

type_t type_range = {.slots = {[S_MAKE_NEW] = range_make_new}};
