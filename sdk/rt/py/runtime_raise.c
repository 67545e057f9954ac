// Raising exceptions.
#include "../rt.h"

void nlr_jump(void *val) {
    natmod_tab_raise(MP_OBJ_FROM_PTR(val));
    MP_UNREACHABLE
}

// The table's function makes an exception of a type.
void mp_raise_type(const mp_obj_type_t *exc_type) {
    natmod_tab_raise(MP_OBJ_FROM_PTR(exc_type));
    MP_UNREACHABLE
}

void mp_raise_type_arg(const mp_obj_type_t *exc_type, mp_obj_t arg) {
    nlr_raise(mp_obj_new_exception_arg1(exc_type, arg));
}

// Through the table, as the firmware may have a buffer for when there is no memory. One that was
// built without texts of errors (possible from 1.29 on) has no such function.
void mp_raise_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    const mp_fun_table_t *table = &mp_fun_table;
    if (table->raise_msg != NULL) {
        table->raise_msg(exc_type, msg);
    }
    table->raise(MP_OBJ_FROM_PTR(exc_type));
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
    mp_raise_msg(&mp_type_RuntimeError, "maximum recursion depth exceeded");
}
