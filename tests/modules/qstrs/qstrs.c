// SPDX-License-Identifier: MIT
// Names of every origin: written out, joined by the preprocessor, from lists, with other characters.
#include "py/runtime.h"

#define NAME(prefix, suffix) MP_QSTR_##prefix##_##suffix
#define COLOUR_ENTRY(colour, number) { MP_ROM_QSTR(MP_QSTR_colour_##colour), MP_ROM_INT(number) }
#define DEFINE_GETTER(name, value) \
    static mp_obj_t qstrs_get_##name(void) { \
        mp_obj_t items[] = { MP_OBJ_NEW_QSTR(MP_QSTR_##name), MP_OBJ_NEW_SMALL_INT(value) }; \
        return mp_obj_new_tuple(2, items); \
    } \
    static MP_DEFINE_CONST_FUN_OBJ_0(qstrs_get_##name##_obj, qstrs_get_##name);

// Joined behind a second macro, which expands what it joins: also the start of a name, itself a name.
#define JOIN(a, b) JOIN_(a, b)
#define JOIN_(a, b) a##b
#define KEY(name) MP_ROM_QSTR(JOIN(MP_QSTR_, name))
#define PART(name) MP_ROM_QSTR(JOIN(MP_QSTR_left, name))
#define REGISTER(name) MP_REGISTER_MODULE(JOIN(MP_QSTR_, name), JOIN(name, _module))

// A list in this file.
#define FOR_ALL_SHAPES(X) X(circle, 1) X(square, 4) X(hexagon, 6)
FOR_ALL_SHAPES(DEFINE_GETTER)

// A list in another file.
#define ITEM(name, number) DEFINE_GETTER(name, number)
#include "names.h"
#undef ITEM

#define SHAPE_ENTRY(name, value) { MP_ROM_QSTR(MP_QSTR_get_##name), MP_ROM_PTR(&qstrs_get_##name##_obj) },

// In code: as value, in comparisons, in conditional expressions, in arrays that are not constant.
static mp_obj_t qstrs_in_code(mp_obj_t text) {
    qstr name = mp_obj_str_get_qstr(text);
    qstr best = name == MP_QSTR_left ? MP_QSTR_right : name == MP_QSTR_right ? MP_QSTR_left : NAME(no, side);
    const qstr known[] = { MP_QSTR_left, MP_QSTR_right, MP_QSTR_append };
    mp_int_t at = -1;
    for (size_t i = 0; i < MP_ARRAY_SIZE(known); i++) {
        if (known[i] == name) {
            at = (mp_int_t)i;
        }
    }
    mp_obj_t items[] = { MP_OBJ_NEW_QSTR(best), mp_obj_new_int(at), mp_obj_new_bool(name != MP_QSTR_NULL) };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrs_in_code_obj, qstrs_in_code);

// In static data, as numbers and in structures.
static const struct {
    qstr name;
    int weight;
} weights[] = {
    { MP_QSTR_light, 1 },
    { MP_QSTR_heavy, 100 },
    { MP_QSTR_append, 50 },
};

static mp_obj_t qstrs_weight(mp_obj_t text) {
    qstr name = mp_obj_str_get_qstr(text);
    for (size_t i = 0; i < MP_ARRAY_SIZE(weights); i++) {
        if (weights[i].name == name) {
            return MP_OBJ_NEW_SMALL_INT(weights[i].weight);
        }
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrs_weight_obj, qstrs_weight);

static mp_obj_t qstrs_is_empty(mp_obj_t text) {
    switch (mp_obj_str_get_qstr(text)) {
        case MP_QSTR_:
            return mp_const_true;
        case JOIN(MP_QSTR_, left):
            return mp_const_none;
        default:
            return mp_const_false;
    }
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrs_is_empty_obj, qstrs_is_empty);

// Characters that no C identifier has, and names that look like them.
static mp_obj_t qstrs_odd(void) {
    mp_obj_t items[] = {
        MP_OBJ_NEW_QSTR(MP_QSTR_),
        MP_OBJ_NEW_QSTR(MP_QSTR__space_),
        MP_OBJ_NEW_QSTR(MP_QSTR__lt_module_gt_),
        MP_OBJ_NEW_QSTR(MP_QSTR_left_hyphen_right), // from the QSTR_DEFS file
        MP_OBJ_NEW_QSTR(MP_QSTR_a_dot_b_slash_c),
        MP_OBJ_NEW_QSTR(MP_QSTR_50_percent_),
        MP_OBJ_NEW_QSTR(MP_QSTR_utf_hyphen_8), // the firmware's
        MP_OBJ_NEW_QSTR(MP_QSTR_dot_hyphen_product), // not in that file: nothing is replaced
        MP_OBJ_NEW_QSTR(MP_QSTR_read_int_be),
        MP_OBJ_NEW_QSTR(MP_QSTR__0x0a_),
        MP_OBJ_NEW_QSTR(MP_QSTR__percent__hash_o),
        MP_OBJ_NEW_QSTR(MP_QSTR__brace_open__colon__hash_b_brace_close_),
        MP_OBJ_NEW_QSTR(MP_QSTR__star_),
        MP_OBJ_NEW_QSTR(MP_QSTR_trailing_),
        MP_OBJ_NEW_QSTR(MP_QSTR___dunder__),
        MP_OBJ_NEW_QSTR(MP_QSTR_snake_case_name_with_many_parts),
        MP_OBJ_NEW_QSTR(MP_QSTR_CamelCase9),
    };
    return mp_obj_new_list(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(qstrs_odd_obj, qstrs_odd);

static const mp_rom_map_elem_t qstrs_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_qstrs) },
    COLOUR_ENTRY(red, 1),
    COLOUR_ENTRY(green, 2),
    { MP_ROM_QSTR(NAME(joined, name)), MP_ROM_QSTR(NAME(joined, value)) },
    FOR_ALL_SHAPES(SHAPE_ENTRY)
    #define ITEM(name, number) SHAPE_ENTRY(name, number)
    #include "names.h"
    #undef ITEM
    { MP_ROM_QSTR(MP_QSTR_in_code), MP_ROM_PTR(&qstrs_in_code_obj) },
    { MP_ROM_QSTR(MP_QSTR_weight), MP_ROM_PTR(&qstrs_weight_obj) },
    { MP_ROM_QSTR(MP_QSTR_odd), MP_ROM_PTR(&qstrs_odd_obj) },
    { MP_ROM_QSTR(MP_QSTR_is_empty), MP_ROM_PTR(&qstrs_is_empty_obj) },
    { KEY(pasted), KEY(lambda) },
    { PART(_over), MP_ROM_QSTR(MP_QSTR_) },
};
static MP_DEFINE_CONST_DICT(qstrs_globals, qstrs_globals_table);

const mp_obj_module_t qstrs_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&qstrs_globals,
};

REGISTER(qstrs);
