// SPDX-License-Identifier: MIT
// What Python does with any object: attributes, operators, subscripts, iteration, names, import.
#include "host.h"

vm_t vm;

// Where an instance of a class made with type() has nothing of its own, its native object has it.
static obj_t native_of(obj_t o) {
    if (!is_ptr(o) || !(type_of(o)->flags & T_INSTANCE)) return o;
    obj_t native = *(obj_t *)(void *)((uint8_t *)o + sizeof(base_t) + sizeof(map_t));
    return native ? native : o;
}

// --- Attributes ----------------------------------------------------------------------------------

void load_method_maybe(obj_t o, qstr_t name, obj_t dest[2]) {
    const type_t *type = type_of(o);
    dest[0] = dest[1] = NULL_OBJ;
    if (name == qstr("__class__")) {
        dest[0] = (obj_t)(word_t)type;
        return;
    }
    attr_fn own = (attr_fn)slot(type, S_ATTR);
    if (own) {
        own(o, name, dest);
        if (dest[1] != SENTINEL) return;
        dest[1] = NULL_OBJ;  // the type asks for its locals dict
    }
    dict_t *locals = (dict_t *)(word_t)slot(type, S_LOCALS);
    obj_t member = locals ? dict_get(locals, name) : NULL_OBJ;
    if (member != NULL_OBJ) bind_member(o, type, member, dest);
}

void load_method(obj_t o, qstr_t name, obj_t dest[2]) {
    load_method_maybe(o, name, dest);
    if (dest[0] == NULL_OBJ)
        fail("AttributeError", "%q has no attribute '%q'", (qstr_t)type_of(o)->name, name);
}

void store_attr(obj_t o, qstr_t name, obj_t value) {
    obj_t dest[2] = {SENTINEL, value};
    attr_fn own = (attr_fn)slot(type_of(o), S_ATTR);
    if (own) own(o, name, dest);
    if (dest[0] != NULL_OBJ || !own)
        fail("AttributeError", "%q has no attribute '%q' to set", (qstr_t)type_of(o)->name, name);
}

// --- Operators -----------------------------------------------------------------------------------

bool is_true(obj_t o) {
    if (o == TRUE || o == FALSE || o == NONE) return o == TRUE;
    o = native_of(o);
    unary_fn own = (unary_fn)slot(type_of(o), S_UNARY);
    obj_t result = own ? own(BOOL, o) : NULL_OBJ;
    if (result != NULL_OBJ) return result == TRUE;
    result = own ? own(LEN, o) : NULL_OBJ;
    return result == NULL_OBJ || result != small(0);
}

bool equal(obj_t a, obj_t b) {
    if (a == b && type_of(a) != &type_float) return true;
    a = native_of(a);
    b = native_of(b);
    for (int turn = 0; turn < 2; turn++) {
        const type_t *type = type_of(a);
        binary_fn own = (binary_fn)slot(type, S_BINARY);
        if (own && ((type->flags & T_EQ_OTHER_TYPE) || type_of(b) == type)) {
            obj_t result = own(EQUAL, a, b);
            if (result != NULL_OBJ) return is_true(result);
        }
        obj_t swap = a;
        a = b;
        b = swap;
    }
    return false;
}

obj_t length(obj_t o) {
    o = native_of(o);
    unary_fn own = (unary_fn)slot(type_of(o), S_UNARY);
    obj_t result = own ? own(LEN, o) : NULL_OBJ;
    if (result == NULL_OBJ) fail("TypeError", "%q has no length", (qstr_t)type_of(o)->name);
    return result;
}

obj_t unary(int op, obj_t o) {
    if (op == NOT) return from_bool(!is_true(o));
    o = native_of(o);
    unary_fn own = (unary_fn)slot(type_of(o), S_UNARY);
    obj_t result = own ? own(op, o) : NULL_OBJ;
    if (result == NULL_OBJ && op == HASH && !own) result = small((int_t)(word_t)o >> 3);
    if (result == NULL_OBJ && op != INT_MAYBE)
        fail("TypeError", "%q has no operator %d", (qstr_t)type_of(o)->name, op);
    return result;
}

static bool contains(obj_t in, obj_t what) {
    in = native_of(in);
    binary_fn own = (binary_fn)slot(type_of(in), S_BINARY);
    obj_t result = own ? own(CONTAINS, in, what) : NULL_OBJ;
    if (result != NULL_OBJ) return is_true(result);
    obj_t it = getiter(in, NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION)
        if (equal(item, what)) return true;
    return false;
}

