// SPDX-License-Identifier: MIT
// The expressions of a case: a small part of Python's grammar, evaluated while it is read. Where a
// part must not be evaluated (the other side of `or`, the body of a lambda), it is read with `skip`
// set, and values are then None.
#include "eval.h"

#include "host.h"

static obj_t expression(eval_t *e);

// --- Words ---------------------------------------------------------------------------------------

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static void spaces(eval_t *e) {
    while (e->at < e->end && *e->at == ' ') e->at++;
}

static bool peek(eval_t *e, const char *what) {
    spaces(e);
    size_t n = strlen(what);
    if ((size_t)(e->end - e->at) < n || memcmp(e->at, what, n) != 0) return false;
    return !is_word(what[0]) || e->at + n == e->end || !is_word(e->at[n]);
}

bool eval_accept(eval_t *e, const char *what) {
    bool found = peek(e, what);
    if (found) e->at += strlen(what);
    return found;
}

static void expect(eval_t *e, const char *what) {
    if (!eval_accept(e, what)) fail("SyntaxError", "'%s' expected before '%s'", what, e->at);
}

qstr_t eval_name(eval_t *e) {
    spaces(e);
    const char *start = e->at;
    while (e->at < e->end && is_word(*e->at)) e->at++;
    if (e->at == start) fail("SyntaxError", "a name expected before '%s'", start);
    return qstr_n(start, (size_t)(e->at - start));
}

static obj_t lookup(eval_t *e, qstr_t name) {
    obj_t value = e->locals ? dict_get(e->locals, name) : NULL_OBJ;
    return value != NULL_OBJ ? value : load_name(name);
}

// --- Literals ------------------------------------------------------------------------------------

static int hex_digit(char c) {
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : 0;
}

static obj_t string(eval_t *e) {
    text_t text;
    print_t collect = text_printer(&text);
    bool is_bytes = *e->at == 'b';
    e->at += is_bytes;
    char quote = *e->at++;
    while (e->at < e->end && *e->at != quote) {
        char c = *e->at++;
        if (c == '\\' && e->at < e->end) {
            c = *e->at++;
            if (c == 'n') c = '\n';
            else if (c == 't') c = '\t';
            else if (c == 'r') c = '\r';
            else if (c == '0') c = '\0';
            else if (c == 'x') {
                c = (char)(hex_digit(e->at[0]) << 4 | hex_digit(e->at[1]));
                e->at += 2;
            }
        }
        collect.write(collect.data, &c, 1);
    }
    if (e->at == e->end) fail("SyntaxError", "a string without its end");
    e->at++;
    return is_bytes ? new_bytes(text.text, text.len) : new_str(text.text, text.len);
}

static obj_t number(eval_t *e) {
    const char *start = e->at;
    while (e->at < e->end &&
           (is_word(*e->at) || *e->at == '.' ||
            ((*e->at == '-' || *e->at == '+') && (e->at[-1] | 0x20) == 'e' && start[1] != 'x')))
        e->at++;
    obj_t value = parse_number(start, (size_t)(e->at - start), 0);
    if (value == NULL_OBJ) fail("SyntaxError", "'%s' is no number", start);
    return value;
}

// `[x * 2 for x in values if x]`, with e at the first expression. False if it is no comprehension.
static bool comprehension(eval_t *e, obj_t list) {
    const char *start = e->at;
    e->skip++;
    expression(e);
    e->skip--;
    if (!eval_accept(e, "for")) {
        e->at = start;
        return false;
    }
    qstr_t name = eval_name(e);
    expect(e, "in");
    obj_t values = eval_operators(e, 1);
    const char *condition = eval_accept(e, "if") ? e->at : NULL;
    e->skip++;
    if (condition) eval_operators(e, 1);
    e->skip--;
    if (e->skip) return true;
    const char *after = e->at;
    dict_t *outer = e->locals;
    e->locals = new_dict(0);
    if (outer) e->locals->map = ((dict_t *)call1(&type_dict, outer))->map;
    obj_t it = getiter(values, NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION) {
        dict_set(e->locals, name, item);
        e->at = condition;
        if (condition && !is_true(eval_operators(e, 1))) continue;
        e->at = start;
        list_append(list, expression(e));
    }
    e->locals = outer;
    e->at = after;
    return true;
}

static obj_t list_until(eval_t *e, const char *close) {
    obj_t list = new_list(0, NULL);
    if (!eval_accept(e, close)) {
        if (!comprehension(e, list)) {
            do {
                if (peek(e, close)) break;
                list_append(list, expression(e));
            } while (eval_accept(e, ","));
        }
        expect(e, close);
    }
    return list;
}

static obj_t parenthesis(eval_t *e) {
    if (eval_accept(e, ")")) return new_tuple(0, NULL);
    obj_t first = expression(e);
    if (eval_accept(e, ")")) return first;
    expect(e, ",");
    list_t *rest = list_until(e, ")");
    tuple_t *tuple = new_tuple(rest->len + 1, NULL);
    tuple->items[0] = first;
    memcpy(tuple->items + 1, rest->items, rest->len * sizeof(obj_t));
    return tuple;
}

