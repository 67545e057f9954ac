// SPDX-License-Identifier: MIT
// A case: lines of `>>> statement`, each followed by what it prints. The transcript must equal the
// case. Empty lines and lines that begin with # are comments; they come out as they are.
//
//     >>> import shapes
//     >>> shapes.area(2, 3)
//     6
//     >>> shapes.area(-1, 3)
//     ValueError: negative
//     >>> raises shapes.area()
//     TypeError
//
// `raises` prints only the exception's type, for messages that differ between firmwares.
// Statements: an expression; NAME, x.attr or x[index] (several with commas) = expression, with +=
// and the like for one; import NAME [as NAME]; from NAME import NAME; del.
#include "eval.h"

static const struct {
    const char *text;
    int op;
} kInplace[] = {
    {"+=", ADD}, {"-=", SUB}, {"*=", MUL}, {"//=", FLOORDIV}, {"/=", TRUEDIV}, {"%=", MOD},
    {"|=", OR},  {"&=", AND}, {"^=", XOR}, {"<<=", LSHIFT},   {">>=", RSHIFT}, {"@=", MATMUL},
};

static bool starts_with(const char *at, const char *end, const char *what) {
    size_t n = strlen(what);
    return (size_t)(end - at) >= n && memcmp(at, what, n) == 0;
}