static bool matches(obj_t exception, obj_t type) {
    size_t n;
    obj_t *types;
    const type_t *raised = type_of(exception) == &type_type ? exception : type_of(exception);
    if (!get_items(type, &n, &types)) return is_subtype(raised, type);
    for (size_t i = 0; i < n; i++)
        if (is_subtype(raised, types[i])) return true;
    return false;
}

obj_t binary(int op, obj_t left, obj_t right) {
    if (op == IS) return from_bool(left == right);
    if (op == EQUAL || op == NOT_EQUAL) return from_bool(equal(left, right) == (op == EQUAL));
    if (op == EXC_MATCH) return from_bool(matches(left, right));
    if (op == IN) return from_bool(contains(right, left));
    if (op == CONTAINS) return from_bool(contains(left, right));
    left = native_of(left);
    binary_fn own = (binary_fn)slot(type_of(left), S_BINARY);
    obj_t result = own ? own(op, left, right) : NULL_OBJ;
    if (result != NULL_OBJ) return result;
    if (op >= INPLACE_OR && op <= INPLACE_POWER) return binary(op - INPLACE_OR + OR, left, right);
    binary_fn other = (binary_fn)slot(type_of(right), S_BINARY);
    if (op >= OR && op <= POWER && other) result = other(op - OR + REVERSE_OR, right, left);
    static const int mirrored[] = {MORE, LESS, EQUAL, MORE_EQUAL, LESS_EQUAL};
    if (op <= MORE_EQUAL && other) result = other(mirrored[op], right, left);
    if (result == NULL_OBJ)
        fail("TypeError", "no operator %d for %q and %q", op, (qstr_t)type_of(left)->name,
             (qstr_t)type_of(right)->name);
    return result;
}

obj_t subscr(obj_t o, obj_t index, obj_t value) {
    o = native_of(o);
    subscr_fn own = (subscr_fn)slot(type_of(o), S_SUBSCR);
    obj_t result = own ? own(o, index, value) : NULL_OBJ;
    if (result == NULL_OBJ)
        fail("TypeError", "%q does not support the subscript", (qstr_t)type_of(o)->name);
    return result;
}

// --- Iteration -----------------------------------------------------------------------------------

typedef struct {
    getiter_fn getiter;
    iternext_fn iternext;
} custom_iter_t;
enum { ITER_KIND = T_ITER_STREAM };

static obj_t next_line(obj_t stream) {
    obj_t line = call1(&stream_readline_obj, stream);
    return is_true(line) ? line : STOP_ITERATION;
}

// `buf` NULL: the iterator is on the heap.
obj_t getiter(obj_t o, iter_t *buf) {
    o = native_of(o);
    const type_t *type = type_of(o);
    int kind = type->flags & ITER_KIND;
    const void *own = slot(type, S_ITER);
    if (kind == T_ITERNEXT || kind == T_ITER_STREAM) return o;
    if (!own) fail("TypeError", "%q cannot be iterated", (qstr_t)type->name);
    if (!buf) buf = NEW(iter_t);
    return kind == T_ITER_CUSTOM ? ((const custom_iter_t *)own)->getiter(o, buf)
                                 : ((getiter_fn)own)(o, buf);
}

// Its StopIteration is the end, and what that has, what it ended with.
static obj_t next_method(obj_t it) {
    obj_t dest[2];
    load_method_maybe(it, qstr("__next__"), dest);
    if (dest[0] == NULL_OBJ) fail("TypeError", "%q is no iterator", (qstr_t)type_of(it)->name);
    nlr_t nlr;
    if (NLR_PUSH(&nlr) == 0) {
        obj_t item = call_method(0, 0, dest);
        nlr_pop();
        return item;
    }
    if (!exc_matches(nlr.value, exc_type("StopIteration"))) nlr_jump(nlr.value);
    vm.ended_with = load_attr(nlr.value, qstr("value"));
    return STOP_ITERATION;
}

obj_t iternext(obj_t it) {
    const type_t *type = type_of(it);
    const void *own = slot(type, S_ITER);
    vm.ended_with = NULL_OBJ;
    switch (type->flags & ITER_KIND) {
    case T_ITERNEXT: return ((iternext_fn)own)(it);
    case T_ITER_CUSTOM: return ((const custom_iter_t *)own)->iternext(it);
    case T_ITER_STREAM: return next_line(it);
    default: return next_method(it);
    }
}

