// SPDX-License-Identifier: MIT
// Static data of every kind: initialised, zero, local to functions, tables of pointers.
#include <string.h>

#include "py/runtime.h"
#include "rom.h"

// Initialised, static and global.
static int counter = 5;
static int8_t small = -2;
static uint16_t medium = 0xfffe;
static int64_t wide = -0x123456789abcdefLL;
uint64_t statics_global_wide = 0xfedcba9876543210ULL;
int statics_global = 77;
static double fraction = 0.5;
static float quarter = 0.25f;
static char text[] = "mutable text";
static bool flag = true;

// Zero.
static int zero;
static uint8_t zeros[3000];
uint32_t statics_global_zeros[5];
static uint64_t zero_wide;
static void *zero_pointer;

// Constant.
static const char constant_text[] = "constant";
static const int64_t constant_wide[] = { 1, -1, INT64_MAX, INT64_MIN };
static const double constant_fractions[] = { 1.5, -2.25, 1e10 };

// Pointers to data, into data, to constants, from one to another and back.
static int *pointer = &counter;
static char *into_text = &text[8];
static const char *const names[] = { "zero", "one", "two", constant_text, &constant_text[3] };
static const void *mixed[] = { &zero, zeros, &zeros[100], &statics_global, names, NULL };

typedef struct node {
    const char *name;
    struct node *next;
    int values[3];
} node_t;
static node_t third = { "third", NULL, { 7, 8, 9 } };
static node_t second = { "second", &third, { 4, 5, 6 } };
static node_t first = { "first", &second, { 1, 2, 3 } };
static node_t *ring[2] = { &first, &second };
static int *const into_node = &third.values[1];

// Pointers to functions, static and global, in constant and in mutable tables.
static int add(int a, int b) {
    return a + b;
}
static int subtract(int a, int b) {
    return a - b;
}
int statics_multiply(int a, int b) {
    return a * b;
}
typedef int (*operation_t)(int, int);
static const operation_t operations[] = { add, subtract, statics_multiply };
static operation_t current = add;
static const struct {
    char sign;
    operation_t function;
    const char *name;
} named_operations[] = {
    { '+', add, "add" },
    { '-', subtract, "subtract" },
    { '*', statics_multiply, "multiply" },
};

static mp_obj_t str(const char *s) {
    return mp_obj_new_str(s, strlen(s));
}

static mp_obj_t statics_numbers(void) {
    mp_obj_t items[] = {
        mp_obj_new_int(counter),
        mp_obj_new_int(small),
        mp_obj_new_int(medium),
        mp_obj_new_int_from_ll(wide),
        mp_obj_new_int_from_ull(statics_global_wide),
        mp_obj_new_int(statics_global),
        mp_obj_new_float((mp_float_t)fraction),
        mp_obj_new_float((mp_float_t)quarter),
        str(text),
        mp_obj_new_bool(flag),
        mp_obj_new_int(zero),
        mp_obj_new_int_from_ull(zero_wide),
        mp_obj_new_bool(zero_pointer == NULL),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_numbers_obj, statics_numbers);

static mp_obj_t statics_constants(void) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < MP_ARRAY_SIZE(constant_wide); i++) {
        mp_obj_list_append(list, mp_obj_new_int_from_ll(constant_wide[i]));
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(constant_fractions); i++) {
        mp_obj_list_append(list, mp_obj_new_int((mp_int_t)(constant_fractions[i] * 4 / (i == 2 ? 1e10 : 1))));
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(names); i++) {
        mp_obj_list_append(list, str(names[i]));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_constants_obj, statics_constants);

static mp_obj_t statics_change(void) {
    counter++;
    small--;
    medium++;
    wide = -wide;
    statics_global_wide >>= 4;
    statics_global *= 2;
    fraction += 1;
    quarter += 1;
    text[0] = 'M';
    flag = !flag;
    zero += 3;
    zero_wide = zero_wide * 2 + 1;
    zero_pointer = zero_pointer ? NULL : &zero;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_change_obj, statics_change);

