// Exception objects. Nothing here needs memory that it cannot do without, or raises MemoryError:
// that is raised here too, with the heap full or locked.
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

// The text is not copied, as in the firmware. An exception that finds no memory for it has none.
mp_obj_t mp_obj_new_exception_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    mp_obj_str_t *text = m_new_obj_maybe(mp_obj_str_t);
    if (text == NULL) {
        return mp_obj_new_exception(exc_type);
    }
    *text = (mp_obj_str_t){{&mp_type_str}, 0, strlen(msg), (const byte *)msg};
    return mp_obj_new_exception_arg1(exc_type, MP_OBJ_FROM_PTR(text));
}

typedef struct {
    char *to;  // NULL: only counted
    size_t len;
} output;

static void put(void *data, const char *str, size_t len) {
    output *out = (output *)data;
    if (out->to != NULL) {
        memcpy(out->to + out->len, str, len);
    }
    out->len += len;
}

mp_obj_t natmod_vmessage(const char *fmt, va_list args) {
    output out = {NULL, 0};
    const mp_print_t print = {&out, put};
    va_list counted;
    va_copy(counted, args);
    mp_vprintf(&print, fmt, counted);
    va_end(counted);
    mp_obj_str_t *text = m_new_obj_maybe(mp_obj_str_t);
    out.to = m_new_maybe(char, out.len + 1);
    if (text == NULL || out.to == NULL) {
        return MP_OBJ_NULL;
    }
    out.to[out.len] = '\0';
    *text = (mp_obj_str_t){{&mp_type_str}, 0, out.len, (const byte *)out.to};
    out.len = 0;
    mp_vprintf(&print, fmt, args);
    return MP_OBJ_FROM_PTR(text);
}

mp_obj_t natmod_message(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t text = natmod_vmessage(fmt, args);
    va_end(args);
    return text;
}

mp_obj_t mp_obj_new_exception_msg_vlist(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                        va_list args) {
    mp_obj_t text = natmod_vmessage(fmt, args);
    return text == MP_OBJ_NULL ? mp_obj_new_exception_msg(exc_type, fmt)
                               : mp_obj_new_exception_arg1(exc_type, text);
}

mp_obj_t mp_obj_new_exception_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                       ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t exc = mp_obj_new_exception_msg_vlist(exc_type, fmt, args);
    va_end(args);
    return exc;
}
