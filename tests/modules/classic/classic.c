// SPDX-License-Identifier: MIT
// A native module in the classic way: its own mpy_init stores what it offers.
#include "py/dynruntime.h"

// Zero-initialised and global: the one kind of static data that the classic way has.
uint16_t classic_calls;

static mp_obj_t classic_add(mp_obj_t a, mp_obj_t b) {
    classic_calls++;
    return mp_obj_new_int(mp_obj_get_int(a) + mp_obj_get_int(b));
}
static MP_DEFINE_CONST_FUN_OBJ_2(classic_add_obj, classic_add);

static mp_obj_t classic_calls_so_far(void) {
    return mp_obj_new_int(classic_calls);
}
static MP_DEFINE_CONST_FUN_OBJ_0(classic_calls_so_far_obj, classic_calls_so_far);

static mp_obj_t classic_fail(mp_obj_t text) {
    if (text == mp_const_none) {
        mp_raise_ValueError(MP_ERROR_TEXT("classic failure"));
    }
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("other failure"));
}
static MP_DEFINE_CONST_FUN_OBJ_1(classic_fail_obj, classic_fail);

// A class whose type object is filled at import.
typedef struct {
    mp_obj_base_t base;
    mp_int_t value;
} cell_obj_t;

mp_obj_full_type_t classic_type_Cell;

static mp_obj_t cell_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    cell_obj_t *self = mp_obj_malloc(cell_obj_t, type);
    self->value = mp_obj_get_int(args[0]);
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t cell_twice(mp_obj_t self_in) {
    cell_obj_t *self = MP_OBJ_TO_PTR(self_in);
    return mp_obj_new_int(2 * self->value);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cell_twice_obj, cell_twice);

mp_map_elem_t classic_cell_table[1];
static MP_DEFINE_CONST_DICT(classic_cell_locals, classic_cell_table);

// Functions as compiled code has them, which see their own function object.
static mp_obj_t classic_count(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    (void)self;
    mp_obj_t items[] = {mp_obj_new_int(n_args), mp_obj_new_int(n_kw),
                        n_args ? args[0] : mp_const_none};
    return mp_obj_new_tuple(3, items);
}

mp_obj_full_type_t classic_type_Error;

static mp_obj_t classic_own_error(mp_obj_t text) {
    nlr_raise(mp_obj_new_exception_arg1((const mp_obj_type_t *)&classic_type_Error, text));
}
static MP_DEFINE_CONST_FUN_OBJ_1(classic_own_error_obj, classic_own_error);

// The function table by itself, as sources have it that came before the headers.
static mp_obj_t classic_table(mp_obj_t o) {
    return mp_fun_table.new_tuple(1, &o);
}
static MP_DEFINE_CONST_FUN_OBJ_1(classic_table_obj, classic_table);

// Not in MicroPython's dynruntime.h, so that such modules have their own; it stands in one file of
// the runtime with a function that is used as well.
void mp_obj_print_helper(const mp_print_t *print, mp_obj_t o, mp_print_kind_t kind) {
    mp_printf(print, kind == PRINT_REPR ? "<own %d>" : "own %d", (int)mp_obj_get_int(o));
}

static mp_obj_t classic_own_print(mp_obj_t o) {
    mp_obj_print_helper(&mp_plat_print, o, PRINT_REPR);
    mp_print_str(&mp_plat_print, "\n");
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(classic_own_print_obj, classic_own_print);

// What has become static while mpy_init keeps its form: a table, and a module object.
static mp_obj_t classic_number(mp_obj_t name) {
    return mp_obj_new_bool(mp_obj_is_qstr(name) && MP_OBJ_QSTR_VALUE(name) == MP_QSTR_classic);
}
static MP_DEFINE_CONST_FUN_OBJ_1(classic_number_obj, classic_number);

static const mp_rom_map_elem_t classic_more_table[] = {
    { MP_ROM_QSTR(MP_QSTR_is_classic), MP_ROM_PTR(&classic_number_obj) },
    { MP_ROM_QSTR(MP_QSTR_limit), MP_ROM_INT(7) },
};

static mp_obj_t classic_init(void) {
    classic_calls = 100;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(classic_init_obj, classic_init);

static const mp_rom_map_elem_t classic_static_table[] = {
    { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&classic_init_obj) },
    { MP_ROM_QSTR(MP_QSTR_static_label), MP_ROM_QSTR(MP_QSTR_from_the_module) },
};
static MP_DEFINE_CONST_DICT(classic_static_globals, classic_static_table);
static const mp_obj_module_t classic_static = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&classic_static_globals,
};

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    classic_type_Cell.base.type = (void *)&mp_type_type;
    classic_type_Cell.name = MP_QSTR_Cell;
    MP_OBJ_TYPE_SET_SLOT(&classic_type_Cell, make_new, cell_make_new, 0);
    classic_cell_table[0] = (mp_map_elem_t) { MP_OBJ_NEW_QSTR(MP_QSTR_twice), MP_OBJ_FROM_PTR(&cell_twice_obj) };
    MP_OBJ_TYPE_SET_SLOT(&classic_type_Cell, locals_dict, (void *)&classic_cell_locals, 1);

    mp_store_global(MP_QSTR_add, MP_OBJ_FROM_PTR(&classic_add_obj));
    mp_store_global(MP_QSTR_calls, MP_OBJ_FROM_PTR(&classic_calls_so_far_obj));
    mp_store_global(MP_QSTR_fail, MP_OBJ_FROM_PTR(&classic_fail_obj));
    mp_store_global(MP_QSTR_Cell, MP_OBJ_FROM_PTR(&classic_type_Cell));
    mp_store_global(MP_QSTR_answer, MP_OBJ_NEW_SMALL_INT(42));
    mp_store_global(MP_QSTR_label, MP_OBJ_NEW_QSTR(MP_QSTR_a_label));

    mp_store_global(MP_QSTR_count, MP_DYNRUNTIME_MAKE_FUNCTION(classic_count));
    mp_obj_exception_init(&classic_type_Error, MP_QSTR_Error, &mp_type_ValueError);
    mp_store_global(MP_QSTR_Error, MP_OBJ_FROM_PTR(&classic_type_Error));
    mp_store_global(MP_QSTR_own_error, MP_OBJ_FROM_PTR(&classic_own_error_obj));
    mp_store_global(MP_QSTR_table, MP_OBJ_FROM_PTR(&classic_table_obj));

    mp_store_global(MP_QSTR_own_print, MP_OBJ_FROM_PTR(&classic_own_print_obj));

    MP_DYNRUNTIME_REGISTER_GLOBALS_TABLE(classic_more_table);
    MP_DYNRUNTIME_INIT_STATIC_MODULE(classic_static);
    classic_calls -= 100;

    MP_DYNRUNTIME_INIT_EXIT
}
