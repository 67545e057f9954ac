// SPDX-License-Identifier: MIT
// Maps, and dict and set on top of them. The host's maps keep the order of insertion, and it
// searches them from the start. A module only sees their layout, and that is the firmware's.
#include "host.h"

void map_init(map_t *map, size_t n) {
    memset(map, 0, sizeof *map);
    map->qstr_keys = map->ordered = 1;
    map->alloc = n;
    map->table = n ? NEW_N(elem_t, n) : NULL;
}

elem_t *map_lookup(map_t *map, obj_t key, enum lookup how) {
    if (!is_qstr(key) && type_of(key) == &type_str) {
        size_t len;
        const char *text = str_data(key, &len);
        qstr_t q = qstr_find(text, len);
        if (q) key = from_qstr(q);
    }
    for (size_t i = 0; i < map->used; i++) {
        elem_t *elem = &map->table[i];
        bool same = elem->key == key;
        if (!same && !(map->qstr_keys && is_qstr(key))) same = equal(elem->key, key);
        if (!same) continue;
        if (how == REMOVE && !map->fixed) {
            elem_t removed = *elem;
            memmove(elem, elem + 1, (map->used - i - 1) * sizeof *elem);
            map->table[--map->used] = removed;  // the caller may read it until the next change
            return &map->table[map->used];
        }
        return elem;
    }
    if (how != ADD_IF_MISSING) return NULL;
    if (map->fixed) return NULL;
    if (map->used == map->alloc) {
        map->table = gc_resize(map->table, (2 * map->alloc + 4) * sizeof(elem_t));
        map->alloc = 2 * map->alloc + 4;
    }
    if (!is_qstr(key)) map->qstr_keys = 0;
    elem_t *elem = &map->table[map->used++];
    *elem = (elem_t){key, NULL_OBJ};
    return elem;
}

obj_t new_dict(size_t n) {
    dict_t *dict = NEW(dict_t);
    dict->base.type = &type_dict;
    map_init(&dict->map, n);
    return dict;
}

static void need_writable(const dict_t *dict) {
    if (dict->map.fixed) fail("TypeError", "the dict is fixed");
}

obj_t dict_store(obj_t self, obj_t key, obj_t value) {
    dict_t *dict = self;
    need_writable(dict);
    if (!is_qstr(key) && !is_small(key) && unary(HASH, key) == NULL_OBJ)
        fail("TypeError", "a key needs a hash");
    map_lookup(&dict->map, key, ADD_IF_MISSING)->value = value;
    return dict;
}

obj_t dict_get(dict_t *dict, qstr_t name) {
    elem_t *elem = map_lookup(&dict->map, from_qstr(name), FIND);
    return elem ? elem->value : NULL_OBJ;
}

void dict_set(dict_t *dict, qstr_t name, obj_t value) { dict_store(dict, from_qstr(name), value); }

static void dict_update_from(obj_t self, obj_t other) {
    if (is_a(other, &type_dict)) {
        map_t *map = &((dict_t *)other)->map;
        for (size_t i = 0; i < map->used; i++)
            dict_store(self, map->table[i].key, map->table[i].value);
        return;
    }
    obj_t it = getiter(other, NULL), pair;
    while ((pair = iternext(it)) != STOP_ITERATION) {
        size_t n;
        obj_t *items;
        if (!get_items(pair, &n, &items) || n != 2) fail("ValueError", "no pair");
        dict_store(self, items[0], items[1]);
    }
}

static obj_t dict_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type;
    obj_t dict = new_dict(0);
    if (n > 1) fail("TypeError", "dict takes one argument at most");
    if (n == 1) dict_update_from(dict, args[0]);
    for (size_t i = 0; i < n_kw; i++) dict_store(dict, args[n + 2 * i], args[n + 2 * i + 1]);
    return dict;
}

static void dict_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    map_t *map = &((dict_t *)self)->map;
    print(out, "{");
    for (size_t i = 0; i < map->used; i++) {
        if (i) print(out, ", ");
        print_obj(out, map->table[i].key, PRINT_REPR);
        print(out, ": ");
        print_obj(out, map->table[i].value, PRINT_REPR);
    }
    print(out, "}");
}

