// Printing beyond mp_printf.
#include "../rt.h"

int mp_print_str(const mp_print_t *print, const char *str) {
    size_t len = strlen(str);
    if (len != 0) {
        print->print_strn(print->data, str, len);
    }
    return (int)len;
}

static void pad(const mp_print_t *print, char fill, int count) {
    while (--count >= 0) {
        print->print_strn(print->data, &fill, 1);
    }
}

int mp_print_strn(const mp_print_t *print, const char *str, size_t len, unsigned int flags,
                  char fill, int width) {
    int missing = width - (int)len;
    if (missing < 0) {
        missing = 0;
    }
    int left = missing;
    if (flags & PF_FLAG_CENTER_ADJUST) {
        left = missing / 2;
    } else if (flags & PF_FLAG_LEFT_ADJUST) {
        left = 0;
    }
    if (fill == '\0') {
        fill = ' ';
    }
    pad(print, fill, left);
    if (len != 0) {
        print->print_strn(print->data, str, len);
    }
    pad(print, fill, missing - left);
    return (int)len + missing;
}

void mp_obj_print_helper(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind) {
    if (o_in == MP_OBJ_NULL) {
        mp_print_str(print, "(nil)");
        return;
    }
    const mp_obj_type_t *type = mp_obj_get_type(o_in);
    if (MP_OBJ_TYPE_HAS_SLOT(type, print)) {
        MP_OBJ_TYPE_GET_SLOT(type, print)(print, o_in, kind);
    } else {
        mp_printf(print, "<%q>", (qstr)type->name);
    }
}

void mp_obj_print(mp_obj_t o, mp_print_kind_t kind) {
    mp_obj_print_helper(MP_PYTHON_PRINTER, o, kind);
}
