// SPDX-License-Identifier: MIT
// bytearray, array.array and memoryview, the buffer protocol, and the typecodes of arrays.
#include "host.h"

size_t binary_size(char struct_type, char code, size_t *align) {
    size_t size = 0, aligned = 0;
    bool native = struct_type == '@';
    // clang-format off
    switch (code) {
    case 'b': case 'B': case 'c': case 1: size = aligned = 1; break;
    case 'h': case 'H': size = 2; aligned = _Alignof(short); break;
    case 'i': case 'I': size = 4; aligned = _Alignof(int); break;
    case 'l': case 'L': size = native ? sizeof(long) : 4; aligned = _Alignof(long); break;
    case 'q': case 'Q': size = 8; aligned = _Alignof(long long); break;
    case 'f': size = 4; aligned = _Alignof(float); break;
    case 'd': size = 8; aligned = _Alignof(double); break;
    case 'P': case 'O': case 'S': size = aligned = sizeof(void *); break;
    // clang-format on
    default: fail("ValueError", "bad typecode");
    }
    if (align) *align = native ? aligned : 1;
    return size;
}

static size_t item_size(char code) { return binary_size('@', code, NULL); }

obj_t binary_get(char code, void *items, size_t i) {
    switch (code) {
    case 'b': return small(((int8_t *)items)[i]);
    case 'B':
    case 1: return small(((uint8_t *)items)[i]);
    case 'h': return small(((int16_t *)items)[i]);
    case 'H': return small(((uint16_t *)items)[i]);
    case 'i': return from_i64(((int32_t *)items)[i]);
    case 'I': return from_num((num_t){false, ((uint32_t *)items)[i]});
    case 'l': return from_i64(((long *)items)[i]);
    case 'L': return from_num((num_t){false, ((unsigned long *)items)[i]});
    case 'q': return from_i64(((int64_t *)items)[i]);
    case 'Q': return from_num((num_t){false, ((uint64_t *)items)[i]});
    case 'f': return from_float(((float *)items)[i]);
    case 'd': return from_float(((double *)items)[i]);
    case 'O': return ((obj_t *)items)[i];
    case 'P': return from_uint(((word_t *)items)[i]);
    default: fail("ValueError", "bad typecode");
    }
}

void binary_set(char code, void *items, size_t i, obj_t value) {
    if (code == 'f') {
        ((float *)items)[i] = (float)need_float(value);
    } else if (code == 'd') {
        ((double *)items)[i] = need_float(value);
    } else if (code == 'O') {
        ((obj_t *)items)[i] = value;
    } else {
        num_t n;
        if (!get_num(value, &n)) n = (num_t){false, int_truncated(value)};
        uint64_t bits = n.neg ? 0 - n.mag : n.mag;
        size_t size = item_size(code);
        memcpy((uint8_t *)items + i * size, &bits, size);  // little-endian, like all our hosts
    }
}

bool get_buffer(obj_t o, buffer_t *to, word_t flags) {
    buffer_fn own = (buffer_fn)slot(type_of(o), S_BUFFER);
    if (own && own(o, to, flags & (BUFFER_READ | BUFFER_WRITE)) == 0) return true;
    if (flags & BUFFER_RAISE) fail("TypeError", "%q is no such buffer", (qstr_t)type_of(o)->name);
    return false;
}

static array_t *new_array(const type_t *type, char code, size_t len, void *items) {
    array_t *array = NEW(array_t);
    *array = (array_t){{type}, (uint8_t)code, 0, len, items};
    return array;
}

obj_t new_bytearray(size_t len, void *items) { return new_array(&type_bytearray, 'B', len, items); }

static bool is_bytes(const array_t *array) { return array->base.type == &type_bytearray; }

static int_t array_buffer(obj_t self, buffer_t *to, word_t flags) {
    array_t *array = self;
    if (array->base.type == &type_memoryview && (flags & BUFFER_WRITE) && !(array->typecode & 0x80))
        return 1;
    to->buf = array->items;
    to->typecode = array->typecode & 0x7F;
    to->len = array->len * item_size((char)to->typecode);
    return 0;
}

static obj_t array_append(obj_t self, obj_t value) {
    array_t *array = self;
    size_t size = item_size((char)array->typecode);
    if (array->free == 0) {
        array->items = gc_resize(array->items, (array->len + 8) * size);
        array->free = 8;
    }
    binary_set((char)array->typecode, array->items, array->len, value);
    array->len++;
    array->free--;
    return NONE;
}

static obj_t array_extend(obj_t self, obj_t values) {
    iter_t buf;
    obj_t it = getiter(values, &buf), item;
    while ((item = iternext(it)) != STOP_ITERATION) array_append(self, item);
    return NONE;
}

static obj_t fill_array(const type_t *type, char code, obj_t from) {
    size_t size = item_size(code);
    buffer_t buffer;
    if (is_small(from)) {
        if (small_value(from) < 0) fail("ValueError", "negative count");
        size_t n = (size_t)small_value(from);
        return new_array(type, code, n, gc_alloc(n * size));
    }
    // A bytearray is made of the bytes of any buffer, an array of another's items.
    if (get_buffer(from, &buffer, BUFFER_READ) &&
        (type == &type_bytearray || buffer.typecode == code)) {
        void *copy = gc_alloc(buffer.len);
        memcpy(copy, buffer.buf, buffer.len);
        return new_array(type, code, buffer.len / size, copy);
    }
    array_t *array = new_array(type, code, 0, NULL);
    array_extend(array, from);
    return array;
}

