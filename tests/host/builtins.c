// SPDX-License-Identifier: MIT
// What a module finds by name: modules builtins, sys, gc, io, array and collections, each as far as
// modules and cases need it.
#include "host.h"

extern const method_t kStrMethods[], kArrayMethods[], kListMethods[], kDictMethods[], kSetMethods[],
    kStreamMethods[], kIntMethods[], kIntFromBytes;
extern const size_t kStrMethodsLen, kArrayMethodsLen, kListMethodsLen, kDictMethodsLen,
    kStreamMethodsLen;

static obj_t b_print(size_t n, const obj_t *args, map_t *kw) {
    elem_t *end = map_lookup(kw, from_qstr(qstr("end")), FIND);
    for (size_t i = 0; i < n; i++) {
        if (i) print(&plat_print, " ");
        print_obj(&plat_print, args[i], PRINT_STR);
    }
    if (end) print_obj(&plat_print, end->value, PRINT_STR);
    else print(&plat_print, "\n");
    return NONE;
}

static obj_t b_abs(obj_t o) { return unary(ABS, o); }
static obj_t b_bin(obj_t o) {
    num_t n;
    if (!get_num(o, &n)) fail("TypeError", "no int");
    char digits[72];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + (n.mag & 1));
    while (n.mag >>= 1);
    digits[--at] = 'b';
    digits[--at] = '0';
    if (n.neg) digits[--at] = '-';
    return new_str(digits + at, sizeof digits - at);
}
static obj_t b_hex(obj_t o) {
    char text[24];
    num_t n;
    if (!get_num(o, &n)) fail("TypeError", "no int");
    size_t at = sizeof text;
    do text[--at] = "0123456789abcdef"[n.mag & 15];
    while (n.mag >>= 4);
    text[--at] = 'x';
    text[--at] = '0';
    if (n.neg) text[--at] = '-';
    return new_str(text + at, sizeof text - at);
}
static obj_t b_callable(obj_t o) { return from_bool(slot(type_of(o), S_CALL) != NULL); }
static obj_t b_chr(obj_t o) {
    unsigned c = (unsigned)get_int(o);
    char text[3] = {(char)c, 0, 0};
    if (c < 0x80) return new_str(text, 1);
    if (c > 0x7FF) fail("NotImplementedError", "the host's chr ends at 0x7ff");
    text[0] = (char)(0xC0 | c >> 6);
    text[1] = (char)(0x80 | (c & 0x3F));
    return new_str(text, 2);
}
static obj_t b_ord(obj_t o) {
    size_t len;
    const char *text = str_data(o, &len);
    if (!text || len != 1) fail("TypeError", "one character of ASCII expected");
    return small((uint8_t)text[0]);
}
static obj_t b_divmod(obj_t a, obj_t b) { return binary(DIVMOD, a, b); }
static obj_t b_pow(obj_t a, obj_t b) { return binary(POWER, a, b); }
static obj_t b_hash(obj_t o) { return unary(HASH, o); }
static obj_t b_id(obj_t o) { return from_uint((word_t)o); }
static obj_t b_len(obj_t o) { return length(o); }
static obj_t b_repr(obj_t o) { return to_str(o, PRINT_REPR); }
static obj_t b_iter(obj_t o) { return getiter(o, NULL); }
static obj_t b_next(size_t n, const obj_t *args) {
    obj_t item = iternext(args[0]);
    if (item != STOP_ITERATION) return item;
    if (n > 1) return args[1];
    nlr_jump(new_exc(exc_type("StopIteration"), vm.ended_with != NULL_OBJ, &vm.ended_with));
}
static obj_t b_getattr(size_t n, const obj_t *args) {
    obj_t dest[2];
    if (n < 3) return load_attr(args[0], need_qstr(args[1]));
    load_method_maybe(args[0], need_qstr(args[1]), dest);
    return dest[0] == NULL_OBJ ? args[2] : load_attr(args[0], need_qstr(args[1]));
}
static obj_t b_hasattr(obj_t o, obj_t name) {
    obj_t dest[2];
    load_method_maybe(o, need_qstr(name), dest);
    return from_bool(dest[0] != NULL_OBJ);
}
static obj_t b_setattr(obj_t o, obj_t name, obj_t value) {
    store_attr(o, need_qstr(name), value);
    return NONE;
}
static obj_t b_delattr(obj_t o, obj_t name) { return b_setattr(o, name, NULL_OBJ); }
static obj_t b_issubclass(obj_t type, obj_t of) {
    size_t n;
    obj_t *types;
    if (!get_items(of, &n, &types)) return from_bool(is_subtype(type, of));
    for (size_t i = 0; i < n; i++)
        if (is_subtype(type, types[i])) return TRUE;
    return FALSE;
}
static obj_t b_isinstance(obj_t o, obj_t type) {
    // bool is no type derived from int in the table of types, but isinstance(True, int) holds
    if (type == &type_int && type_of(o) == &type_bool) return TRUE;
    return b_issubclass((obj_t)(word_t)type_of(o), type);
}
static obj_t extreme(size_t n, const obj_t *args, int op) {
    obj_t it = getiter(n == 1 ? args[0] : new_tuple(n, args), NULL), best = iternext(it), item;
    if (best == STOP_ITERATION) fail("ValueError", "nothing to choose from");
    while ((item = iternext(it)) != STOP_ITERATION)
        if (is_true(binary(op, item, best))) best = item;
    return best;
}
static obj_t b_max(size_t n, const obj_t *args) { return extreme(n, args, MORE); }
static obj_t b_min(size_t n, const obj_t *args) { return extreme(n, args, LESS); }
static obj_t b_sum(size_t n, const obj_t *args) {
    obj_t total = n > 1 ? args[1] : small(0), it = getiter(args[0], NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION) total = binary(ADD, total, item);
    return total;
}
static obj_t b_sorted(size_t n, const obj_t *args, map_t *kw) {
    (void)n;
    obj_t call_sort[8] = {NULL_OBJ}, list = call1(&type_list, args[0]);
    load_method(list, qstr("sort"), call_sort);
    for (size_t i = 0; i < kw->used && i < 3; i++) {
        call_sort[2 + 2 * i] = kw->table[i].key;
        call_sort[3 + 2 * i] = kw->table[i].value;
    }
    call_method(0, kw->used, call_sort);
    return list;
}
static obj_t b_round(size_t n, const obj_t *args) {
    double x = need_float(args[0]), scale = 1;
    for (int_t i = n > 1 ? get_int(args[1]) : 0; i > 0; i--) scale *= 10;
    x = x * scale + (x < 0 ? -0.5 : 0.5);
    obj_t whole = from_i64((int64_t)x);
    return n > 1 ? from_float((double)(int64_t)x / scale) : whole;
}
// Every name of a class or module, sorted.
static obj_t b_dir(obj_t o) {
    const type_t *type = type_of(o) == &type_type ? o : type_of(o);
    dict_t *dict =
        type == &type_module ? ((module_t *)o)->globals : (dict_t *)(word_t)slot(type, S_LOCALS);
    return call1(load_name(qstr("sorted")), dict ? (obj_t)dict : new_list(0, NULL));
}
static obj_t b_all(obj_t items) {
    obj_t it = getiter(items, NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION)
        if (!is_true(item)) return FALSE;
    return TRUE;
}
static obj_t b_any(obj_t items) {
    obj_t it = getiter(items, NULL), item;
    while ((item = iternext(it)) != STOP_ITERATION)
        if (is_true(item)) return TRUE;
    return FALSE;
}

