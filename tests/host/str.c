// SPDX-License-Identifier: MIT
// str and bytes. A short str may be interned, and then is a qstr in the object word.
#include "host.h"

bool is_str(obj_t o) { return is_qstr(o) || type_of(o) == &type_str; }

// How many bytes of a hash count is the port's choice: two here, one where a word has 32 bits.
static size_t text_hash(const uint8_t *text, size_t len) {
    size_t hash = 5381;
    for (size_t i = 0; i < len; i++) hash = hash * 33 ^ text[i];
    hash &= sizeof(size_t) == 4 ? 0xFF : 0xFFFF;
    return hash ? hash : 1;
}

const char *str_data(obj_t o, size_t *len) {
    if (is_qstr(o)) return qstr_text(qstr_value(o), len);
    const type_t *type = type_of(o);
    if (type != &type_str && type != &type_bytes) return NULL;
    const str_t *str = (const str_t *)o;
    if (len) *len = str->len;
    // The firmware takes a hash that is not 0 for right.
    if (str->hash && str->hash != text_hash(str->data, str->len))
        fail("RuntimeError", "a hash that is not the host's");
    return (const char *)str->data;
}

obj_t str_of_type(const type_t *type, const void *data, size_t len) {
    uint8_t *copy = gc_alloc(len + 1);
    memcpy(copy, data, len);
    str_t *str = NEW(str_t);
    *str = (str_t){{type}, 0, len, copy};
    return str;
}

obj_t new_str(const char *text, size_t len) {
    qstr_t q = qstr_find(text, len);
    return q ? from_qstr(q) : str_of_type(&type_str, text, len);
}
obj_t new_cstr(const char *text) { return new_str(text, strlen(text)); }
obj_t new_bytes(const void *data, size_t len) { return str_of_type(&type_bytes, data, len); }

qstr_t need_qstr(obj_t o) {
    size_t len;
    const char *text = is_str(o) ? str_data(o, &len) : NULL;
    if (!text) fail("TypeError", "%q is no str", (qstr_t)type_of(o)->name);
    return is_qstr(o) ? qstr_value(o) : qstr_n(text, len);
}

obj_t to_str(obj_t o, int kind) {
    text_t text;
    print_t printer = text_printer(&text);
    print_obj(&printer, o, kind);
    return new_str(text.text, text.len);
}

static const char *need_text(obj_t o, const type_t *type, size_t *len) {
    if (type_of(o) != type)
        fail("TypeError", "%q is no %q", (qstr_t)type_of(o)->name, (qstr_t)type->name);
    return str_data(o, len);
}

static obj_t like(obj_t self, const char *data, size_t len) {
    return type_of(self) == &type_str ? new_str(data, len) : new_bytes(data, len);
}

// --- The type's slots ----------------------------------------------------------------------------

static void str_print(const print_t *out, obj_t o, int kind) {
    size_t len;
    const char *text = str_data(o, &len);
    bool bytes = type_of(o) == &type_bytes;
    if (kind == PRINT_STR && !bytes) out->write(out->data, text, len);
    else print_quoted(out, text, len, bytes);
}

static obj_t str_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    if (type == &type_str) {
        if (n == 0) return from_qstr(1);
        size_t len;
        if (n == 1) return to_str(args[0], PRINT_STR);
        buffer_t buffer;
        get_buffer(args[0], &buffer, BUFFER_READ | BUFFER_RAISE);
        len = buffer.len;
        return new_str(buffer.buf, len);
    }
    if (n == 0) return new_bytes("", 0);
    size_t len;
    const char *text = str_data(args[0], &len);
    if (text) return new_bytes(text, len);
    if (is_small(args[0])) {
        int_t count = small_value(args[0]);
        if (count < 0) fail("ValueError", "negative count");
        obj_t zeros = new_bytes("", 0);
        ((str_t *)zeros)->data = gc_alloc((size_t)count + 1);
        ((str_t *)zeros)->len = (size_t)count;
        return zeros;
    }
    obj_t array = call1(&type_bytearray, args[0]);
    return new_bytes(((array_t *)array)->items, ((array_t *)array)->len);
}

static size_t char_len(const char *text, size_t len) {
    size_t n = 0;
    for (size_t i = 0; i < len; i++) n += ((uint8_t)text[i] & 0xC0) != 0x80;
    return n;
}

static obj_t str_unary(int op, obj_t o) {
    size_t len;
    const char *text = str_data(o, &len);
    if (op == BOOL) return from_bool(len > 0);
    if (op == LEN) return from_uint(type_of(o) == &type_str ? char_len(text, len) : len);
    if (op == HASH) return small((int_t)text_hash((const uint8_t *)text, len));
    return NULL_OBJ;
}

