// SPDX-License-Identifier: MIT
// Exceptions: the types, their instances, and raising.
#include "args.h"
#include "host.h"

// clang-format off
static const struct { const char *name, *parent; } kExceptions[] = {
    {"BaseException", NULL}, {"SystemExit", "BaseException"}, {"KeyboardInterrupt", "BaseException"},
    {"GeneratorExit", "BaseException"}, {"Exception", "BaseException"}, {"StopIteration", "Exception"},
    {"ArithmeticError", "Exception"}, {"OverflowError", "ArithmeticError"},
    {"ZeroDivisionError", "ArithmeticError"}, {"AssertionError", "Exception"},
    {"AttributeError", "Exception"}, {"EOFError", "Exception"}, {"ImportError", "Exception"},
    {"LookupError", "Exception"}, {"IndexError", "LookupError"}, {"KeyError", "LookupError"},
    {"MemoryError", "Exception"}, {"NameError", "Exception"}, {"OSError", "Exception"},
    {"RuntimeError", "Exception"}, {"NotImplementedError", "RuntimeError"}, {"SyntaxError", "Exception"},
    {"IndentationError", "SyntaxError"}, {"TypeError", "Exception"}, {"ValueError", "Exception"},
    {"UnicodeError", "ValueError"},
};
// clang-format on
enum { N_EXCEPTIONS = sizeof kExceptions / sizeof *kExceptions };
static type_t types[N_EXCEPTIONS];

static obj_t exc_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    if (n_kw) fail("TypeError", "an exception takes no keywords");
    // Without memory there are no arguments, and then one exception that serves all types.
    static exc_t emergency;
    exc_t *exc = gc_alloc_maybe(sizeof *exc);
    tuple_t *tuple = n ? gc_alloc_maybe(sizeof *tuple + n * sizeof(obj_t)) : NULL;
    if (!exc) exc = &emergency;
    if (tuple) {
        *tuple = (tuple_t){{&type_tuple}, n};
        memcpy(tuple->items, args, n * sizeof(obj_t));
    }
    *exc = (exc_t){.base = {type}, .args = tuple ? tuple : vm.empty_tuple};
    return exc;
}

static void exc_print(const print_t *out, obj_t self, int kind) {
    exc_t *exc = self;
    const tuple_t *args = exc->args;
    if (kind != PRINT_STR) print(out, "%q", (qstr_t)exc->base.type->name);
    if (kind == PRINT_EXC && args->len) print(out, ": ");
    if (kind == PRINT_REPR || args->len > 1) print_obj(out, exc->args, PRINT_REPR);
    else if (args->len == 1) print_obj(out, args->items[0], PRINT_STR);
}

static void exc_attr(obj_t self, qstr_t name, obj_t *dest) {
    exc_t *exc = self;
    if (dest[0] != NULL_OBJ) return;
    if (name == qstr("args")) dest[0] = exc->args;
    if ((name == qstr("value") && exc_matches(self, exc_type("StopIteration"))) ||
        (name == qstr("errno") && exc_matches(self, exc_type("OSError"))))
        dest[0] = exc->args->len ? exc->args->items[0] : NONE;
}

#define EXC_SLOTS \
    { [S_MAKE_NEW] = exc_make_new, [S_PRINT] = exc_print, [S_ATTR] = exc_attr }
type_t type_Exception = {.slots = EXC_SLOTS};

type_t *exc_type(const char *name) {
    for (size_t i = 0; i < N_EXCEPTIONS; i++)
        if (strcmp(kExceptions[i].name, name) == 0)
            return strcmp(name, "Exception") == 0 ? &type_Exception : &types[i];
    print(&plat_print, "host: no exception type '%s'\n", name);
    port_exit(70);
}

void exc_init(void) {
    for (size_t i = 0; i < N_EXCEPTIONS; i++) {
        type_t *type = exc_type(kExceptions[i].name);
        const type_t pattern = {.slots = EXC_SLOTS};
        *type = pattern;
        if (kExceptions[i].parent) type->slots[S_PARENT] = exc_type(kExceptions[i].parent);
        type_setup(type, kExceptions[i].name, NULL, 0);
        dict_set(vm.builtins, type->name, type);
    }
}

obj_t new_exc(const type_t *type, size_t n, const obj_t *args) {
    make_new_fn make = (make_new_fn)slot(type, S_MAKE_NEW);
    return make ? make(type, n, 0, args) : exc_make_new(exc_type("TypeError"), 0, 0, NULL);
}

bool exc_matches(obj_t exception, const type_t *type) {
    return is_subtype(type_of(exception), type);
}

void raise_obj(obj_t o) {
    if (o == NULL_OBJ || o == NONE) return;
    if (type_of(o) == &type_type && is_subtype(o, exc_type("BaseException")))
        o = new_exc(o, 0, NULL);
    if (!exc_matches(o, exc_type("BaseException")))
        fail("TypeError", "only exceptions can be raised");
    nlr_jump(o);
}

void fail_msg(const type_t *type, const char *message) {
    str_t *text = message ? gc_alloc_maybe(sizeof *text) : NULL;
    obj_t arg = text;
    if (text) *text = (str_t){{&type_str}, 0, strlen(message), (const uint8_t *)message};
    nlr_jump(new_exc(type, text != NULL, &arg));
}

VARIADIC(_Noreturn void, fail, const char *type, const char *format) {
    char message[256];
    text_t text;
    print_t printer = fixed_printer(&text, message, sizeof message);
    START_ARGS(args, format);
    print_args(&printer, format, &args);
    END_ARGS(args);
    char *kept = gc_alloc_maybe(text.len + 1);
    if (kept) memcpy(kept, message, text.len);
    fail_msg(exc_type(type), kept);
}

void fail_with(const char *type, obj_t arg) { nlr_jump(new_exc(exc_type(type), 1, &arg)); }

// --- Non-local return ----------------------------------------------------------------------------

unsigned nlr_link(nlr_t *nlr) {
    nlr->prev = vm.nlr;
    vm.nlr = nlr;
    return 0;
}

void nlr_pop(void) { vm.nlr = vm.nlr->prev; }

#ifdef __SANITIZE_ADDRESS__
void __asan_handle_no_return(void);
#endif

void nlr_jump(obj_t exception) {
    nlr_t *top = vm.nlr;
    if (!top) {
        print(&plat_print, "host: nothing catches ");
        print_obj(&plat_print, exception, PRINT_EXC);
        print(&plat_print, "\n");
        port_exit(70);
    }
    vm.nlr = top->prev;
    top->value = exception;
#ifdef __SANITIZE_ADDRESS__
    __asan_handle_no_return();
#endif
#ifdef HOST_WINDOWED
    port_longjmp(top->regs, 1);
#else
    nlr_restore(top);
#endif
}