static obj_t dict_or_set(eval_t *e) {
    obj_t dict = new_dict(0), set = NULL_OBJ;
    if (eval_accept(e, "}")) return dict;
    do {
        if (peek(e, "}")) break;
        obj_t key = expression(e);
        if (eval_accept(e, ":")) dict_store(dict, key, expression(e));
        else set_store(set ? set : (set = new_set(0, NULL)), key);
    } while (eval_accept(e, ","));
    expect(e, "}");
    return set ? set : dict;
}

// --- Lambda --------------------------------------------------------------------------------------

typedef struct {
    base_t base;
    const char *text, *end;
    dict_t *closed;
    list_t *names;
} lambda_t;

static obj_t lambda_call(obj_t self, size_t n, size_t n_kw, const obj_t *args) {
    lambda_t *lambda = self;
    if (n != lambda->names->len || n_kw) fail("TypeError", "wrong number of arguments of a lambda");
    eval_t e = {lambda->text, lambda->end, 0, new_dict(0)};
    if (lambda->closed) e.locals = call1(&type_dict, lambda->closed);
    for (size_t i = 0; i < n; i++) dict_store(e.locals, lambda->names->items[i], args[i]);
    return expression(&e);
}
type_t type_lambda = {.flags = T_BINDS_SELF, .slots = {[S_CALL] = lambda_call}};

static obj_t lambda(eval_t *e) {
    lambda_t *self = NEW(lambda_t);
    self->base.type = &type_lambda;
    self->closed = e->locals;
    self->names = new_list(0, NULL);
    while (!eval_accept(e, ":")) {
        list_append(self->names, from_qstr(eval_name(e)));
        eval_accept(e, ",");
    }
    self->text = e->at;
    e->skip++;
    expression(e);
    e->skip--;
    self->end = e->at;
    return self;
}

// --- Primary expressions -------------------------------------------------------------------------

static obj_t atom(eval_t *e) {
    spaces(e);
    if (e->at == e->end) fail("SyntaxError", "an expression expected");
    char c = *e->at;
    if (c == '\'' || c == '"' ||
        (c == 'b' && e->at + 1 < e->end && (e->at[1] == '\'' || e->at[1] == '"')))
        return string(e);
    if (c >= '0' && c <= '9') return number(e);
    if (eval_accept(e, "(")) return parenthesis(e);
    if (eval_accept(e, "[")) return list_until(e, "]");
    if (eval_accept(e, "{")) return dict_or_set(e);
    if (eval_accept(e, "None")) return NONE;
    if (eval_accept(e, "True")) return TRUE;
    if (eval_accept(e, "False")) return FALSE;
    if (eval_accept(e, "lambda")) return lambda(e);
    qstr_t name = eval_name(e);
    return e->skip ? NONE : lookup(e, name);
}

static obj_t call_trailer(eval_t *e, const obj_t method[2]) {
    obj_t args[2 + 32] = {method[0], method[1]}, pairs[32];
    size_t n = 0, n_kw = 0;
    while (!eval_accept(e, ")")) {
        if (n + 2 * n_kw >= 30) fail("SyntaxError", "too many arguments");
        const char *start = e->at;
        qstr_t name = 0;
        spaces(e);
        if (e->at < e->end && is_word(*e->at) && (*e->at < '0' || *e->at > '9')) {
            name = eval_name(e);
            if (peek(e, "==") || !eval_accept(e, "=")) {
                name = 0;
                e->at = start;
            }
        }
        bool star = !name && eval_accept(e, "*");
        obj_t value = expression(e);
        if (star && !e->skip) {
            size_t count;
            obj_t *items;
            if (!get_items(value, &count, &items) || n + count > 30)
                fail("TypeError", "a short sequence expected");
            for (size_t i = 0; i < count; i++) args[2 + n++] = items[i];
        } else if (name) {
            pairs[2 * n_kw] = from_qstr(name);
            pairs[2 * n_kw++ + 1] = value;
        } else {
            args[2 + n++] = value;
        }
        if (!peek(e, ")")) expect(e, ",");
    }
    memcpy(args + 2 + n, pairs, 2 * n_kw * sizeof(obj_t));
    return e->skip ? NONE : call_method(n, n_kw, args);
}

static obj_t index_part(eval_t *e) { return peek(e, ":") || peek(e, "]") ? NONE : expression(e); }

static obj_t index_until_bracket(eval_t *e) {
    obj_t index = index_part(e);
    if (eval_accept(e, ":")) {
        obj_t stop = index_part(e), step = eval_accept(e, ":") ? index_part(e) : NONE;
        index = new_slice(index, stop, step);
    } else if (eval_accept(e, ",")) {
        obj_t pair[2] = {index, expression(e)};
        index = new_tuple(2, pair);
    }
    expect(e, "]");
    return index;
}

