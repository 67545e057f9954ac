// SPDX-License-Identifier: MIT
// The heap: every way to get memory, resize it and give it back.
#include <string.h>

#include "py/gc.h"
#include "py/runtime.h"

typedef struct {
    uint16_t len;
    uint16_t spare;
    uint32_t items[];
} vector_t;

static uint32_t sum_of(const uint32_t *items, size_t n) {
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += items[i];
    }
    return sum;
}

static void fill(uint32_t *items, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        items[i] = (uint32_t)i;
    }
}

static mp_obj_t memory_typed(mp_obj_t n_in) {
    size_t n = (size_t)mp_obj_get_int(n_in);
    uint32_t *a = m_new(uint32_t, n);
    fill(a, 0, n);
    a = m_renew(uint32_t, a, n, 2 * n);
    fill(a, n, 2 * n);
    uint32_t sum = sum_of(a, 2 * n);
    uint32_t *zero = m_new0(uint32_t, n);
    uint32_t zero_sum = sum_of(zero, n);
    m_del(uint32_t, zero, n);
    vector_t *v = m_new_obj_var(vector_t, items, uint32_t, n);
    v->len = (uint16_t)n;
    fill(v->items, 0, n);
    mp_obj_t items[] = {
        mp_obj_new_int_from_uint(sum), mp_obj_new_int_from_uint(zero_sum),
        mp_obj_new_int_from_uint(v->len + sum_of(v->items, n)),
    };
    m_del_var(vector_t, items, uint32_t, n, v);
    m_del(uint32_t, a, 2 * n);
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_typed_obj, memory_typed);

// Some firmware is told the old size, too.
#if MICROPY_MALLOC_USES_ALLOCATED_SIZE
#define RESIZE(p, from, to) m_realloc(p, from, to)
#define RESIZE_MAYBE(p, from, to) m_realloc_maybe(p, from, to, true)
#define RELEASE(p, size) m_free(p, size)
#else
#define RESIZE(p, from, to) m_realloc(p, to)
#define RESIZE_MAYBE(p, from, to) m_realloc_maybe(p, to, true)
#define RELEASE(p, size) m_free(p)
#endif

static mp_obj_t memory_bytes(mp_obj_t n_in) {
    size_t n = (size_t)mp_obj_get_int(n_in);
    char *a = m_malloc(n);
    memset(a, 'a', n);
    a = RESIZE(a, n, 3 * n);
    memset(a + n, 'b', 2 * n);
    char *zero = m_malloc0(n);
    memcpy(a + 2 * n, zero, n);
    RELEASE(zero, n);
    mp_obj_t result = mp_obj_new_bytes((byte *)a, 3 * n);
    RELEASE(a, 3 * n);
    return result;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_bytes_obj, memory_bytes);

// More than there is: an exception from one kind, NULL from the other.
static mp_obj_t memory_too_much(mp_obj_t how) {
    const size_t n = (size_t)1 << 30;
    switch (mp_obj_get_int(how)) {
        case 0:
            return mp_obj_new_bool(m_malloc(n) != NULL);
        case 1:
            return mp_obj_new_bool(m_malloc_maybe(n) != NULL);
        case 2:
            return mp_obj_new_bool(m_new_maybe(uint32_t, n / 4) != NULL);
        case 3: {
            char *a = m_new(char, 10);
            a[9] = 'x';
            char *b = RESIZE_MAYBE(a, 10, n);
            return mp_obj_new_bool(b == NULL && a[9] == 'x');
        }
        default:
            return mp_obj_new_bool(m_renew_maybe(char, m_new(char, 10), 10, 20, true) != NULL);
    }
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_too_much_obj, memory_too_much);

// The collector's own functions.
static char *checked(char *block) {
    if (block == NULL) {
        m_malloc_fail(100);
    }
    return block;
}

static mp_obj_t memory_gc(void) {
    char *a = checked(gc_alloc(100, 0));
    strcpy(a, "kept while it is on the stack");
    a = checked(gc_realloc(a, 5000, true));
    bool kept = strcmp(a, "kept while it is on the stack") == 0;
    gc_free(a);
    gc_collect();
    return mp_obj_new_bool(kept);
}
static MP_DEFINE_CONST_FUN_OBJ_0(memory_gc_obj, memory_gc);

// A linked list built on the heap, held by the object's own memory.
typedef struct _chain_t {
    struct _chain_t *next;
    mp_obj_t value;
} chain_t;

typedef struct {
    mp_obj_base_t base;
    chain_t *head;
} chain_obj_t;

static mp_obj_t chain_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, MP_OBJ_FUN_ARGS_MAX, false);
    chain_obj_t *self = mp_obj_malloc(chain_obj_t, type);
    self->head = NULL;
    for (size_t i = n_args; i-- > 0;) {
        chain_t *link = m_new_obj(chain_t);
        link->next = self->head;
        link->value = args[i];
        self->head = link;
    }
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t chain_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    chain_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (chain_t *link = self->head; link != NULL; link = link->next) {
        mp_obj_list_append(list, link->value);
    }
    return list;
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Chain,
    MP_QSTR_Chain,
    MP_TYPE_FLAG_NONE,
    make_new, chain_make_new,
    call, chain_call
    );

static const mp_rom_map_elem_t memory_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_memory) },
    { MP_ROM_QSTR(MP_QSTR_typed), MP_ROM_PTR(&memory_typed_obj) },
    { MP_ROM_QSTR(MP_QSTR_bytes), MP_ROM_PTR(&memory_bytes_obj) },
    { MP_ROM_QSTR(MP_QSTR_too_much), MP_ROM_PTR(&memory_too_much_obj) },
    { MP_ROM_QSTR(MP_QSTR_gc), MP_ROM_PTR(&memory_gc_obj) },
    { MP_ROM_QSTR(MP_QSTR_Chain), MP_ROM_PTR(&type_Chain) },
};
static MP_DEFINE_CONST_DICT(memory_globals, memory_globals_table);

const mp_obj_module_t memory_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&memory_globals,
};

MP_REGISTER_MODULE(MP_QSTR_memory, memory_module);
