// SPDX-License-Identifier: MIT
// Types and their instances: what a type object is, how it is called, attribute look-up, classes
// made with type(name, bases, dict), and the small types that have no file of their own.
#include "host.h"

const type_t *type_of(obj_t o) {
    if (is_small(o)) return &type_int;
    if (is_qstr(o)) return &type_str;
    if (is_float_word(o)) return &type_float;
    if (o == NONE) return &type_none;
    if (o == TRUE || o == FALSE) return &type_bool;
    if (!is_ptr(o) || !o) {
        print(&plat_print, "host: %p is no object\n", (word_t)o);
        port_exit(70);
    }
    return ((base_t *)o)->type;
}

bool is_subtype(const type_t *type, const type_t *parent) {
    while (type) {
        if (type == parent) return true;
        obj_t up = (obj_t)(word_t)slot(type, S_PARENT);
        if (!up) return parent == &type_object;
        if (type_of(up) == &type_tuple) {
            tuple_t *bases = up;
            for (size_t i = 0; i < bases->len; i++)
                if (is_subtype(bases->items[i], parent)) return true;
            return false;
        }
        type = up;
    }
    return false;
}

bool is_a(obj_t o, const type_t *type) { return is_subtype(type_of(o), type); }

void type_setup(type_t *type, const char *name, const method_t *methods, size_t n) {
    type->base.type = &type_type;
    type->name = (uint16_t)qstr(name);
    if (n) {
        obj_t locals = new_dict(n);
        for (size_t i = 0; i < n; i++)
            dict_set(locals, qstr(methods[i].name), make_fun(&methods[i]));
        type->slots[S_LOCALS] = locals;
    }
    for (int i = 0; i < N_SLOTS; i++) type->index[i] = (uint8_t)(type->slots[i] ? i + 1 : 0);
}

// --- Look-up -------------------------------------------------------------------------------------

static obj_t find_in_class(const type_t *type, qstr_t name) {
    while (type) {
        dict_t *locals = (dict_t *)(word_t)slot(type, S_LOCALS);
        obj_t found = locals ? dict_get(locals, name) : NULL_OBJ;
        if (found != NULL_OBJ) return found;
        obj_t up = (obj_t)(word_t)slot(type, S_PARENT);
        if (up && type_of(up) == &type_tuple) {
            tuple_t *bases = up;
            for (size_t i = 0; i < bases->len && found == NULL_OBJ; i++)
                found = find_in_class(bases->items[i], name);
            return found;
        }
        type = up;
    }
    return NULL_OBJ;
}

// A member of a class as it is seen through self (NULL_OBJ: through the class itself).
void bind_member(obj_t self, const type_t *type, obj_t member, obj_t dest[2]) {
    dest[0] = member;
    dest[1] = NULL_OBJ;
    const type_t *kind = type_of(member);
    if (kind == &type_staticmethod) {
        dest[0] = ((class_method_t *)member)->fun;
    } else if (kind == &type_classmethod) {
        dest[0] = ((class_method_t *)member)->fun;
        dest[1] = (obj_t)(word_t)type;
    } else if (self != NULL_OBJ && (kind->flags & T_BINDS_SELF)) {
        dest[1] = self;
    }
}

// --- Instances of classes made with type() -------------------------------------------------------

typedef struct {
    base_t base;
    map_t members;
    obj_t native;
} instance_t;

static const type_t *native_base(const type_t *type) {
    while (type && (type->flags & T_INSTANCE)) {
        obj_t up = (obj_t)(word_t)slot(type, S_PARENT);
        type = up && type_of(up) == &type_tuple ? ((tuple_t *)up)->items[0] : up;
    }
    return type == &type_object ? NULL : type;
}

static obj_t instance_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    instance_t *self = NEW(instance_t);
    self->base.type = type;
    map_init(&self->members, 0);
    const type_t *native = native_base(type);
    if (native) {
        make_new_fn make = (make_new_fn)slot(native, S_MAKE_NEW);
        self->native = make(native, n, n_kw, args);
    }
    return self;
}

