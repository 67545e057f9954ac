// SPDX-License-Identifier: 0BSD
// Exceptions whose text is formatted. Only a module that makes such exceptions itself has this
// file; its runtime then says as much as the firmware does, instead of what raise_plain.c says.
#include "../rt.h"

typedef struct {
    char *text;
    size_t len;
} output;

#define NO_MEMORY ((size_t)-1)

static void add(void *data, const char *str, size_t len) {
    output *out = (output *)data;
    if (out->len == NO_MEMORY) {
        return;
    }
    out->text = m_renew_maybe(char, out->text, out->len, out->len + len + 1, true);
    if (out->text == NULL) {
        out->len = NO_MEMORY;
        return;
    }
    memcpy(out->text + out->len, str, len);
    out->len += len;
    out->text[out->len] = '\0';
}

// NULL without memory for the text.
static const char *vformat(const char *fmt, va_list args) {
    output out = {NULL, 0};
    const mp_print_t print = {&out, add};
    mp_vprintf(&print, fmt, args);
    return out.len == 0 ? "" : out.text;
}

static const char *format(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *text = vformat(fmt, args);
    va_end(args);
    return text;
}

mp_obj_t mp_obj_new_exception_msg_vlist(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                        va_list args) {
    const char *text = vformat(fmt, args);
    return mp_obj_new_exception_msg(exc_type, text == NULL ? fmt : text);
}

mp_obj_t mp_obj_new_exception_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt,
                                       ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t exc = mp_obj_new_exception_msg_vlist(exc_type, fmt, args);
    va_end(args);
    return exc;
}

// The firmware keeps the text where it is; the exception holds the block. Without memory for it,
// the format is the text.
void mp_raise_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *text = vformat(fmt, args);
    va_end(args);
    mp_raise_msg(exc_type, text == NULL ? fmt : text);
}

void mp_raise_msg_str(const mp_obj_type_t *exc_type, const char *msg) {
    const char *text = format("%s", msg);
    mp_raise_msg(exc_type, text == NULL ? "" : text);
}

void mp_raise_OSError_with_filename(int errno_, const char *filename) {
    mp_obj_t args[2] = {MP_OBJ_NEW_SMALL_INT(errno_),
                        natmod_text_as_str(format("can't open %s", filename))};
    nlr_raise(mp_obj_new_exception_args(&mp_type_OSError, args[1] == MP_OBJ_NULL ? 1 : 2, args));
}

void m_malloc_fail(size_t num_bytes) {
    const char *text = format("memory allocation failed, allocating " SIZE_FMT " bytes", num_bytes);
    mp_raise_msg(&mp_type_MemoryError, text == NULL ? "memory allocation failed" : text);
}

static qstr type_name(mp_const_obj_t o) {
    return (qstr)mp_obj_get_type(o)->name;
}

void mp_raise_TypeError_int_conversion(mp_const_obj_t arg) {
    mp_raise_msg_varg(&mp_type_TypeError, "can't convert %q to int", type_name(arg));
}

void natmod_raise_no_complex(mp_obj_t o) {
    mp_raise_msg_varg(&mp_type_TypeError, "can't convert %q to complex", type_name(o));
}

void natmod_raise_no_array(mp_obj_t o) {
    mp_raise_msg_varg(&mp_type_TypeError, "object '%q' isn't a tuple or list", type_name(o));
}

void natmod_raise_array_len(size_t wanted, size_t len) {
    mp_raise_msg_varg(&mp_type_ValueError, "requested length %d but object has length %d",
                      (int)wanted, (int)len);
}

void natmod_raise_no_index(const mp_obj_type_t *type, mp_obj_t index) {
    mp_raise_msg_varg(&mp_type_TypeError, "%q indices must be integers, not %q", (qstr)type->name,
                      type_name(index));
}

void natmod_raise_no_str_index(mp_obj_t index) {
    mp_raise_msg_varg(&mp_type_TypeError, "string indices must be integers, not %q",
                      type_name(index));
}

void natmod_raise_index_range(const mp_obj_type_t *type) {
    mp_raise_msg_varg(&mp_type_IndexError, "%q index out of range", (qstr)type->name);
}

void natmod_raise_int_size(size_t num_bytes) {
    mp_raise_msg_varg(&mp_type_OverflowError, "value would overflow a %u byte buffer",
                      (unsigned)num_bytes);
}

#if NATMOD_ABI < 3
void natmod_raise_no_arg(qstr name) {
    mp_raise_msg_varg(&mp_type_TypeError, "'%q' argument required", name);
}
#endif