static const method_t kFunctions[] = {
    // clang-format off
    {"print", 'k', 0, 0, b_print}, {"abs", '1', 0, 0, b_abs}, {"all", '1', 0, 0, b_all},
    {"any", '1', 0, 0, b_any}, {"bin", '1', 0, 0, b_bin}, {"callable", '1', 0, 0, b_callable},
    {"chr", '1', 0, 0, b_chr}, {"delattr", '2', 0, 0, b_delattr}, {"dir", '1', 0, 0, b_dir},
    {"divmod", '2', 0, 0, b_divmod}, {"getattr", 'v', 2, 3, b_getattr}, {"hasattr", '2', 0, 0, b_hasattr},
    {"hash", '1', 0, 0, b_hash}, {"hex", '1', 0, 0, b_hex}, {"id", '1', 0, 0, b_id},
    {"isinstance", '2', 0, 0, b_isinstance}, {"issubclass", '2', 0, 0, b_issubclass},
    {"iter", '1', 0, 0, b_iter}, {"len", '1', 0, 0, b_len}, {"max", 'v', 1, ANY, b_max},
    {"min", 'v', 1, ANY, b_min}, {"next", 'v', 1, 2, b_next}, {"ord", '1', 0, 0, b_ord},
    {"pow", '2', 0, 0, b_pow}, {"repr", '1', 0, 0, b_repr}, {"round", 'v', 1, 2, b_round},
    {"setattr", '3', 0, 0, b_setattr}, {"sorted", 'k', 1, 1, b_sorted}, {"sum", 'v', 1, 2, b_sum},
    // clang-format on
};