static obj_t dict_unary(int op, obj_t self) {
    map_t *map = &((dict_t *)self)->map;
    if (op == BOOL) return from_bool(map->used > 0);
    return op == LEN ? from_uint(map->used) : NULL_OBJ;
}

static obj_t dict_binary(int op, obj_t left, obj_t right) {
    map_t *map = &((dict_t *)left)->map;
    if (op == CONTAINS) return from_bool(map_lookup(map, right, FIND) != NULL);
    if (op != EQUAL || !is_a(right, &type_dict)) return NULL_OBJ;
    if (map->used != ((dict_t *)right)->map.used) return FALSE;
    for (size_t i = 0; i < map->used; i++) {
        elem_t *other = map_lookup(&((dict_t *)right)->map, map->table[i].key, FIND);
        if (!other || !equal(other->value, map->table[i].value)) return FALSE;
    }
    return TRUE;
}

static obj_t dict_subscr(obj_t self, obj_t key, obj_t value) {
    dict_t *dict = self;
    if (value == SENTINEL) {
        elem_t *elem = map_lookup(&dict->map, key, FIND);
        if (!elem) fail_with("KeyError", key);
        return elem->value;
    }
    if (value != NULL_OBJ) {
        dict_store(self, key, value);
    } else {
        need_writable(dict);
        if (!map_lookup(&dict->map, key, REMOVE)) fail_with("KeyError", key);
    }
    return NONE;
}

typedef struct {
    base_t base;
    iternext_fn next;
    dict_t *of;
    size_t at;
} dict_iter_t;

static obj_t dict_next(obj_t self) {
    dict_iter_t *it = self;
    return it->at < it->of->map.used ? it->of->map.table[it->at++].key : STOP_ITERATION;
}

static obj_t dict_iter(obj_t self, iter_t *buf) {
    dict_iter_t *it = (dict_iter_t *)(void *)buf;
    *it = (dict_iter_t){{&type_iterator}, dict_next, self, 0};
    return it;
}

// --- Methods -------------------------------------------------------------------------------------

static obj_t dict_get_method(size_t n, const obj_t *args) {
    elem_t *elem = map_lookup(&((dict_t *)args[0])->map, args[1], FIND);
    return elem ? elem->value : n > 2 ? args[2] : NONE;
}

static obj_t dict_pop(size_t n, const obj_t *args) {
    need_writable(args[0]);
    elem_t *elem = map_lookup(&((dict_t *)args[0])->map, args[1], REMOVE);
    if (!elem && n < 3) fail_with("KeyError", args[1]);
    return elem ? elem->value : args[2];
}

static obj_t dict_setdefault(size_t n, const obj_t *args) {
    elem_t *elem = map_lookup(&((dict_t *)args[0])->map, args[1], FIND);
    if (elem) return elem->value;
    obj_t value = n > 2 ? args[2] : NONE;
    dict_store(args[0], args[1], value);
    return value;
}

static obj_t dict_view(obj_t self, bool keys, bool values) {
    map_t *map = &((dict_t *)self)->map;
    obj_t list = new_list(0, NULL);
    for (size_t i = 0; i < map->used; i++) {
        elem_t *elem = &map->table[i];
        list_append(list, !values ? elem->key : !keys ? elem->value : new_tuple(2, &elem->key));
    }
    return list;
}
static obj_t dict_keys(obj_t self) { return dict_view(self, true, false); }
static obj_t dict_values(obj_t self) { return dict_view(self, false, true); }
static obj_t dict_items(obj_t self) { return dict_view(self, true, true); }

static obj_t dict_update(size_t n, const obj_t *args, map_t *kw) {
    if (n > 1) dict_update_from(args[0], args[1]);
    for (size_t i = 0; i < kw->used; i++) dict_store(args[0], kw->table[i].key, kw->table[i].value);
    return NONE;
}

static obj_t dict_copy(obj_t self) {
    obj_t copy = new_dict(0);
    dict_update_from(copy, self);
    return copy;
}