static const char *find(const char *in, size_t n_in, const char *what, size_t n) {
    for (; n_in >= n; in++, n_in--)
        if (memcmp(in, what, n) == 0) return in;
    return NULL;
}

static obj_t repeat(obj_t self, const char *text, size_t len, int_t n) {
    if (n < 0) n = 0;
    char *all = gc_alloc(len * (size_t)n + 1);
    for (int_t i = 0; i < n; i++) memcpy(all + (size_t)i * len, text, len);
    return like(self, all, len * (size_t)n);
}

static obj_t str_binary(int op, obj_t left, obj_t right) {
    size_t n, m;
    const char *a = str_data(left, &n), *b;
    if (op == MUL || op == MUL - OR + INPLACE_OR)
        return is_small(right) ? repeat(left, a, n, small_value(right)) : NULL_OBJ;
    buffer_t buffer;
    if (type_of(right) == type_of(left)) {
        b = str_data(right, &m);
    } else if (type_of(left) == &type_bytes && get_buffer(right, &buffer, BUFFER_READ)) {
        b = buffer.buf;
        m = buffer.len;
    } else {
        if (op == CONTAINS) fail("TypeError", "that is no text");
        return op == EQUAL ? FALSE : NULL_OBJ;
    }
    if (op == ADD || op == ADD - OR + INPLACE_OR) {
        char *sum = gc_alloc(n + m + 1);
        memcpy(sum, a, n);
        memcpy(sum + n, b, m);
        return like(left, sum, n + m);
    }
    if (op == CONTAINS) return from_bool(find(a, n, b, m) != NULL);
    if (op > NOT_EQUAL) return NULL_OBJ;
    int order = memcmp(a, b, n < m ? n : m);
    if (order == 0) order = n < m ? -1 : n > m;
    return binary(op, small(order), small(0));
}

// The byte that character `at` begins with, or the end.
static size_t char_offset(const char *text, size_t len, size_t at) {
    size_t i = 0;
    for (; i < len; i++)
        if (((uint8_t)text[i] & 0xC0) != 0x80 && at-- == 0) break;
    return i;
}

static obj_t str_subscr(obj_t self, obj_t index, obj_t value) {
    if (value != SENTINEL) return NULL_OBJ;
    size_t len;
    const char *text = str_data(self, &len);
    bool bytes = type_of(self) == &type_bytes;
    size_t n = bytes ? len : char_len(text, len);
    int_t start, stop, step;
    if (get_slice(index, n, &start, &stop, &step)) {
        if (step != 1) fail("NotImplementedError", "step of a str");
        if (stop < start) stop = start;
        size_t from = (size_t)start, to = (size_t)stop;
        if (!bytes) from = char_offset(text, len, from), to = char_offset(text, len, to);
        return like(self, text + from, to - from);
    }
    size_t at = need_index(index, n);
    if (bytes) return small((uint8_t)text[at]);
    size_t from = char_offset(text, len, at), to = char_offset(text, len, at + 1);
    return new_str(text + from, to - from);
}

typedef struct {
    base_t base;
    iternext_fn next;
    obj_t of;
    size_t at;
} str_iter_t;

static obj_t str_next(obj_t self) {
    str_iter_t *it = self;
    size_t len;
    const char *text = str_data(it->of, &len);
    if (type_of(it->of) == &type_str) len = char_len(text, len);
    return it->at < len ? str_subscr(it->of, small((int_t)it->at++), SENTINEL) : STOP_ITERATION;
}

static obj_t str_iter(obj_t self, iter_t *buf) {
    str_iter_t *it = (str_iter_t *)(void *)buf;
    *it = (str_iter_t){{&type_iterator}, str_next, self, 0};
    return it;
}

static int_t str_buffer(obj_t self, buffer_t *to, word_t flags) {
    if (flags & BUFFER_WRITE) return 1;
    size_t len;
    to->buf = (void *)(word_t)str_data(self, &len);
    to->len = len;
    to->typecode = 'B';
    return 0;
}

// --- Methods -------------------------------------------------------------------------------------

static obj_t str_encode(size_t n, const obj_t *args) {
    (void)n;
    size_t len;
    const char *text = str_data(args[0], &len);
    return type_of(args[0]) == &type_str ? new_bytes(text, len) : new_str(text, len);
}

