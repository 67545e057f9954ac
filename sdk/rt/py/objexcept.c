// SPDX-License-Identifier: 0BSD
// Exception objects. Everything here can do without memory and never raises MemoryError by itself:
// MemoryError too is raised here, with the heap full or locked.
#include "../rt.h"

mp_obj_t mp_obj_new_exception_args(const mp_obj_type_t *exc_type, size_t n_args,
                                   const mp_obj_t *args) {
    return MP_OBJ_TYPE_GET_SLOT(exc_type, make_new)(exc_type, n_args, 0, args);
}

mp_obj_t mp_obj_new_exception(const mp_obj_type_t *exc_type) {
    return mp_obj_new_exception_args(exc_type, 0, NULL);
}

mp_obj_t mp_obj_new_exception_arg1(const mp_obj_type_t *exc_type, mp_obj_t arg) {
    return mp_obj_new_exception_args(exc_type, 1, &arg);
}

// The text is not copied, as in the firmware.
mp_obj_t natmod_text_as_str(const char *text) {
    mp_obj_str_t *o = text == NULL ? NULL : m_new_obj_maybe(mp_obj_str_t);
    if (o != NULL) {
        *o = (mp_obj_str_t){{&mp_type_str}, 0, strlen(text), (const byte *)text};
    }
    return MP_OBJ_FROM_PTR(o);
}

// An exception that finds no memory for its text has none.
mp_obj_t mp_obj_new_exception_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    mp_obj_t text = natmod_text_as_str(msg);
    return mp_obj_new_exception_args(exc_type, text != MP_OBJ_NULL, &text);
}

bool mp_obj_is_native_exception_instance(mp_obj_t self_in) {
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(self_in), make_new) ==
           mp_obj_exception_make_new;
}

bool mp_obj_is_exception_type(mp_obj_t self_in) {
    return mp_obj_is_subclass_fast(self_in, &mp_type_BaseException);
}

bool mp_obj_is_exception_instance(mp_obj_t self_in) {
    return mp_obj_is_exception_type(MP_OBJ_FROM_PTR(mp_obj_get_type(self_in)));
}

bool mp_obj_exception_match(mp_obj_t exc, mp_const_obj_t exc_type) {
    if (!mp_obj_is_type(exc, &mp_type_type)) {
        exc = MP_OBJ_FROM_PTR(mp_obj_get_type(exc));
    }
    return mp_obj_is_subclass_fast(exc, exc_type);
}

// The exception object of the firmware: in an instance of a Python class it is the native base.
static mp_obj_exception_t *native_exception(mp_obj_t self_in) {
    if (!mp_obj_is_native_exception_instance(self_in)) {
        self_in = ((mp_obj_instance_t *)MP_OBJ_TO_PTR(self_in))->subobj[0];
    }
    return (mp_obj_exception_t *)MP_OBJ_TO_PTR(self_in);
}

void mp_obj_exception_clear_traceback(mp_obj_t self_in) {
    native_exception(self_in)->traceback_data = NULL;
}

void mp_obj_exception_get_traceback(mp_obj_t self_in, size_t *n, size_t **values) {
    mp_obj_exception_t *self = native_exception(self_in);
    *values = self->traceback_data;
    *n = self->traceback_data == NULL ? 0 : self->traceback_len;
}

// Through Python: the firmware may keep the text compressed.
mp_obj_t mp_obj_exception_get_value(mp_obj_t self_in) {
    size_t len;
    mp_obj_t *items;
    mp_obj_tuple_get(mp_load_attr(self_in, Q_args), &len, &items);
    return len == 0 ? mp_const_none : items[0];
}

void mp_obj_print_exception(const mp_print_t *print, mp_obj_t exc) {
    if (mp_obj_is_exception_instance(exc)) {
        // Triples of file, line and function, the innermost first.
        size_t n, *values;
        mp_obj_exception_get_traceback(exc, &n, &values);
        if (n != 0) {
            mp_print_str(print, "Traceback (most recent call last):\n");
        }
        for (; n >= 3; n -= 3) {
            mp_printf(print, "  File \"%q\", line %d", values[n - 3], (int)values[n - 2]);
            if (values[n - 1] != MP_QSTRnull) {
                mp_printf(print, ", in %q", values[n - 1]);
            }
            mp_print_str(print, "\n");
        }
    }
    mp_obj_print_helper(print, exc, PRINT_EXC);
    mp_print_str(print, "\n");
}
