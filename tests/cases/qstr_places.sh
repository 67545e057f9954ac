#!/bin/sh
# SPDX-License-Identifier: MIT
# Qstrs where C has no place for a value that is known at import: case labels, MP_ROM_QSTR of an
# expression, MP_OBJ_NEW_QSTR in a table. With gcc and clang, in C and C++, with all warnings.
. "$TOP/tests/cases/lib.sh"

module places <<'END_C'
#include "py/runtime.h"

// A table in a function, with an object that C++ code would make.
static mp_obj_t places_default(size_t n_args, const mp_obj_t *pos, mp_map_t *kw) {
    static const mp_arg_t allowed[] = {
        { MP_QSTR_colour, MP_ARG_OBJ, { .u_obj = MP_OBJ_NEW_QSTR(MP_QSTR_red) } },
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, pos, kw, MP_ARRAY_SIZE(allowed), allowed, args);
    return args[0].u_obj;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(places_default_obj, 0, places_default);

// Objects in tables, not by the name alone, and read by code.
static const mp_rom_obj_t forms[] = { MP_ROM_QSTR((MP_QSTR_round)), MP_ROM_QSTR((qstr)MP_QSTR_cast),
    MP_ROM_QSTR(sizeof(qstr) == 1 ? MP_QSTR_never : MP_QSTR_chosen) };
static const mp_obj_t older[] = { MP_OBJ_NEW_QSTR(MP_QSTR_old), MP_OBJ_NEW_QSTR((MP_QSTR_older)) };

static mp_obj_t places_form(mp_obj_t which) {
    mp_obj_t items[] = { (mp_obj_t)forms[0], (mp_obj_t)forms[1], (mp_obj_t)forms[2], older[0], older[1],
        (mp_obj_t)MP_ROM_QSTR(mp_obj_is_true(which) ? MP_QSTR_yes : MP_QSTR_no),
        (mp_obj_t)MP_ROM_QSTR(MP_QSTR_plain) };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(places_form_obj, places_form);

// In code: an argument, a table that is not static, a value that depends on a condition.
static mp_obj_t places_code(mp_obj_t which) {
    const mp_rom_obj_t names[] = { MP_ROM_QSTR(MP_QSTR_zero), MP_ROM_QSTR(MP_QSTR_one) };
    mp_obj_t items[3] = {
        (mp_obj_t)names[mp_obj_is_true(which)],
        (mp_obj_t)(mp_obj_is_true(which) ? MP_ROM_QSTR(MP_QSTR_yes) : MP_ROM_QSTR(MP_QSTR_no)),
        MP_OBJ_NEW_QSTR(MP_QSTR_end),
    };
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(places_code_obj, places_code);

// Labels across lines and comments, with parentheses or a cast, beside numbers, in a loop.
static mp_obj_t places_label(mp_obj_t name) {
    mp_int_t steps = 0;
    for (qstr q = mp_obj_str_get_qstr(name);; ++steps) {
        switch (q) {
            case(MP_QSTR_first):
                q = MP_QSTR_second;
                continue;
            case
                /* two lines */
                MP_QSTR_second: {
                q = 0;
                break;
            }
            case MP_QSTRnull:
            case (qstr)MP_QSTR_last:
                return MP_OBJ_NEW_SMALL_INT(steps);
            default:
                switch (steps) {
                    case 0:
                        q = MP_QSTR_first;
                        break;
                    default:
                        return mp_const_none;
                }
        }
    }
}
static MP_DEFINE_CONST_FUN_OBJ_1(places_label_obj, places_label);

static const mp_rom_map_elem_t places_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_places) },
    { MP_ROM_QSTR(MP_QSTR_default), MP_ROM_PTR(&places_default_obj) },
    { MP_ROM_QSTR(MP_QSTR_code), MP_ROM_PTR(&places_code_obj) },
    { MP_ROM_QSTR(MP_QSTR_form), MP_ROM_PTR(&places_form_obj) },
    { MP_ROM_QSTR(MP_QSTR_label), MP_ROM_PTR(&places_label_obj) },
};
static MP_DEFINE_CONST_DICT(places_globals, places_table);
extern const mp_obj_module_t places_module;
const mp_obj_module_t places_module = { { &mp_type_module }, (mp_obj_dict_t *)&places_globals };
MP_REGISTER_MODULE(MP_QSTR_places, places_module);
END_C

check() {
    (cd out && "$NATMOD_MICROPYTHON" -c 'import places as p
print(p.default(), p.default(colour=3), p.code(0), p.code(1))
print(p.form(0), p.form(1)[5])
print([p.label(n) for n in ("first", "second", "last", "x", "__name__")])') >stdout
    expect_same "red 3 ('zero', 'no', 'end') ('one', 'yes', 'end')
('round', 'cast', 'chosen', 'old', 'older', 'no', 'plain') yes
[2, 1, 0, 3, 3]"
}

warnings='-Wall -Wextra -Werror -Wpedantic'
for choice in gcc clang; do
    command -v "$choice" >/dev/null || continue
    expect_ok "$NATMOD" build places/places.c --toolchain "$choice" -o out/places.mpy \
        --cflags "$warnings"
    check
    cp places/places.c places.cpp
    expect_ok "$NATMOD" build places.cpp --toolchain "$choice" -o out/places.mpy \
        --cflags "$warnings -std=gnu++20"
    check
done

# Messages name the user's file and line.
sed 's/q = MP_QSTR_second;/q = undeclared_name;/' places/places.c >wrong.c
line=$(grep -n undeclared_name wrong.c | cut -d: -f1)
expect_fail "$NATMOD" build wrong.c -o out/wrong.mpy
cat stdout stderr >all
expect_match "wrong\.c:$line:.*undeclared_name" all
sed 's/case(MP_QSTR_first):/case MP_QSTR_second:/' places/places.c >wrong.c
expect_fail "$NATMOD" build wrong.c -o out/wrong.mpy
cat stdout stderr >all
expect_match "wrong\.c:[0-9]*:.*duplicate case value" all

sed 's/MP_ROM_QSTR((MP_QSTR_round))/MP_ROM_QSTR(MP_QSTRnull)/' places/places.c >wrong.c
line=$(grep -n MP_QSTRnull wrong.c | head -1 | cut -d: -f1)
expect_fail "$NATMOD" build wrong.c -o out/wrong.mpy
cat stdout stderr >all
expect_match "wrong\.c:$line: error: no qstr as an object in a table" all

# A change in a header that only the rewritten source includes compiles it again.
cp places/places.c with_header.c
sed -i 's/MP_QSTR_no)/NO)/; 1a #include "no.h"' with_header.c
echo '#define NO MP_QSTR_never' >no.h
expect_ok "$NATMOD" build with_header.c -o out/places.mpy
(cd out && "$NATMOD_MICROPYTHON" -c 'import places; print(places.code(0)[1])') >stdout
expect_same never
echo '#define NO MP_QSTR_rarely' >no.h
expect_ok "$NATMOD" build with_header.c -o out/places.mpy
(cd out && "$NATMOD_MICROPYTHON" -c 'import places; print(places.code(0)[1])') >stdout
expect_same rarely

# natmod generate, which makefiles of others call, says that their compiler alone would not do.
expect_ok "$NATMOD" generate places/places.c
expect_match 'places/places\.c:6: warning: MP_OBJ_NEW_QSTR in a table'