static obj_t str_find(obj_t self, obj_t what) {
    size_t n, m;
    const char *in = str_data(self, &n), *part = need_text(what, type_of(self), &m);
    const char *at = find(in, n, part, m);
    return small(at ? at - in : -1);
}

static obj_t str_startswith(obj_t self, obj_t what) {
    size_t n, m;
    const char *in = str_data(self, &n), *part = need_text(what, type_of(self), &m);
    return from_bool(n >= m && memcmp(in, part, m) == 0);
}

static obj_t str_endswith(obj_t self, obj_t what) {
    size_t n, m;
    const char *in = str_data(self, &n), *part = need_text(what, type_of(self), &m);
    return from_bool(n >= m && memcmp(in + n - m, part, m) == 0);
}

static obj_t change_case(obj_t self, char from, char to) {
    size_t len;
    const char *text = str_data(self, &len);
    char *copy = gc_alloc(len + 1);
    for (size_t i = 0; i < len; i++) {
        bool in = text[i] >= from && text[i] <= from + 25;
        copy[i] = in ? (char)(text[i] - from + to) : text[i];
    }
    return like(self, copy, len);
}
static obj_t str_upper(obj_t self) { return change_case(self, 'a', 'A'); }
static obj_t str_lower(obj_t self) { return change_case(self, 'A', 'a'); }

static obj_t str_strip(obj_t self) {
    size_t len;
    const char *text = str_data(self, &len);
    while (len && (*text == ' ' || *text == '\n' || *text == '\t')) text++, len--;
    while (len && (text[len - 1] == ' ' || text[len - 1] == '\n' || text[len - 1] == '\t')) len--;
    return like(self, text, len);
}

static obj_t str_split(size_t n_args, const obj_t *args) {
    size_t n, m = 1;
    const char *in = str_data(args[0], &n), *sep = " ";
    if (n_args > 1) sep = need_text(args[1], type_of(args[0]), &m);
    obj_t parts = new_list(0, NULL);
    for (;;) {
        const char *at = find(in, n, sep, m);
        size_t len = at ? (size_t)(at - in) : n;
        if (len || n_args > 1) list_append(parts, like(args[0], in, len));
        if (!at) return parts;
        in += len + m;
        n -= len + m;
    }
}

static obj_t str_join(obj_t self, obj_t parts) {
    text_t text;
    print_t printer = text_printer(&text);
    size_t len;
    const char *sep = str_data(self, &len);
    iter_t buf;
    obj_t it = getiter(parts, &buf), part;
    for (bool first = true; (part = iternext(it)) != STOP_ITERATION; first = false) {
        size_t n;
        const char *item = need_text(part, type_of(self), &n);
        if (!first) printer.write(printer.data, sep, len);
        printer.write(printer.data, item, n);
    }
    return like(self, text.text, text.len);
}

// Only `{}`: what a case needs.
static obj_t str_format(size_t n, const obj_t *args) {
    text_t text;
    print_t printer = text_printer(&text);
    size_t len, next = 1;
    const char *format = str_data(args[0], &len);
    for (size_t i = 0; i < len; i++) {
        if (format[i] == '{' && i + 1 < len && format[i + 1] == '}') {
            if (next >= n) fail("IndexError", "too few arguments for the format");
            print_obj(&printer, args[next++], PRINT_STR);
            i++;
        } else {
            printer.write(printer.data, format + i, 1);
        }
    }
    return new_str(text.text, text.len);
}

const method_t kStrMethods[] = {
    {"encode", 'v', 1, 3, str_encode},     {"decode", 'v', 1, 3, str_encode},
    {"find", '2', 0, 0, str_find},         {"startswith", '2', 0, 0, str_startswith},
    {"endswith", '2', 0, 0, str_endswith}, {"upper", '1', 0, 0, str_upper},
    {"lower", '1', 0, 0, str_lower},       {"strip", '1', 0, 0, str_strip},
    {"split", 'v', 1, 2, str_split},       {"join", '2', 0, 0, str_join},
    {"format", 'v', 1, ANY, str_format},
};
const size_t kStrMethodsLen = sizeof kStrMethods / sizeof *kStrMethods;

#define STR_SLOTS                                                                  \
    {                                                                              \
        [S_MAKE_NEW] = str_make_new, [S_PRINT] = str_print, [S_UNARY] = str_unary, \
        [S_BINARY] = str_binary, [S_SUBSCR] = str_subscr, [S_ITER] = str_iter,     \
        [S_BUFFER] = str_buffer                                                    \
    }
type_t type_str = {.slots = STR_SLOTS};
type_t type_bytes = {.flags = T_EQ_OTHER_TYPE, .slots = STR_SLOTS};
