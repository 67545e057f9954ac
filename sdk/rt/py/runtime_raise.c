// SPDX-License-Identifier: 0BSD
// Raising exceptions.
#include "../rt.h"

void nlr_jump(void *val) {
    natmod_tab_raise(MP_OBJ_FROM_PTR(val));
    MP_UNREACHABLE
}

// The table's function makes an exception of a type.
void natmod_raise_type(const mp_obj_type_t *exc_type) {
    natmod_tab_raise(MP_OBJ_FROM_PTR(exc_type));
    MP_UNREACHABLE
}

void natmod_raise_type_arg(const mp_obj_type_t *exc_type, mp_obj_t arg) {
    nlr_raise(mp_obj_new_exception_arg1(exc_type, arg));
}

// Through the table, as the firmware may have a buffer for when there is no memory. One that was
// built without texts of errors (possible from 1.29 on) has no such function.
static MP_NORETURN MP_ALWAYSINLINE inline void raise_msg(const mp_fun_table_t *table,
                                                         const mp_obj_type_t *exc_type,
                                                         mp_rom_error_text_t msg) {
    if (table->raise_msg != NULL) {
        table->raise_msg(exc_type, msg);
    }
    table->raise(MP_OBJ_FROM_PTR(exc_type));
    MP_UNREACHABLE
}

void natmod_raise_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    raise_msg(&mp_fun_table, exc_type, msg);
}

// As a global name where there are no globals. By an import of builtins, which looks for an
// __init__ among all names there, an exception would take nearly three times as long.
static MP_ALWAYSINLINE inline const mp_obj_type_t *find(const mp_fun_table_t *table,
                                                        qstr exception) {
    mp_uint_t none[4];  // a dict, of which a look-up reads the flags and the size, both 0
    none[1] = none[2] = 0;
    mp_obj_dict_t *globals = table->swap_globals((mp_obj_dict_t *)none);
    mp_obj_t type = table->load_global(exception);
    table->swap_globals(globals);
    return MP_OBJ_TO_PTR(type);
}

// Modules that only raise exceptions by these have no other word that needs the import. Without a
// text if that is NULL.
void natmod_raise_builtin(qstr exception, mp_rom_error_text_t msg) {
    const mp_fun_table_t *table = &mp_fun_table;
    __asm__("" : "+r"(table));  // one late value, not one for each entry
    raise_msg(table, find(table, exception), msg);
}

void natmod_raise_builtin_arg(qstr exception, mp_obj_t arg) {
    const mp_fun_table_t *table = &mp_fun_table;
    __asm__("" : "+r"(table));
    mp_obj_t type = MP_OBJ_FROM_PTR(find(table, exception));
    table->raise(table->call_function_n_kw(type, 1, &arg));
    MP_UNREACHABLE
}

void mp_raise_ValueError(mp_rom_error_text_t msg) {
    mp_raise_msg(&mp_type_ValueError, msg);
}

void mp_raise_TypeError(mp_rom_error_text_t msg) {
    mp_raise_msg(&mp_type_TypeError, msg);
}

void mp_raise_NotImplementedError(mp_rom_error_text_t msg) {
    mp_raise_msg(&mp_type_NotImplementedError, msg);
}

void mp_raise_ValueError_no_msg(void) {
    mp_raise_type(&mp_type_ValueError);
}

void mp_raise_TypeError_no_msg(void) {
    mp_raise_type(&mp_type_TypeError);
}

void mp_raise_NotImplementedError_no_msg(void) {
    mp_raise_type(&mp_type_NotImplementedError);
}

void mp_raise_OSError(int errno_) {
    mp_raise_type_arg(&mp_type_OSError, MP_OBJ_NEW_SMALL_INT(errno_));
}

void mp_raise_StopIteration(mp_obj_t arg) {
    if (arg == MP_OBJ_NULL) {
        mp_raise_type(&mp_type_StopIteration);
    }
    mp_raise_type_arg(&mp_type_StopIteration, arg);
}

void mp_raise_recursion_depth(void) {
    natmod_raise_msg(&mp_type_RuntimeError, "maximum recursion depth exceeded");
}

// The numbers in py/runtime.h.
#define CHECK_NUMBER(number, name) MP_STATIC_ASSERT(Q_##name == number);
NATMOD_BUILTIN_EXCEPTIONS(CHECK_NUMBER)
