// Exception objects.
#include "rt.h"

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

mp_obj_t mp_obj_new_exception_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    return mp_obj_new_exception_arg1(exc_type, mp_obj_new_str(msg, strlen(msg)));
}

mp_obj_t mp_obj_new_exception_msg_vlist(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                        va_list args) {
    vstr_t text;
    vstr_init(&text, 32);
    vstr_vprintf(&text, fmt, args);
    return mp_obj_new_exception_arg1(exc_type, mp_obj_new_str_from_vstr(&text));
}

mp_obj_t mp_obj_new_exception_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                       ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t exc = mp_obj_new_exception_msg_vlist(exc_type, fmt, args);
    va_end(args);
    return exc;
}

void mp_raise_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t exc = mp_obj_new_exception_msg_vlist(exc_type, fmt, args);
    va_end(args);
    nlr_raise(exc);
}