static mp_obj_t statics_pointers(void) {
    *pointer += 100;
    into_text[0] = 'T';
    *(int *)mixed[0] += 1000;
    ((uint8_t *)mixed[2])[5] = 55;
    *into_node += 1;
    mp_obj_t items[] = {
        mp_obj_new_int(counter),
        str(text),
        mp_obj_new_int(zero),
        mp_obj_new_int(zeros[105]),
        mp_obj_new_bool(mixed[1] == zeros && mixed[3] == &statics_global && mixed[5] == NULL),
        str(((const char *const *)mixed[4])[2]),
        mp_obj_new_bool(ring[0]->next == ring[1] && ring[1]->next->next == NULL),
        mp_obj_new_int(third.values[1]),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_pointers_obj, statics_pointers);

static mp_obj_t statics_nodes(void) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (node_t *node = ring[0]; node != NULL; node = node->next) {
        mp_obj_list_append(list, str(node->name));
        mp_obj_list_append(list, mp_obj_new_int(node->values[0] + node->values[2]));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_nodes_obj, statics_nodes);

static mp_obj_t statics_calls(mp_obj_t a_in, mp_obj_t b_in) {
    int a = mp_obj_get_int(a_in);
    int b = mp_obj_get_int(b_in);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < MP_ARRAY_SIZE(operations); i++) {
        mp_obj_list_append(list, mp_obj_new_int(operations[i](a, b)));
        mp_obj_list_append(list, str(named_operations[i].name));
        mp_obj_list_append(list, mp_obj_new_bool(named_operations[i].function == operations[i]));
        mp_obj_list_append(list, mp_obj_new_str(&named_operations[i].sign, 1));
    }
    mp_obj_list_append(list, mp_obj_new_int(current(a, b)));
    current = current == add ? subtract : add;
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_2(statics_calls_obj, statics_calls);

// Statics inside functions, two with the same name.
static mp_obj_t statics_next(void) {
    static int value = 10;
    static int calls;
    static const int steps[] = { 1, 2, 3 };
    value += steps[calls++ % 3];
    return mp_obj_new_int(value);
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_next_obj, statics_next);

static mp_obj_t statics_remember(mp_obj_t obj) {
    static mp_int_t value = -1;
    mp_int_t before = value;
    value = mp_obj_get_int(obj);
    return mp_obj_new_int(before);
}
static MP_DEFINE_CONST_FUN_OBJ_1(statics_remember_obj, statics_remember);

// A large block of zeros is really zero, and is where it should be.
static mp_obj_t statics_zeros(void) {
    mp_int_t sum = 0;
    for (size_t i = 0; i < sizeof(zeros); i++) {
        sum += zeros[i];
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(statics_global_zeros); i++) {
        sum += (mp_int_t)statics_global_zeros[i];
        statics_global_zeros[i] = 1;
    }
    memset(zeros, 1, sizeof(zeros));
    return mp_obj_new_int(sum);
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_zeros_obj, statics_zeros);

// More alignment than firmware gives to code on most architectures, where it only makes code faster.
__attribute__((aligned(64), noinline)) static int aligned_code(int x) {
    return 3 * x;
}

static mp_obj_t statics_aligned(mp_obj_t x) {
    return mp_obj_new_int(aligned_code(mp_obj_get_int(x)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(statics_aligned_obj, statics_aligned);

// Constant tables of objects, which code reads at places that the compiler knows: it then has no
// need of the table.
static const mp_rom_obj_t rom_objects[] = {
    MP_ROM_QSTR(MP_QSTR_apple), MP_ROM_QSTR(MP_QSTR_len), MP_ROM_QSTR(MP_QSTR_), MP_ROM_INT(-4),
    MP_ROM_NONE, MP_ROM_TRUE, MP_ROM_PTR(&mp_type_str), MP_ROM_PTR(&mp_type_ValueError),
};
static const mp_obj_t older_objects[] = { MP_OBJ_NEW_QSTR(MP_QSTR_older), MP_OBJ_NEW_QSTR(MP_QSTR_append) };
static const struct {
    int weight;
    mp_rom_obj_t name;
    qstr key;
    struct {
        mp_rom_map_elem_t pair;
    } inner;
} rom_fruit = { 3, MP_ROM_QSTR(MP_QSTR_pear), MP_QSTR_plum, { { MP_ROM_QSTR(MP_QSTR_fig), MP_ROM_QSTR(MP_QSTR_lime) } } };
static const qstr rom_numbers[] = { MP_QSTR_seed, MP_QSTR_remove };

static inline mp_obj_t rom_second(const mp_rom_obj_t *table) {
    return (mp_obj_t)table[1];
}

static mp_obj_t statics_folded(void) {
    const mp_rom_obj_t local[] = { MP_ROM_QSTR(MP_QSTR_local), MP_ROM_QSTR(MP_QSTR_sort) };
    static const mp_rom_obj_t own[] = { MP_ROM_QSTR(MP_QSTR_own) };
    static const mp_arg_t args[] = { { MP_QSTR_peel, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_QSTR(MP_QSTR_skin) } } };
    mp_obj_t items[] = {
        (mp_obj_t)rom_objects[0], (mp_obj_t)rom_objects[1], (mp_obj_t)rom_objects[2],
        (mp_obj_t)rom_objects[3], (mp_obj_t)rom_objects[4], (mp_obj_t)rom_objects[5],
        (mp_obj_t)rom_objects[6], (mp_obj_t)rom_objects[7],
        older_objects[0], older_objects[1],
        (mp_obj_t)rom_fruit.name, MP_OBJ_NEW_QSTR(rom_fruit.key),
        (mp_obj_t)rom_fruit.inner.pair.key, (mp_obj_t)rom_fruit.inner.pair.value,
        MP_OBJ_NEW_QSTR(rom_numbers[0]), MP_OBJ_NEW_QSTR(rom_numbers[1]),
        rom_second(rom_objects), rom_second(local), (mp_obj_t)local[0], (mp_obj_t)own[0],
        MP_OBJ_NEW_QSTR(args[0].qst), (mp_obj_t)args[0].defval.u_rom_obj,
        (mp_obj_t)rom_of_header[1], (mp_obj_t)MP_ROM_QSTR(MP_QSTR_code),
        mp_obj_new_bool((mp_obj_t)rom_objects[0] == (mp_obj_t)MP_ROM_QSTR(MP_QSTR_apple)),
        mp_obj_new_bool(mp_obj_is_qstr((mp_obj_t)rom_objects[0])),
        MP_OBJ_NEW_SMALL_INT((mp_int_t)(MP_OBJ_QSTR_VALUE((mp_obj_t)rom_objects[0]) - MP_QSTR_apple)),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_folded_obj, statics_folded);

// In loops over whole tables; the second has numbers that are made of objects.
static const uintptr_t rom_marked[] = {
    (uintptr_t)MP_ROM_QSTR(MP_QSTR_apple) + 3, (uintptr_t)MP_ROM_QSTR(MP_QSTR_len) + 2, (uintptr_t)MP_ROM_QSTR(MP_QSTR_pear) + 1,
};

static mp_obj_t statics_listed(void) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < MP_ARRAY_SIZE(rom_of_header); ++i) {
        mp_obj_list_append(list, (mp_obj_t)rom_of_header[i]);
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(rom_marked); ++i) {
        mp_obj_list_append(list, (mp_obj_t)(rom_marked[i] - MP_ARRAY_SIZE(rom_marked) + i));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(statics_listed_obj, statics_listed);

static const mp_rom_map_elem_t statics_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_statics) },
    { MP_ROM_QSTR(MP_QSTR_numbers), MP_ROM_PTR(&statics_numbers_obj) },
    { MP_ROM_QSTR(MP_QSTR_constants), MP_ROM_PTR(&statics_constants_obj) },
    { MP_ROM_QSTR(MP_QSTR_change), MP_ROM_PTR(&statics_change_obj) },
    { MP_ROM_QSTR(MP_QSTR_pointers), MP_ROM_PTR(&statics_pointers_obj) },
    { MP_ROM_QSTR(MP_QSTR_nodes), MP_ROM_PTR(&statics_nodes_obj) },
    { MP_ROM_QSTR(MP_QSTR_calls), MP_ROM_PTR(&statics_calls_obj) },
    { MP_ROM_QSTR(MP_QSTR_next), MP_ROM_PTR(&statics_next_obj) },
    { MP_ROM_QSTR(MP_QSTR_remember), MP_ROM_PTR(&statics_remember_obj) },
    { MP_ROM_QSTR(MP_QSTR_aligned), MP_ROM_PTR(&statics_aligned_obj) },
    { MP_ROM_QSTR(MP_QSTR_folded), MP_ROM_PTR(&statics_folded_obj) },
    { MP_ROM_QSTR(MP_QSTR_listed), MP_ROM_PTR(&statics_listed_obj) },
    { MP_ROM_QSTR(MP_QSTR_zeros), MP_ROM_PTR(&statics_zeros_obj) },
};
static MP_DEFINE_CONST_DICT(statics_globals, statics_globals_table);

const mp_obj_module_t statics_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&statics_globals,
};

MP_REGISTER_MODULE(MP_QSTR_statics, statics_module);