static obj_t dict_clear(obj_t self) {
    need_writable(self);
    map_init(&((dict_t *)self)->map, 0);
    return NONE;
}

const method_t kDictMethods[] = {
    {"get", 'v', 2, 3, dict_get_method},        {"pop", 'v', 2, 3, dict_pop},
    {"setdefault", 'v', 2, 3, dict_setdefault}, {"keys", '1', 0, 0, dict_keys},
    {"values", '1', 0, 0, dict_values},         {"items", '1', 0, 0, dict_items},
    {"update", 'k', 1, 2, dict_update},         {"copy", '1', 0, 0, dict_copy},
    {"clear", '1', 0, 0, dict_clear},
};
const size_t kDictMethodsLen = sizeof kDictMethods / sizeof *kDictMethods;

type_t type_dict = {.slots = {[S_MAKE_NEW] = dict_make_new,
                              [S_PRINT] = dict_print,
                              [S_UNARY] = dict_unary,
                              [S_BINARY] = dict_binary,
                              [S_SUBSCR] = dict_subscr,
                              [S_ITER] = dict_iter}};

// --- set -----------------------------------------------------------------------------------------

typedef struct {
    base_t base;
    size_t alloc, used;
    obj_t *table;
} set_t;

static bool set_has(const set_t *set, obj_t item) {
    for (size_t i = 0; i < set->used; i++)
        if (equal(set->table[i], item)) return true;
    return false;
}

void set_store(obj_t self, obj_t item) {
    set_t *set = self;
    if (set_has(set, item)) return;
    if (set->used == set->alloc) {
        set->table = gc_resize(set->table, (2 * set->alloc + 4) * sizeof(obj_t));
        set->alloc = 2 * set->alloc + 4;
    }
    set->table[set->used++] = item;
}

obj_t new_set(size_t n, obj_t *items) {
    set_t *set = NEW(set_t);
    set->base.type = &type_set;
    for (size_t i = 0; i < n; i++) set_store(set, items[i]);
    return set;
}

static obj_t set_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    obj_t set = new_set(0, NULL);
    if (n == 0) return set;
    obj_t it = getiter(args[0], NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION) set_store(set, item);
    return set;
}

static void set_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    set_t *set = self;
    print(out, set->used ? "{" : "set(");
    for (size_t i = 0; i < set->used; i++) {
        if (i) print(out, ", ");
        print_obj(out, set->table[i], PRINT_REPR);
    }
    print(out, set->used ? "}" : ")");
}

static obj_t set_unary(int op, obj_t self) {
    if (op == BOOL) return from_bool(((set_t *)self)->used > 0);
    return op == LEN ? from_uint(((set_t *)self)->used) : NULL_OBJ;
}

static obj_t set_binary(int op, obj_t left, obj_t right) {
    set_t *a = left, *b = right;
    if (op == CONTAINS) return from_bool(set_has(a, right));
    if (op != EQUAL || !is_a(right, &type_set)) return NULL_OBJ;
    if (a->used != b->used) return FALSE;
    for (size_t i = 0; i < a->used; i++)
        if (!set_has(b, a->table[i])) return FALSE;
    return TRUE;
}

typedef struct {
    base_t base;
    iternext_fn next;
    set_t *of;
    size_t at;
} set_iter_t;

static obj_t set_next(obj_t self) {
    set_iter_t *it = self;
    return it->at < it->of->used ? it->of->table[it->at++] : STOP_ITERATION;
}

static obj_t set_iter(obj_t self, iter_t *buf) {
    set_iter_t *it = (set_iter_t *)(void *)buf;
    *it = (set_iter_t){{&type_iterator}, set_next, self, 0};
    return it;
}

static obj_t set_add(obj_t self, obj_t item) {
    set_store(self, item);
    return NONE;
}

const method_t kSetMethods[] = {{"add", '2', 0, 0, set_add}};

type_t type_set = {.slots = {[S_MAKE_NEW] = set_make_new,
                             [S_PRINT] = set_print,
                             [S_UNARY] = set_unary,
                             [S_BINARY] = set_binary,
                             [S_ITER] = set_iter}};