static void instance_attr(obj_t object, qstr_t name, obj_t *dest) {
    instance_t *self = object;
    if (dest[0] == SENTINEL) {
        elem_t *elem =
            map_lookup(&self->members, from_qstr(name), dest[1] ? ADD_IF_MISSING : REMOVE);
        if (elem && dest[1]) elem->value = dest[1];
        if (elem) dest[0] = NULL_OBJ;
        return;
    }
    elem_t *elem = map_lookup(&self->members, from_qstr(name), FIND);
    if (elem) {
        dest[0] = elem->value;
        return;
    }
    obj_t member = find_in_class(self->base.type, name);
    if (member == NULL_OBJ) {
        if (self->native) load_method_maybe(self->native, name, dest);
        return;
    }
    if (type_of(member) == &type_property) {
        dest[0] = call1(((property_t *)member)->accessor[0], self);
        return;
    }
    // A native method gets the native object that the instance was built around.
    bool is_native = self->native && (type_of(member)->flags & T_BUILTIN_FUN);
    bind_member(is_native ? self->native : object, self->base.type, member, dest);
}

static void instance_print(const print_t *out, obj_t object, int kind) {
    instance_t *self = object;
    if (self->native) print_obj(out, self->native, kind);
    else print(out, "<%q>", (qstr_t)self->base.type->name);
}

obj_t new_instance_type(qstr_t name, obj_t bases, dict_t *locals) {
    tuple_t *parents = bases;
    type_t *type = NEW(type_t);
    *type = (type_t){.flags = T_INSTANCE,
                     .slots = {[S_MAKE_NEW] = instance_make_new,
                               [S_ATTR] = instance_attr,
                               [S_PRINT] = instance_print,
                               [S_LOCALS] = locals}};
    if (parents->len) type->slots[S_PARENT] = parents->len == 1 ? parents->items[0] : bases;
    for (size_t i = 0; i < parents->len; i++) {
        const type_t *parent = parents->items[i];
        if (!slot(parent, S_MAKE_NEW))
            fail("TypeError", "%q cannot be a base", (qstr_t)parent->name);
    }
    type_setup(type, qstr_text(name, NULL), NULL, 0);
    return type;
}

// --- Type objects --------------------------------------------------------------------------------

static obj_t type_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    if (n == 1) return (obj_t)(word_t)type_of(args[0]);
    if (n != 3) fail("TypeError", "type takes one or three arguments");
    return new_instance_type(need_qstr(args[0]), args[1], args[2]);
}

static obj_t type_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    make_new_fn make = (make_new_fn)slot(self, S_MAKE_NEW);
    if (!make) fail("TypeError", "%q has no instances to make", (qstr_t)((type_t *)self)->name);
    return make(self, n, n_kw, args);
}

static void type_attr(obj_t self, qstr_t name, obj_t *dest) {
    type_t *type = self;
    if (dest[0] == SENTINEL) {
        dict_t *locals = (dict_t *)(word_t)slot(type, S_LOCALS);
        if (!locals || locals->map.fixed) return;
        if (dest[1]) dict_set(locals, name, dest[1]);
        else if (!map_lookup(&locals->map, from_qstr(name), REMOVE)) return;
        dest[0] = NULL_OBJ;
        return;
    }
    if (name == qstr("__name__")) {
        dest[0] = from_qstr(type->name);
        return;
    }
    obj_t member = find_in_class(type, name);
    if (member != NULL_OBJ) bind_member(NULL_OBJ, type, member, dest);
}

static void type_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    print(out, "<class '%q'>", (qstr_t)((type_t *)self)->name);
}

type_t type_type = {.slots = {[S_MAKE_NEW] = type_make_new,
                              [S_CALL] = type_call,
                              [S_ATTR] = type_attr,
                              [S_PRINT] = type_print}};

// --- Small types ---------------------------------------------------------------------------------

static obj_t object_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n, (void)n_kw, (void)args;
    base_t *object = NEW(base_t);
    object->type = type;
    return object;
}
type_t type_object = {.slots = {[S_MAKE_NEW] = object_make_new}};

static void none_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    print(out, self == NONE ? "None" : "Ellipsis");
}
static obj_t none_unary(int op, obj_t self) {
    (void)self;
    return op == BOOL ? FALSE : op == HASH ? small(0) : NULL_OBJ;
}
type_t type_none = {.slots = {[S_PRINT] = none_print, [S_UNARY] = none_unary}};
type_t type_ellipsis = {.slots = {[S_PRINT] = none_print}};

