// SPDX-License-Identifier: MIT
// Functions: builtin ones of every arity, machine code of a module, bound methods, closures;
// calling them, and the parsing of arguments (table entries 26 to 29, 43, 44, 67 and 68).
#include "host.h"

obj_t make_fun(const method_t *m) {
    if (m->arity <= '3') {
        static type_t *const fixed[] = {&type_fun_0, &type_fun_1, &type_fun_2, &type_fun_3};
        fun_fixed_t *fun = NEW(fun_fixed_t);
        *fun = (fun_fixed_t){{fixed[m->arity - '0']}, m->fun};
        return fun;
    }
    fun_var_t *fun = NEW(fun_var_t);
    uint32_t max = m->arity == 'k' || m->max == ANY ? 0xFFFF : m->max;
    *fun =
        (fun_var_t){{&type_fun_var}, (uint32_t)m->min << 17 | max << 1 | (m->arity == 'k'), m->fun};
    return fun;
}

void check_args(size_t n, size_t n_kw, uint32_t sig) {
    size_t min = sig >> 17, max = sig >> 1 & 0xFFFF;
    if (n_kw && !(sig & 1)) fail("TypeError", "no keyword arguments are taken");
    if (n < min || n > max)
        fail("TypeError", "%u arguments given, %u to %u are taken", (unsigned)n, (unsigned)min,
             (unsigned)max);
}

static uint32_t exactly(unsigned n) { return n << 17 | n << 1; }

static obj_t fun_0_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    (void)args;
    check_args(n, n_kw, exactly(0));
    return ((obj_t(*)(void))((fun_fixed_t *)self)->fun)();
}
static obj_t fun_1_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    check_args(n, n_kw, exactly(1));
    return ((obj_t(*)(obj_t))((fun_fixed_t *)self)->fun)(args[0]);
}
static obj_t fun_2_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    check_args(n, n_kw, exactly(2));
    return ((obj_t(*)(obj_t, obj_t))((fun_fixed_t *)self)->fun)(args[0], args[1]);
}
static obj_t fun_3_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    check_args(n, n_kw, exactly(3));
    return ((obj_t(*)(obj_t, obj_t, obj_t))((fun_fixed_t *)self)->fun)(args[0], args[1], args[2]);
}

// A fixed map over the pairs that follow the positional arguments, as the firmware makes it.
static map_t pairs_as_map(size_t n_kw, const obj_t *pairs) {
    map_t map;
    memset(&map, 0, sizeof map);
    map.qstr_keys = map.fixed = map.ordered = 1;
    map.used = map.alloc = n_kw;
    map.table = (elem_t *)(word_t)pairs;
    return map;
}

static obj_t fun_var_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    fun_var_t *fun = self;
    check_args(n, n_kw, fun->sig);
    if (!(fun->sig & 1)) return ((obj_t(*)(size_t, const obj_t *))fun->fun)(n, args);
    map_t map = pairs_as_map(n_kw, args + n);
    return ((obj_t(*)(size_t, const obj_t *, map_t *))fun->fun)(n, args, &map);
}

static void fun_print(const print_t *out, obj_t self, int kind) {
    (void)self, (void)kind;
    print(out, "<function>");
}

#define FUN(call)                                                                                  \
    {                                                                                              \
        .flags = T_BINDS_SELF | T_BUILTIN_FUN, .slots = { [S_CALL] = call, [S_PRINT] = fun_print } \
    }
type_t type_fun_0 = FUN(fun_0_call), type_fun_1 = FUN(fun_1_call), type_fun_2 = FUN(fun_2_call),
       type_fun_3 = FUN(fun_3_call), type_fun_var = FUN(fun_var_call);

// --- Machine code of a module --------------------------------------------------------------------

static obj_t viper_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    typedef obj_t (*entry_fn)(obj_t, size_t, size_t, const obj_t *);
    word_t at = (word_t)((fun_viper_t *)self)->code + vm.to_callable;
#ifdef __thumb__
    at |= 1;
#endif
    return ((entry_fn)at)(self, n, n_kw, args);
}
type_t type_fun_viper = {.flags = T_BINDS_SELF, .slots = {[S_CALL] = viper_call}};

obj_t make_viper(const void *code, context_t *context, void *children) {
    fun_viper_t *fun = NEW(fun_viper_t);
    *fun = (fun_viper_t){{&type_fun_viper}, context, children, code};
    return fun;
}

// `proto` is the raw-code structure of sub-version 6.3, which is only read here.
obj_t make_function(const void *proto, const context_t *context, const obj_t *defaults) {
    // Before sub-version 6.3 the kind is in the low three bits of the first word, flags above it.
    const struct {
        uint8_t mark[2], kind;
        bool generator;
        const void *code;
        void *children;
    } *raw = proto;
    bool viper =
        vm.abi < 3 ? (raw->mark[0] & 7) == 4 : !raw->mark[0] && !raw->mark[1] && raw->kind == 4;
    if (!viper || (vm.abi == 3 && raw->generator) || defaults)
        fail("NotImplementedError", "the host makes viper functions only");
    return make_viper(raw->code, (context_t *)(word_t)context, raw->children);
}

