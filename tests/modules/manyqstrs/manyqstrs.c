// SPDX-License-Identifier: MIT
// More than 300 names, functions and table entries of its own, all made by macros.
#include "py/runtime.h"

// 20 groups of 16: X(group, member).
#define GROUP(X, g) \
    X(g, 0) X(g, 1) X(g, 2) X(g, 3) X(g, 4) X(g, 5) X(g, 6) X(g, 7) \
    X(g, 8) X(g, 9) X(g, a) X(g, b) X(g, c) X(g, d) X(g, e) X(g, f)
#define ALL(X) \
    GROUP(X, ant) GROUP(X, bee) GROUP(X, cat) GROUP(X, dog) GROUP(X, eel) \
    GROUP(X, fox) GROUP(X, gnu) GROUP(X, hen) GROUP(X, ibis) GROUP(X, jay) \
    GROUP(X, koi) GROUP(X, lynx) GROUP(X, mole) GROUP(X, newt) GROUP(X, owl) \
    GROUP(X, pug) GROUP(X, quail) GROUP(X, rat) GROUP(X, seal) GROUP(X, toad)

// Every function adds its own number and gives back its name.
static mp_int_t total;
enum {
#define NUMBER(g, m) NUMBER_##g##_##m,
    ALL(NUMBER)
    NUMBERS
};

#define FUNCTION(g, m) \
    static mp_obj_t many_##g##_##m(mp_obj_t step) { \
        total += NUMBER_##g##_##m * mp_obj_get_int(step); \
        return MP_OBJ_NEW_QSTR(MP_QSTR_many_##g##_##m); \
    } \
    static MP_DEFINE_CONST_FUN_OBJ_1(many_##g##_##m##_obj, many_##g##_##m);
ALL(FUNCTION)

static mp_obj_t manyqstrs_total(void) {
    return mp_obj_new_int(total);
}
static MP_DEFINE_CONST_FUN_OBJ_0(manyqstrs_total_obj, manyqstrs_total);

static const mp_rom_map_elem_t manyqstrs_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_manyqstrs) },
    { MP_ROM_QSTR(MP_QSTR_total), MP_ROM_PTR(&manyqstrs_total_obj) },
    { MP_ROM_QSTR(MP_QSTR_COUNT), MP_ROM_INT(NUMBERS) },
#define ENTRY(g, m) { MP_ROM_QSTR(MP_QSTR_many_##g##_##m), MP_ROM_PTR(&many_##g##_##m##_obj) },
    ALL(ENTRY)
};
static MP_DEFINE_CONST_DICT(manyqstrs_globals, manyqstrs_globals_table);

const mp_obj_module_t manyqstrs_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&manyqstrs_globals,
};

MP_REGISTER_MODULE(MP_QSTR_manyqstrs, manyqstrs_module);
