// SPDX-License-Identifier: MIT
// A class with unary and binary operators: integers modulo 97.
#include "py/runtime.h"

#define MODULUS (97)

typedef struct {
    mp_obj_base_t base;
    mp_int_t value;
} mod_obj_t;

static const mp_obj_type_t type_Mod;

static mp_obj_t mod_new(mp_int_t value) {
    mod_obj_t *self = mp_obj_malloc(mod_obj_t, &type_Mod);
    self->value = ((value % MODULUS) + MODULUS) % MODULUS;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t mod_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)type;
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    return mod_new(mp_obj_get_int(args[0]));
}

static void mod_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    mod_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "Mod(%d)", (int)self->value);
}

static mp_obj_t mod_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    mod_obj_t *self = MP_OBJ_TO_PTR(self_in);
    switch (op) {
        case MP_UNARY_OP_BOOL:
            return mp_obj_new_bool(self->value != 0);
        case MP_UNARY_OP_LEN:
            return MP_OBJ_NEW_SMALL_INT(self->value < 10 ? 1 : 2);
        case MP_UNARY_OP_HASH:
            return MP_OBJ_NEW_SMALL_INT(self->value + 1000);
        case MP_UNARY_OP_POSITIVE:
            return self_in;
        case MP_UNARY_OP_NEGATIVE:
            return mod_new(-self->value);
        case MP_UNARY_OP_INVERT:
            return mod_new(~self->value);
        case MP_UNARY_OP_ABS:
            return mod_new(self->value > MODULUS / 2 ? MODULUS - self->value : self->value);
        case MP_UNARY_OP_INT_MAYBE:
            return mp_obj_new_int(self->value);
        default:
            return MP_OBJ_NULL; // not supported
    }
}

static mp_obj_t mod_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in) {
    mod_obj_t *lhs = MP_OBJ_TO_PTR(lhs_in);
    mp_int_t a = lhs->value;
    mp_int_t b;
    if (mp_obj_is_type(rhs_in, &type_Mod)) {
        b = ((mod_obj_t *)MP_OBJ_TO_PTR(rhs_in))->value;
    } else if (!mp_obj_get_int_maybe(rhs_in, &b)) {
        return MP_OBJ_NULL;
    }
    switch (op) {
        case MP_BINARY_OP_EQUAL:
            return mp_obj_new_bool(a == b);
        case MP_BINARY_OP_LESS:
            return mp_obj_new_bool(a < b);
        case MP_BINARY_OP_MORE:
            return mp_obj_new_bool(a > b);
        case MP_BINARY_OP_LESS_EQUAL:
            return mp_obj_new_bool(a <= b);
        case MP_BINARY_OP_MORE_EQUAL:
            return mp_obj_new_bool(a >= b);
        case MP_BINARY_OP_ADD:
        case MP_BINARY_OP_REVERSE_ADD:
            return mod_new(a + b);
        case MP_BINARY_OP_INPLACE_ADD:
            lhs->value = (a + b) % MODULUS;
            return lhs_in;
        case MP_BINARY_OP_SUBTRACT:
            return mod_new(a - b);
        case MP_BINARY_OP_REVERSE_SUBTRACT:
            return mod_new(b - a);
        case MP_BINARY_OP_MULTIPLY:
        case MP_BINARY_OP_REVERSE_MULTIPLY:
            return mod_new(a * b);
        case MP_BINARY_OP_OR:
            return mod_new(a | b);
        case MP_BINARY_OP_AND:
            return mod_new(a & b);
        case MP_BINARY_OP_XOR:
            return mod_new(a ^ b);
        case MP_BINARY_OP_LSHIFT:
            return mod_new(a << b);
        case MP_BINARY_OP_RSHIFT:
            return mod_new(a >> b);
        case MP_BINARY_OP_FLOOR_DIVIDE:
            if (b == 0) {
                mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("no inverse"));
            }
            return mod_new(a / b);
        case MP_BINARY_OP_MODULO:
            return mod_new(a % b);
        case MP_BINARY_OP_CONTAINS: // `b in a`: is it a divisor
            return mp_obj_new_bool(b != 0 && a % b == 0);
        case MP_BINARY_OP_POWER: {
            mp_int_t result = 1;
            while (b-- > 0) {
                result = result * a % MODULUS;
            }
            return mod_new(result);
        }
        default:
            return MP_OBJ_NULL;
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Mod,
    MP_QSTR_Mod,
    MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE,
    make_new, mod_make_new,
    print, mod_print,
    unary_op, mod_unary_op,
    binary_op, mod_binary_op
    );

// The same operations, asked for from C.
static mp_obj_t operators_binary(mp_obj_t op, mp_obj_t lhs, mp_obj_t rhs) {
    static const struct {
        const char *sign;
        mp_binary_op_t op;
    } table[] = {
        { "+", MP_BINARY_OP_ADD },
        { "-", MP_BINARY_OP_SUBTRACT },
        { "*", MP_BINARY_OP_MULTIPLY },
        { "/", MP_BINARY_OP_TRUE_DIVIDE },
        { "//", MP_BINARY_OP_FLOOR_DIVIDE },
        { "<", MP_BINARY_OP_LESS },
        { "==", MP_BINARY_OP_EQUAL },
        { "is", MP_BINARY_OP_IS },
        { "in", MP_BINARY_OP_IN },
        { "+=", MP_BINARY_OP_INPLACE_ADD },
    };
    const char *sign = mp_obj_str_get_str(op);
    for (size_t i = 0; i < MP_ARRAY_SIZE(table); i++) {
        const char *a = table[i].sign;
        const char *b = sign;
        while (*a != '\0' && *a == *b) {
            a++;
            b++;
        }
        if (*a == *b) {
            return mp_binary_op(table[i].op, lhs, rhs);
        }
    }
    mp_raise_NotImplementedError(MP_ERROR_TEXT("operator"));
}
static MP_DEFINE_CONST_FUN_OBJ_3(operators_binary_obj, operators_binary);

static mp_obj_t operators_unary(mp_obj_t obj) {
    mp_obj_t items[] = {
        mp_unary_op(MP_UNARY_OP_NEGATIVE, obj),
        mp_unary_op(MP_UNARY_OP_INVERT, obj),
        mp_unary_op(MP_UNARY_OP_NOT, obj),
        mp_obj_new_bool(mp_obj_is_true(obj)),
        mp_obj_new_bool(mp_obj_equal(obj, MP_OBJ_NEW_SMALL_INT(5))),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(operators_unary_obj, operators_unary);

static const mp_rom_map_elem_t operators_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_operators) },
    { MP_ROM_QSTR(MP_QSTR_Mod), MP_ROM_PTR(&type_Mod) },
    { MP_ROM_QSTR(MP_QSTR_binary), MP_ROM_PTR(&operators_binary_obj) },
    { MP_ROM_QSTR(MP_QSTR_unary), MP_ROM_PTR(&operators_unary_obj) },
};
static MP_DEFINE_CONST_DICT(operators_globals, operators_globals_table);

const mp_obj_module_t operators_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&operators_globals,
};

MP_REGISTER_MODULE(MP_QSTR_operators, operators_module);
