// SPDX-License-Identifier: MIT
// `case MP_QSTR_x:` in a switch.
#include "py/runtime.h"

// default last; two labels on one statement; fall-through.
static mp_obj_t qstrcase_plain(mp_obj_t text) {
    mp_int_t result = 0;
    switch (mp_obj_str_get_qstr(text)) {
        case MP_QSTR_red:
            result = 1;
            break;
        case MP_QSTR_green:
        case MP_QSTR_lime:
            result = 2;
            break;
        case MP_QSTR_blue:
            result += 10;
        // fall through
        case MP_QSTR_navy:
            result += 20;
            break;
        default:
            result = -1;
            break;
    }
    return mp_obj_new_int(result);
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrcase_plain_obj, qstrcase_plain);

// default first, falling into a case; returns; a loop with break and continue around and inside.
static mp_obj_t qstrcase_first(mp_obj_t seq) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(seq, &len, &items);
    mp_int_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        switch (mp_obj_str_get_qstr(items[i])) {
            default:
                sum += 1000;
            // fall through
            case MP_QSTR_one:
                sum += 1;
                break;
            case MP_QSTR_skip:
                continue;
            case MP_QSTR_many:
                for (int j = 0; j < 10; j++) {
                    if (j == 5) {
                        break;
                    }
                    sum += 10;
                }
                break;
            case MP_QSTR_stop:
                return mp_obj_new_int(sum);
        }
        sum += 100000;
    }
    return mp_obj_new_int(-sum);
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrcase_first_obj, qstrcase_first);

// Nested, with numbers in the inner one; no default; declarations in a block.
static mp_obj_t qstrcase_nested(mp_obj_t text, mp_obj_t number) {
    mp_obj_t result = mp_const_none;
    switch (mp_obj_str_get_qstr(text)) {
        case MP_QSTR_number:
            switch (mp_obj_get_int(number)) {
                case 1:
                    result = MP_OBJ_NEW_QSTR(MP_QSTR_one);
                    break;
                case 2:
                    result = MP_OBJ_NEW_QSTR(MP_QSTR_two);
                    break;
            }
            break;
        case MP_QSTR_name: {
            qstr inner = mp_obj_str_get_qstr(number);
            switch (inner) {
                case MP_QSTR_red:
                    result = MP_OBJ_NEW_SMALL_INT(11);
                    break;
                case MP_QSTR_blue:
                    result = MP_OBJ_NEW_SMALL_INT(12);
                    break;
            }
            break;
        }
    }
    return result;
}
static MP_DEFINE_CONST_FUN_OBJ_2(qstrcase_nested_obj, qstrcase_nested);

// default in the middle, reached by jump and by falling; labels that a macro writes.
#define COLOURS(X) X(red, 1) X(green, 2) X(blue, 3)
#define COLOUR_CASE(name, value) \
    case MP_QSTR_##name: \
        number = value; \
        break;
static mp_obj_t qstrcase_middle(mp_obj_t text) {
    mp_int_t number = 0;
    switch (mp_obj_str_get_qstr(text)) {
        COLOURS(COLOUR_CASE)
        case MP_QSTR_falls:
            number = 10;
        // fall through
        default:
            number += 100;
        // fall through
        case MP_QSTR_last:
            number += 1000;
    }
    return mp_obj_new_int(number);
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrcase_middle_obj, qstrcase_middle);

// Both by name, the inner one's default first; a loop and a jump out of both.
static mp_obj_t qstrcase_both(mp_obj_t a_in, mp_obj_t b_in) {
    qstr a = mp_obj_str_get_qstr(a_in), b = mp_obj_str_get_qstr(b_in);
    mp_int_t rounds = 0;
    do {
        switch (a) {
            case MP_QSTR_one:
                switch (b) {
                    default:
                        ++rounds;
                        break;
                    case MP_QSTR_one:
                        goto done;
                    case MP_QSTR_two:
                        switch (a) {
                            case MP_QSTR_two:
                                return mp_const_none;
                            case MP_QSTR_one:
                                rounds += 50;
                        }
                        continue;
                }
                a = MP_QSTR_two;
                break;
            case MP_QSTR_two:
                if (rounds > 3) {
                    a = MP_QSTR_one;
                    b = MP_QSTR_one;
                }
                rounds += 2;
                break;
            default:
                return MP_OBJ_NEW_QSTR(a);
        }
    } while (rounds < 20);
done:
    return mp_obj_new_int(rounds);
}
static MP_DEFINE_CONST_FUN_OBJ_2(qstrcase_both_obj, qstrcase_both);

// In a macro, and in an attr handler.
#define CHOOSE(value, first, second) \
    switch (value) { \
        case MP_QSTR_##first: \
            return MP_OBJ_NEW_SMALL_INT(1); \
        case MP_QSTR_##second: \
            return MP_OBJ_NEW_SMALL_INT(2); \
        default: \
            return MP_OBJ_NEW_SMALL_INT(0); \
    }

static mp_obj_t qstrcase_macro(mp_obj_t text) {
    CHOOSE(mp_obj_str_get_qstr(text), append, sideways)
}
static MP_DEFINE_CONST_FUN_OBJ_1(qstrcase_macro_obj, qstrcase_macro);

static void thing_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    (void)self_in;
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    switch (attr) {
        case MP_QSTR_red:
        case MP_QSTR_green:
            dest[0] = MP_OBJ_NEW_QSTR(attr);
            break;
        case MP_QSTR_size:
            dest[0] = MP_OBJ_NEW_SMALL_INT(5);
            break;
    }
}
static MP_DEFINE_CONST_OBJ_TYPE(type_Thing, MP_QSTR_Thing, MP_TYPE_FLAG_NONE, attr, thing_attr);
static const mp_obj_base_t thing_obj = { &type_Thing };

static const mp_rom_map_elem_t qstrcase_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_qstrcase) },
    { MP_ROM_QSTR(MP_QSTR_plain), MP_ROM_PTR(&qstrcase_plain_obj) },
    { MP_ROM_QSTR(MP_QSTR_first), MP_ROM_PTR(&qstrcase_first_obj) },
    { MP_ROM_QSTR(MP_QSTR_nested), MP_ROM_PTR(&qstrcase_nested_obj) },
    { MP_ROM_QSTR(MP_QSTR_middle), MP_ROM_PTR(&qstrcase_middle_obj) },
    { MP_ROM_QSTR(MP_QSTR_both), MP_ROM_PTR(&qstrcase_both_obj) },
    { MP_ROM_QSTR(MP_QSTR_macro), MP_ROM_PTR(&qstrcase_macro_obj) },
    { MP_ROM_QSTR(MP_QSTR_thing), MP_ROM_PTR(&thing_obj) },
};
static MP_DEFINE_CONST_DICT(qstrcase_globals, qstrcase_globals_table);

const mp_obj_module_t qstrcase_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&qstrcase_globals,
};

MP_REGISTER_MODULE(MP_QSTR_qstrcase, qstrcase_module);