static obj_t bytearray_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    if (n == 2) return fill_array(type, 'B', to_str(args[0], PRINT_STR));  // text and its encoding
    if (n && is_str(args[0])) fail("TypeError", "text needs an encoding");
    return n ? fill_array(type, 'B', args[0]) : new_array(type, 'B', 0, NULL);
}

static obj_t array_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    size_t len = 0;
    const char *code = n ? str_data(args[0], &len) : NULL;
    if (!code || len != 1) fail("TypeError", "array needs a typecode");
    if (n == 1) return new_array(type, code[0], 0, NULL);
    return fill_array(type, code[0], args[1]);
}

static obj_t memoryview_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    buffer_t buffer;
    if (n != 1) fail("TypeError", "memoryview takes one argument");
    get_buffer(args[0], &buffer, BUFFER_READ | BUFFER_RAISE);
    array_t *view = new_array(type, (char)buffer.typecode, 0, buffer.buf);
    view->len = buffer.len / item_size((char)buffer.typecode);
    if (get_buffer(args[0], &buffer, BUFFER_WRITE)) view->typecode |= 0x80;
    return view;
}

static void array_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    array_t *array = self;
    if (array->base.type == &type_memoryview) {
        print(out, "<memoryview>");
    } else if (is_bytes(array)) {
        print(out, "bytearray(");
        print_quoted(out, array->items, array->len, true);
        print(out, ")");
    } else {
        print(out, "array('%c'", (int)array->typecode);
        for (size_t i = 0; i < array->len; i++) {
            print(out, i ? ", " : ", [");
            print_obj(out, binary_get((char)array->typecode, array->items, i), PRINT_REPR);
        }
        print(out, array->len ? "])" : ")");
    }
}

static obj_t array_unary(int op, obj_t self) {
    array_t *array = self;
    if (op == BOOL) return from_bool(array->len > 0);
    return op == LEN ? from_uint(array->len) : NULL_OBJ;
}

static obj_t array_binary(int op, obj_t left, obj_t right) {
    buffer_t a, b;
    if (!get_buffer(left, &a, BUFFER_READ) || is_str(right) || !get_buffer(right, &b, BUFFER_READ))
        return NULL_OBJ;
    if (op == EQUAL) return from_bool(a.len == b.len && memcmp(a.buf, b.buf, a.len) == 0);
    if (op == ADD || op == ADD - OR + INPLACE_OR) {
        obj_t sum = op == ADD ? fill_array(type_of(left), (char)a.typecode, left) : left;
        array_extend(sum, right);
        return sum;
    }
    return NULL_OBJ;
}

static obj_t array_subscr(obj_t self, obj_t index, obj_t value) {
    array_t *array = self;
    char code = array->typecode & 0x7F;
    size_t size = item_size(code);
    int_t start, stop, step;
    if (value == NULL_OBJ) return NULL_OBJ;
    if (!get_slice(index, array->len, &start, &stop, &step)) {
        size_t at = need_index(index, array->len);
        if (value == SENTINEL) return binary_get(code, array->items, at);
        binary_set(code, array->items, at, value);
        return NONE;
    }
    if (step != 1) fail("NotImplementedError", "step of an array");
    if (stop < start) stop = start;
    uint8_t *from = (uint8_t *)array->items + (size_t)start * size;
    size_t n = (size_t)(stop - start);
    if (value != SENTINEL) {
        buffer_t buffer;
        get_buffer(value, &buffer, BUFFER_READ | BUFFER_RAISE);
        if (buffer.len != n * size)
            fail("NotImplementedError", "the host does not resize an array");
        memmove(from, buffer.buf, buffer.len);
        return NONE;
    }
    void *items = from;
    if (array->base.type != &type_memoryview) {
        items = gc_alloc(n * size);
        memcpy(items, from, n * size);
    }
    return new_array(array->base.type, (char)array->typecode, n, items);
}

typedef struct {
    base_t base;
    iternext_fn next;
    array_t *of;
    size_t at;
} array_iter_t;

static obj_t array_next(obj_t self) {
    array_iter_t *it = self;
    if (it->at >= it->of->len) return STOP_ITERATION;
    return binary_get(it->of->typecode & 0x7F, it->of->items, it->at++);
}

static obj_t array_iter(obj_t self, iter_t *buf) {
    array_iter_t *it = (array_iter_t *)(void *)buf;
    *it = (array_iter_t){{&type_iterator}, array_next, self, 0};
    return it;
}

const method_t kArrayMethods[] = {
    {"append", '2', 0, 0, array_append},
    {"extend", '2', 0, 0, array_extend},
};
const size_t kArrayMethodsLen = sizeof kArrayMethods / sizeof *kArrayMethods;

#define ARRAY_SLOTS(make)                                                            \
    {                                                                                \
        [S_MAKE_NEW] = make, [S_PRINT] = array_print, [S_UNARY] = array_unary,       \
        [S_BINARY] = array_binary, [S_SUBSCR] = array_subscr, [S_ITER] = array_iter, \
        [S_BUFFER] = array_buffer                                                    \
    }
type_t type_bytearray = {.flags = T_EQ_OTHER_TYPE, .slots = ARRAY_SLOTS(bytearray_make_new)};
type_t type_array = {.flags = T_EQ_OTHER_TYPE, .slots = ARRAY_SLOTS(array_make_new)};
type_t type_memoryview = {.flags = T_EQ_OTHER_TYPE, .slots = ARRAY_SLOTS(memoryview_make_new)};