// --- Bound methods, closures, static and class methods, properties -------------------------------

// A call with `extra` in front of the arguments.
static obj_t call_with(obj_t fun, size_t n_extra, const obj_t *extra, size_t n, size_t n_kw,
                       const obj_t *args) {
    obj_t all[16], *to = all;
    size_t total = n_extra + n + 2 * n_kw;
    if (total > 16) to = NEW_N(obj_t, total);
    memcpy(to, extra, n_extra * sizeof(obj_t));
    if (n + n_kw) memcpy(to + n_extra, args, (n + 2 * n_kw) * sizeof(obj_t));
    return call(fun, n_extra + n, n_kw, to);
}

typedef struct {
    base_t base;
    obj_t method, self;
} bound_t;

static obj_t bound_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    bound_t *bound = self;
    return call_with(bound->method, 1, &bound->self, n, n_kw, args);
}
type_t type_bound = {.slots = {[S_CALL] = bound_call}};

static obj_t new_bound(obj_t method, obj_t self) {
    bound_t *bound = NEW(bound_t);
    *bound = (bound_t){{&type_bound}, method, self};
    return bound;
}

typedef struct {
    base_t base;
    obj_t fun;
    size_t n;
    obj_t closed[];
} closure_t;

static obj_t closure_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    closure_t *closure = self;
    return call_with(closure->fun, closure->n, closure->closed, n, n_kw, args);
}
type_t type_closure = {.flags = T_BINDS_SELF, .slots = {[S_CALL] = closure_call}};

obj_t new_closure(obj_t fun, size_t n, const obj_t *closed) {
    closure_t *closure = gc_alloc(sizeof *closure + n * sizeof(obj_t));
    closure->base.type = &type_closure;
    closure->fun = fun;
    closure->n = n;
    memcpy(closure->closed, closed, n * sizeof(obj_t));
    return closure;
}

static obj_t class_method_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    check_args(n, n_kw, exactly(1));
    class_method_t *method = NEW(class_method_t);
    *method = (class_method_t){{type}, args[0]};
    return method;
}
type_t type_staticmethod = {.slots = {[S_MAKE_NEW] = class_method_make_new}};
type_t type_classmethod = {.slots = {[S_MAKE_NEW] = class_method_make_new}};

static obj_t property_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    property_t *property = NEW(property_t);
    *property = (property_t){{type}, {NONE, NONE, NONE}};
    for (size_t i = 0; i < n && i < 3; i++) property->accessor[i] = args[i];
    return property;
}
type_t type_property = {.slots = {[S_MAKE_NEW] = property_make_new}};

// --- Calls ---------------------------------------------------------------------------------------

obj_t call(obj_t fun, size_t n, size_t n_kw, const obj_t *args) {
    call_fn own = (call_fn)slot(type_of(fun), S_CALL);
    if (!own) fail("TypeError", "%q cannot be called", (qstr_t)type_of(fun)->name);
    return own(fun, n, n_kw, args);
}

obj_t call1(obj_t fun, obj_t arg) { return call(fun, 1, 0, &arg); }

// args: the method and self as load_method left them, then the arguments.
obj_t call_method(size_t n, size_t n_kw, const obj_t *args) {
    size_t self = args[1] != NULL_OBJ;
    return call(args[0], n + self, n_kw, args + 2 - self);
}

obj_t load_attr(obj_t o, qstr_t name) {
    obj_t dest[2];
    load_method(o, name, dest);
    return dest[1] == NULL_OBJ ? dest[0] : new_bound(dest[0], dest[1]);
}

// --- Argument tables -----------------------------------------------------------------------------

void parse_args(size_t n, const obj_t *pos, map_t *kw, size_t n_allowed, const arg_t *allowed,
                arg_val_t *out) {
    size_t used_pos = 0, used_kw = 0;
    for (size_t i = 0; i < n_allowed; i++) {
        const arg_t *arg = &allowed[i];
        obj_t given;
        if (i < n && !(arg->flags & ARG_KW_ONLY)) {
            given = pos[i];
            used_pos++;
        } else {
            elem_t *elem = map_lookup(kw, from_qstr(arg->name), FIND);
            if (!elem) {
                if (arg->flags & ARG_REQUIRED)
                    fail("TypeError", "'%q' is required", (qstr_t)arg->name);
                out[i] = arg->value;
                continue;
            }
            used_kw++;
            given = elem->value;
        }
        switch (arg->flags & ARG_KIND) {
        case ARG_BOOL: out[i].b = is_true(given); break;
        case ARG_INT: out[i].n = get_int(given); break;
        case ARG_OBJ: out[i].o = given; break;
        default: fail("AssertionError", "'%q' has no kind", (qstr_t)arg->name);
        }
    }
    if (used_pos < n) fail("TypeError", "extra positional arguments");
    if (used_kw < kw->used) fail("TypeError", "extra keyword arguments");
}

void parse_args_array(size_t n, size_t n_kw, const obj_t *args, size_t n_allowed,
                      const arg_t *allowed, arg_val_t *out) {
    map_t map = pairs_as_map(n_kw, args + n);
    parse_args(n, args, &map, n_allowed, allowed, out);
}