static obj_t bool_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    return from_bool(n && is_true(args[0]));
}
static void bool_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    print(out, self == TRUE ? "True" : "False");
}
type_t type_bool = {.flags = T_EQ_OTHER_TYPE,
                    .slots = {[S_MAKE_NEW] = bool_make_new,
                              [S_PRINT] = bool_print,
                              [S_UNARY] = number_unary,
                              [S_BINARY] = number_binary}};

static obj_t int_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    if (n == 0) return small(0);
    buffer_t buffer;
    double x;
    num_t num;
    if (get_num(args[0], &num)) return from_num(num);
    unary_fn own = (unary_fn)slot(type_of(args[0]), S_UNARY);
    obj_t given = own && type_of(args[0]) != &type_float ? own(INT_MAYBE, args[0]) : NULL_OBJ;
    if (given != NULL_OBJ) return given;
    if (type_of(args[0]) == &type_float && get_float(args[0], &x)) {
        if (x - x != 0) fail(x == x ? "OverflowError" : "ValueError", "no int can hold it");
        if (x >= 1.8e19 || x <= -1.8e19) fail("OverflowError", "int of more than 64 bits");
        return from_num((num_t){x <= -1, (uint64_t)(x < 0 ? -x : x)});
    }
    get_buffer(args[0], &buffer, BUFFER_READ | BUFFER_RAISE);
    obj_t value = parse_number(buffer.buf, buffer.len, n > 1 ? (int)get_int(args[1]) : 10);
    if (value == NULL_OBJ) fail("ValueError", "no int");
    return value;
}

static obj_t int_from_bytes(size_t n, const obj_t *args) {
    buffer_t buffer;
    get_buffer(args[0], &buffer, BUFFER_READ | BUFFER_RAISE);
    bool little = n < 2 || need_qstr(args[1]) == qstr("little");
    uint64_t value = 0;
    for (size_t i = 0; i < buffer.len; i++) {
        uint8_t byte = ((uint8_t *)buffer.buf)[little ? buffer.len - 1 - i : i];
        if (value >> 56) fail("OverflowError", "int of more than 64 bits");
        value = value << 8 | byte;
    }
    return from_num((num_t){false, value});
}

static obj_t int_to_bytes(size_t n, const obj_t *args) {
    num_t num;
    get_num(args[0], &num);
    size_t len = (size_t)get_int(args[1]);
    bool little = n < 3 || need_qstr(args[2]) == qstr("little");
    uint64_t bits = num.neg ? 0 - num.mag : num.mag;
    uint8_t *bytes = gc_alloc(len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[little ? i : len - 1 - i] = i < 8 ? (uint8_t)(bits >> 8 * i) : num.neg ? 0xFF : 0;
    return new_bytes(bytes, len);
}

const method_t kIntMethods[] = {{"to_bytes", 'v', 2, 4, int_to_bytes}};
const method_t kIntFromBytes = {"from_bytes", 'v', 1, 3, int_from_bytes};

type_t type_int = {.flags = T_EQ_OTHER_TYPE,
                   .slots = {[S_MAKE_NEW] = int_make_new,
                             [S_PRINT] = number_print,
                             [S_UNARY] = number_unary,
                             [S_BINARY] = number_binary}};

static obj_t float_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)type, (void)n_kw;
    if (n == 0) return from_float(0);
    double x;
    buffer_t buffer;
    if (get_float(args[0], &x)) return from_float(x);
    get_buffer(args[0], &buffer, BUFFER_READ | BUFFER_RAISE);
    obj_t value = parse_number(buffer.buf, buffer.len, 0);
    if (value == NULL_OBJ) fail("ValueError", "no float");
    return from_float(need_float(value));
}
type_t type_float = {.flags = T_EQ_OTHER_TYPE,
                     .slots = {[S_MAKE_NEW] = float_make_new,
                               [S_PRINT] = number_print,
                               [S_UNARY] = number_unary,
                               [S_BINARY] = number_binary}};

static obj_t iterator_next(obj_t self) {
    typedef struct {
        base_t base;
        iternext_fn next;
    } any_iter_t;
    return ((any_iter_t *)self)->next(self);
}
type_t type_iterator = {.flags = T_ITERNEXT, .slots = {[S_ITER] = iterator_next}};