static obj_t g_collect(void) { return from_uint(gc_collect()); }
static const method_t kGc[] = {{"collect", '0', 0, 0, g_collect}};

static void type_into(dict_t *dict, type_t *type, const char *name, const method_t *methods,
                      size_t n) {
    type_setup(type, name, methods, n);
    dict_set(dict, qstr(name), type);
}

void builtins_init(void) {
    vm.modules = new_dict(0);
    dict_t *modules = vm.builtin_modules = new_dict(0);
    vm.empty_tuple = new_tuple(0, NULL);
    context_t *builtins =
        new_module(modules, qstr("builtins"), kFunctions, sizeof kFunctions / sizeof *kFunctions);
    dict_t *b = vm.builtins = builtins->module.globals;
    exc_init();
    static const struct {
        type_t *type;
        const char *name;
        const method_t *methods;
        const size_t *n;
    } kTypes[] = {
        {&type_type, "type", NULL, NULL},
        {&type_object, "object", NULL, NULL},
        {&type_bool, "bool", NULL, NULL},
        {&type_float, "float", NULL, NULL},
        {&type_str, "str", kStrMethods, &kStrMethodsLen},
        {&type_bytes, "bytes", kStrMethods, &kStrMethodsLen},
        {&type_bytearray, "bytearray", kArrayMethods, &kArrayMethodsLen},
        {&type_memoryview, "memoryview", NULL, NULL},
        {&type_tuple, "tuple", NULL, NULL},
        {&type_list, "list", kListMethods, &kListMethodsLen},
        {&type_dict, "dict", kDictMethods, &kDictMethodsLen},
        {&type_slice, "slice", NULL, NULL},
        {&type_range, "range", NULL, NULL},
        {&type_staticmethod, "staticmethod", NULL, NULL},
        {&type_classmethod, "classmethod", NULL, NULL},
        {&type_property, "property", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof kTypes / sizeof *kTypes; i++)
        type_into(b, kTypes[i].type, kTypes[i].name, kTypes[i].methods,
                  kTypes[i].n ? *kTypes[i].n : 0);
    type_into(b, &type_set, "set", kSetMethods, 1);
    type_into(b, &type_int, "int", kIntMethods, 1);
    class_method_t *from_bytes = NEW(class_method_t);
    *from_bytes = (class_method_t){{&type_staticmethod}, make_fun(&kIntFromBytes)};
    dict_set((dict_t *)(word_t)slot(&type_int, S_LOCALS), qstr("from_bytes"), from_bytes);

    type_t *const nameless[] = {&type_none,      &type_module, &type_ellipsis, &type_fun_0,
                                &type_fun_1,     &type_fun_2,  &type_fun_3,    &type_fun_var,
                                &type_fun_viper, &type_bound,  &type_closure,  &type_iterator};
    static const char *const kNames[] = {"NoneType", "module",       "ellipsis", "function",
                                         "function", "function",     "function", "function",
                                         "function", "bound_method", "closure",  "iterator"};
    for (size_t i = 0; i < sizeof kNames / sizeof *kNames; i++)
        type_setup(nameless[i], kNames[i], NULL, 0);
    base_t *ellipsis = NEW(base_t);
    ellipsis->type = &type_ellipsis;
    dict_set(b, qstr("Ellipsis"), ellipsis);

    context_t *sys = new_module(modules, qstr("sys"), NULL, 0);
    dict_set(sys->module.globals, qstr("modules"), vm.modules);
    new_module(modules, qstr("gc"), kGc, 1);
    context_t *array = new_module(modules, qstr("array"), NULL, 0);
    type_into(array->module.globals, &type_array, "array", kArrayMethods, kArrayMethodsLen);
    context_t *io = new_module(modules, qstr("io"), NULL, 0);
    type_into(io->module.globals, &type_bytesio, "BytesIO", kStreamMethods, kStreamMethodsLen);
    type_into(io->module.globals, &type_stringio, "StringIO", kStreamMethods, kStreamMethodsLen);
    context_t *collections = new_module(modules, qstr("collections"), NULL, 0);
    dict_set(collections->module.globals, qstr("OrderedDict"), &type_dict);
    machine_init(modules);
}
