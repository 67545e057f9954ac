// SPDX-License-Identifier: MIT
// A table of globals with many names and values of each kind, which the linker packs.
#include "py/runtime.h"

// 16 groups of 16: X(group, member).
#define GROUP(X, g) \
    X(g, 0) X(g, 1) X(g, 2) X(g, 3) X(g, 4) X(g, 5) X(g, 6) X(g, 7) \
    X(g, 8) X(g, 9) X(g, a) X(g, b) X(g, c) X(g, d) X(g, e) X(g, f)
#define SOME(X) \
    GROUP(X, 0) GROUP(X, 1) GROUP(X, 2)
#define ALL(X) \
    SOME(X) \
    GROUP(X, 3) GROUP(X, 4) GROUP(X, 5) GROUP(X, 6) GROUP(X, 7) GROUP(X, 8) GROUP(X, 9) \
    GROUP(X, a) GROUP(X, b) GROUP(X, c) GROUP(X, d) GROUP(X, e) GROUP(X, f)

#define FUNCTION(g, m) \
    static mp_obj_t add_##g##m(mp_obj_t a) { return mp_obj_new_int(mp_obj_get_int(a) + 0x##g##m); } \
    static MP_DEFINE_CONST_FUN_OBJ_1(add_##g##m##_obj, add_##g##m);
SOME(FUNCTION)

static mp_obj_t count(size_t n_args, const mp_obj_t *args) {
    (void)args;
    return MP_OBJ_NEW_SMALL_INT(n_args);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(count_obj, 0, count);

#define ROW_OF_FUNCTION(g, m) { MP_ROM_QSTR(MP_QSTR_add_##g##m), MP_ROM_PTR(&add_##g##m##_obj) },
#define ROW_OF_NUMBER(g, m) { MP_ROM_QSTR(MP_QSTR_N_##g##m), MP_ROM_INT(0x##g##m - 128) },
static const mp_rom_map_elem_t manynames_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_manynames) },
    SOME(ROW_OF_FUNCTION)
    ALL(ROW_OF_NUMBER)
    // Two names of one object, one name that every firmware has, and values that take a word.
    { MP_ROM_QSTR(MP_QSTR_plus_one), MP_ROM_PTR(&add_01_obj) },
    { MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&count_obj) },
    { MP_ROM_QSTR(MP_QSTR_none), MP_ROM_NONE },
    { MP_ROM_QSTR(MP_QSTR_yes), MP_ROM_TRUE },
    { MP_ROM_QSTR(MP_QSTR_large), MP_ROM_INT(0x3fffffff) },
    { MP_ROM_QSTR(MP_QSTR_least), MP_ROM_INT(-0x40000000) },
};
static MP_DEFINE_CONST_DICT(manynames_globals, manynames_table);

const mp_obj_module_t manynames_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&manynames_globals,
};
MP_REGISTER_MODULE(MP_QSTR_manynames, manynames_module);