// An atom and what follows it. With `store` (a value, or NULL_OBJ to delete; SENTINEL to load) the
// last part, which must end the text, is set instead of read.
obj_t eval_primary(eval_t *e, obj_t store) {
    spaces(e);
    const char *start = e->at;
    if (store != SENTINEL) {
        qstr_t name = is_word(*start) ? eval_name(e) : 0;
        spaces(e);
        if (name && e->at == e->end) {
            if (store != NULL_OBJ) dict_set(vm.globals, name, store);
            else if (!map_lookup(&vm.globals->map, from_qstr(name), REMOVE))
                fail("NameError", "no name '%q'", name);
            return NONE;
        }
        e->at = start;
    }
    obj_t value = atom(e);
    for (;;) {
        obj_t method[2] = {value, NULL_OBJ};
        if (eval_accept(e, ".")) {
            qstr_t name = eval_name(e);
            spaces(e);
            if (store != SENTINEL && e->at == e->end) {
                store_attr(value, name, store);
                return NONE;
            }
            if (e->skip) continue;
            if (eval_accept(e, "(")) {
                load_method(value, name, method);
                value = call_trailer(e, method);
            } else {
                value = load_attr(value, name);
            }
        } else if (eval_accept(e, "(")) {
            value = call_trailer(e, method);
        } else if (eval_accept(e, "[")) {
            obj_t index = index_until_bracket(e);
            spaces(e);
            if (store != SENTINEL && e->at == e->end) {
                subscr(value, index, store);
                return NONE;
            }
            if (!e->skip) value = subscr(value, index, SENTINEL);
        } else {
            if (store != SENTINEL) fail("SyntaxError", "nothing that can be set");
            return value;
        }
    }
}

// --- Operators -----------------------------------------------------------------------------------

enum { P_OR = 1, P_AND, P_NOT, P_COMPARE, P_UNARY = 10, P_POWER, NOT_IN = 100, IS_NOT, AND_, OR_ };

// clang-format off
static const struct { const char *text; uint8_t priority, op; } kOperators[] = {
    {"or", P_OR, OR_}, {"and", P_AND, AND_}, {"<=", P_COMPARE, LESS_EQUAL}, {">=", P_COMPARE, MORE_EQUAL},
    {"==", P_COMPARE, EQUAL}, {"!=", P_COMPARE, NOT_EQUAL}, {"<<", 8, LSHIFT}, {">>", 8, RSHIFT},
    {"<", P_COMPARE, LESS}, {">", P_COMPARE, MORE}, {"in", P_COMPARE, IN}, {"not in", P_COMPARE, NOT_IN},
    {"is not", P_COMPARE, IS_NOT}, {"is", P_COMPARE, IS}, {"|", 5, OR}, {"^", 6, XOR}, {"&", 7, AND},
    {"+", 9, ADD}, {"-", 9, SUB}, {"**", P_POWER, POWER}, {"*", 10, MUL}, {"//", 10, FLOORDIV},
    {"/", 10, TRUEDIV}, {"%", 10, MOD}, {"@", 10, MATMUL},
};
// clang-format on

static obj_t prefix(eval_t *e) {
    static const struct {
        const char *text;
        uint8_t op, priority;
    } kPrefixes[] = {{"not", NOT, P_NOT},
                     {"-", NEGATIVE, P_UNARY},
                     {"+", POSITIVE, P_UNARY},
                     {"~", INVERT, P_UNARY}};
    for (size_t i = 0; i < sizeof kPrefixes / sizeof *kPrefixes; i++) {
        if (!eval_accept(e, kPrefixes[i].text)) continue;
        obj_t value = eval_operators(e, kPrefixes[i].priority + (kPrefixes[i].op != NOT));
        return e->skip ? NONE : unary(kPrefixes[i].op, value);
    }
    return eval_primary(e, SENTINEL);
}

static obj_t apply(int op, obj_t left, obj_t right) {
    if (op == NOT_IN) return from_bool(binary(IN, left, right) == FALSE);
    if (op == IS_NOT) return from_bool(left != right);
    return binary(op, left, right);
}

obj_t eval_operators(eval_t *e, int least) {
    obj_t left = prefix(e);
    for (;;) {
        size_t i = 0, n = sizeof kOperators / sizeof *kOperators;
        while (i < n && !peek(e, kOperators[i].text)) i++;
        if (i == n || kOperators[i].priority < least) return left;
        e->at += strlen(kOperators[i].text);
        int op = kOperators[i].op, priority = kOperators[i].priority;
        bool decided = op >= AND_ && (e->skip || is_true(left) == (op == OR_));
        e->skip += decided;
        obj_t right = eval_operators(e, priority + (priority != P_POWER));
        e->skip -= decided;
        if (op >= AND_) left = decided ? left : right;
        else left = e->skip ? NONE : apply(op, left, right);
    }
}

static obj_t expression(eval_t *e) { return eval_operators(e, P_OR); }