// --- Names and modules ---------------------------------------------------------------------------

obj_t load_name(qstr_t name) {
    obj_t value = dict_get(vm.globals, name);
    if (value == NULL_OBJ) value = dict_get(vm.builtins, name);
    if (value == NULL_OBJ) fail("NameError", "no name '%q'", name);
    return value;
}

static void module_attr(obj_t self, qstr_t name, obj_t *dest) {
    dict_t *globals = ((module_t *)self)->globals;
    if (dest[0] == NULL_OBJ) {
        dest[0] = dict_get(globals, name);
    } else if (!globals->map.fixed) {
        if (dest[1]) dict_set(globals, name, dest[1]);
        else if (!map_lookup(&globals->map, from_qstr(name), REMOVE)) return;
        dest[0] = NULL_OBJ;
    }
}

static void module_print(const print_t *out, obj_t self, int kind) {
    (void)kind;
    obj_t name = dict_get(((module_t *)self)->globals, qstr("__name__"));
    print(out, "<module '%q'>", name ? need_qstr(name) : qstr(""));
}
type_t type_module = {.slots = {[S_ATTR] = module_attr, [S_PRINT] = module_print}};

context_t *new_module(dict_t *modules, qstr_t name, const method_t *functions, size_t n) {
    context_t *context = NEW(context_t);
    context->module = (module_t){{&type_module}, new_dict(n + 4)};
    dict_set(context->module.globals, qstr("__name__"), from_qstr(name));
    for (size_t i = 0; i < n; i++)
        dict_set(context->module.globals, qstr(functions[i].name), make_fun(&functions[i]));
    dict_set(modules, name, context);
    return context;
}

static void load_file(qstr_t name) {
    enum { MAX_FILE = 4 << 20 };
    char path[512];
    size_t folder = strlen(vm.folder), len;
    const char *text = qstr_text(name, &len);
    if (folder + len + 6 > sizeof path) fail("ImportError", "the path is too long");
    memcpy(path, vm.folder, folder);
    path[folder] = '/';
    memcpy(path + folder + 1, text, len);
    memcpy(path + folder + 1 + len, ".mpy", 5);
    static uint8_t *file;
    if (!file) file = port_map(MAX_FILE);
    long size = port_read_file(path, file, MAX_FILE);
    if (size < 0) fail("ImportError", "no module named '%q'", name);
    context_t *context = new_module(vm.modules, name, NULL, 0);
    dict_t *outer = vm.globals;
    nlr_t nlr;
    vm.globals = context->module.globals;
    if (NLR_PUSH(&nlr) != 0) {
        vm.globals = outer;
        map_lookup(&vm.modules->map, from_qstr(name), REMOVE);
        raise_obj(nlr.value);
    }
    load_mpy(context, file, (size_t)size);
    nlr_pop();
    vm.globals = outer;
}

static obj_t find_module(qstr_t name, obj_t outer) {
    obj_t module = dict_get(vm.builtin_modules, name);
    size_t len;
    const char *text = qstr_text(name, &len);
    // `uio` is always the built-in module.
    if (module == NULL_OBJ && text[0] == 'u')
        module = dict_get(vm.builtin_modules, qstr_n(text + 1, len - 1));
    if (module == NULL_OBJ) module = dict_get(vm.modules, name);
    if (module != NULL_OBJ) return module;
    if (outer != NULL_OBJ) fail("ImportError", "no module named '%q'", name);
    load_file(name);
    return dict_get(vm.modules, name);
}

// The last module of a dotted name, or the first without a fromlist. MicroPython 1.20 stores each
// module in the one above, even if it is there.
obj_t import(qstr_t name, obj_t fromlist, obj_t level) {
    if (level != small(0)) fail("NotImplementedError", "the host has no relative imports");
    size_t len;
    const char *text = qstr_text(name, &len);
    obj_t first = NULL_OBJ, module = NULL_OBJ;
    for (size_t start = 0, end; start < len; start = end + 1) {
        for (end = start; end < len && text[end] != '.';) end++;
        obj_t outer = module;
        module = find_module(qstr_n(text, end), outer);
        if (outer == NULL_OBJ) first = module;
        else if (vm.abi == 1) store_attr(outer, qstr_n(text + start, end - start), module);
    }
    return fromlist == NONE ? first : module;
}