// The next of `c` outside strings and brackets, or the end.
static const char *find_outside(const char *at, const char *end, char c) {
    int depth = 0;
    char quote = 0;
    for (; at < end; at++) {
        if (quote) {
            if (*at == '\\') at++;
            else if (*at == quote) quote = 0;
        } else if (*at == c && depth == 0) {
            return at;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (*at == '(' || *at == '[' || *at == '{') {
            depth++;
        } else if (*at == ')' || *at == ']' || *at == '}') {
            depth--;
        }
    }
    return end;
}

static obj_t evaluate(const char *at, const char *end) {
    list_t *list = NULL;
    for (;;) {
        eval_t e = {at, find_outside(at, end, ','), 0, NULL};
        bool lambda = starts_with(at, end, "lambda ");
        if (lambda) e.end = end;  // its commas are not ours
        obj_t value = eval_operators(&e, 1);
        while (e.at < e.end && *e.at == ' ') e.at++;
        if (e.at != e.end) fail("SyntaxError", "not understood: '%s'", e.at);
        if (e.end == end) {
            if (!list) return value;
            list_append(list, value);
            return new_tuple(list->len, list->items);
        }
        if (!list) list = new_list(0, NULL);
        list_append(list, value);
        at = e.end + 1;
        while (*at == ' ') at++;
    }
}

static void store(const char *at, const char *end, obj_t value) {
    const char *comma = find_outside(at, end, ',');
    eval_t e = {at, comma, 0, NULL};
    if (comma == end) {
        eval_primary(&e, value);
        return;
    }
    obj_t it = getiter(value, NULL);
    for (;;) {
        obj_t item = iternext(it);
        if (item == STOP_ITERATION) fail("ValueError", "too few values");
        store(at, comma, item);
        if (comma == end) return;
        at = comma + 1;
        while (*at == ' ') at++;
        comma = find_outside(at, end, ',');
    }
}

static const char *trim(const char *at, const char *end) {
    while (end > at && end[-1] == ' ') end--;
    return end;
}

// The `=` of an assignment, or the end.
static const char *find_assignment(const char *at, const char *end) {
    const char *sign = find_outside(at, end, '=');
    if (sign == end || starts_with(at, end, "lambda ")) return end;
    if (sign[1] == '=' || sign[-1] == '!') return end;
    bool compares = (sign[-1] == '<' || sign[-1] == '>') && sign[-2] != sign[-1];
    return compares ? end : sign;
}

// A dotted name, and its first part.
static qstr_t module_name(eval_t *e, qstr_t *first) {
    *first = eval_name(e);
    const char *start = e->at - strlen(qstr_text(*first, NULL));
    while (e->at < e->end && *e->at == '.') {
        e->at++;
        eval_name(e);
    }
    return qstr_n(start, (size_t)(e->at - start));
}

static void execute(const char *at, const char *end) {
    eval_t e = {at, end, 0, NULL};
    qstr_t first;
    if (eval_accept(&e, "import")) {
        do {
            qstr_t name = module_name(&e, &first);
            if (eval_accept(&e, "as"))
                dict_set(vm.globals, eval_name(&e), import(name, TRUE, small(0)));
            else dict_set(vm.globals, first, import(name, NONE, small(0)));
        } while (eval_accept(&e, ","));
        return;
    }
    if (eval_accept(&e, "from")) {
        obj_t module = import(module_name(&e, &first), TRUE, small(0));
        eval_accept(&e, "import");
        do {
            qstr_t name = eval_name(&e);
            dict_set(vm.globals, name, load_attr(module, name));
        } while (eval_accept(&e, ","));
        return;
    }
    if (eval_accept(&e, "del")) {
        store(e.at + (*e.at == ' '), end, NULL_OBJ);
        return;
    }
    const char *sign = find_assignment(at, end);
    if (sign == end) {
        obj_t value = evaluate(at, end);
        if (value == NONE) return;
        print_obj(&plat_print, value, PRINT_REPR);
        print(&plat_print, "\n");
        return;
    }
    const char *right = sign + 1;
    while (*right == ' ') right++;
    for (size_t i = 0; i < sizeof kInplace / sizeof *kInplace; i++) {
        size_t n = strlen(kInplace[i].text);
        const char *op = sign + 1 - n;
        if (op <= at || memcmp(op, kInplace[i].text, n) != 0) continue;
        obj_t old = evaluate(at, trim(at, op)), value = evaluate(right, end);
        store(at, trim(at, op), binary(kInplace[i].op - OR + INPLACE_OR, old, value));
        return;
    }
    store(at, trim(at, sign), evaluate(right, end));
}

static void show_exception(obj_t exception, bool type_only) {
    const tuple_t *args = ((exc_t *)exception)->args;
    print(&plat_print, "%q", (qstr_t)type_of(exception)->name);
    if (args->len && !type_only) {
        print(&plat_print, ": ");
        print_obj(&plat_print, args->len == 1 ? args->items[0] : (obj_t)(word_t)args, PRINT_STR);
    }
    print(&plat_print, "\n");
}

bool run_line(const char *at, const char *end) {
    bool raises = starts_with(at, end, "raises ");
    nlr_t nlr;
    if (NLR_PUSH(&nlr) != 0) {
        show_exception(nlr.value, raises);
        return true;
    }
    execute(raises ? at + strlen("raises ") : at, end);
    nlr_pop();
    if (raises) print(&plat_print, "nothing raised\n");
    return false;
}

// What follows a statement up to the next one, or a comment.
static size_t output_len(const char *at, const char *end) {
    const char *start = at;
    while (at < end && *at != '\n' && *at != '#' && !starts_with(at, end, ">>> ")) {
        while (at < end && *at != '\n') at++;
        at += at < end;
    }
    return (size_t)(at - start);
}

void run_script(const char *text, size_t len) {
    const char *end = text + len;
    type_setup(&type_lambda, "function", NULL, 0);
    bool caught = false;  // a comment says that the statement catches what is raised
    while (text < end) {
        const char *line_end = text;
        while (line_end < end && *line_end != '\n') line_end++;
        bool statement = starts_with(text, line_end, ">>> ");
        if (statement || line_end == text || *text == '#')
            print(&plat_print, "%.*s\n", (int)(line_end - text), text);
        const char *next = line_end + 1;
        if (statement && (vm.short_memory || vm.textless))
            try_line(text + 4, trim(text, line_end), caught ? NULL : next, output_len(next, end));
        else if (statement) run_line(text + 4, trim(text, line_end));
        caught = starts_with(text, line_end, "# caught");
        text = next;
    }
}
