// SPDX-License-Identifier: 0BSD
// Growing strings.
#include "../rt.h"

void vstr_init(vstr_t *vstr, size_t alloc) {
    vstr->alloc = alloc == 0 ? 1 : alloc;
    vstr->len = 0;
    vstr->buf = m_new(char, vstr->alloc);
    vstr->fixed_buf = false;
}

void vstr_init_len(vstr_t *vstr, size_t len) {
    vstr_init(vstr, len + 1);
    vstr->len = len;
}

void vstr_init_fixed_buf(vstr_t *vstr, size_t alloc, char *buf) {
    vstr->alloc = alloc;
    vstr->len = 0;
    vstr->buf = buf;
    vstr->fixed_buf = true;
}

static void print_to_vstr(void *data, const char *str, size_t len) {
    vstr_add_strn((vstr_t *)data, str, len);
}

void vstr_init_print(vstr_t *vstr, size_t alloc, mp_print_t *print) {
    vstr_init(vstr, alloc);
    print->data = vstr;
    print->print_strn = print_to_vstr;
}

void vstr_clear(vstr_t *vstr) {
    if (!vstr->fixed_buf) {
        m_free(vstr->buf);
    }
    vstr->buf = NULL;
}

vstr_t *vstr_new(size_t alloc) {
    vstr_t *vstr = m_new_obj(vstr_t);
    vstr_init(vstr, alloc);
    return vstr;
}

void vstr_free(vstr_t *vstr) {
    if (vstr != NULL) {
        vstr_clear(vstr);
        m_free(vstr);
    }
}

// A buffer that belongs to somebody else cannot grow.
static void reallocate(vstr_t *vstr, size_t alloc) {
    if (vstr->fixed_buf) {
        mp_raise_type(&mp_type_RuntimeError);
    }
    vstr->buf = m_renew(char, vstr->buf, vstr->alloc, alloc);
    vstr->alloc = alloc;
}

char *vstr_extend(vstr_t *vstr, size_t size) {
    size_t old = vstr->alloc;
    reallocate(vstr, old + size);
    return vstr->buf + old;
}

void vstr_hint_size(vstr_t *vstr, size_t size) {
    size_t needed = vstr->len + size;
    if (needed > vstr->alloc) {
        reallocate(vstr, (needed + 24) & ~(size_t)7);
    }
}

char *vstr_add_len(vstr_t *vstr, size_t len) {
    vstr_hint_size(vstr, len);
    char *added = vstr->buf + vstr->len;
    vstr->len += len;
    return added;
}

char *vstr_null_terminated_str(vstr_t *vstr) {
    if (vstr->alloc == vstr->len) {
        vstr_extend(vstr, 1);
    }
    vstr->buf[vstr->len] = '\0';
    return vstr->buf;
}

void vstr_add_byte(vstr_t *vstr, byte v) {
    *vstr_add_len(vstr, 1) = (char)v;
}

void vstr_add_char(vstr_t *vstr, unichar chr) {
    if (chr < 0x80) {
        vstr_add_byte(vstr, (byte)chr);
        return;
    }
    int continuations = chr < 0x800 ? 1 : chr < 0x10000 ? 2 : 3;
    vstr_add_byte(vstr, (byte)((0xf00 >> (continuations + 1)) | (chr >> (6 * continuations))));
    while (--continuations >= 0) {
        vstr_add_byte(vstr, (byte)(0x80 | ((chr >> (6 * continuations)) & 0x3f)));
    }
}

void vstr_add_str(vstr_t *vstr, const char *str) {
    vstr_add_strn(vstr, str, strlen(str));
}

void vstr_add_strn(vstr_t *vstr, const char *str, size_t len) {
    memmove(vstr_add_len(vstr, len), str, len);
}

char *vstr_ins_blank_bytes(vstr_t *vstr, size_t byte_pos, size_t byte_len) {
    size_t tail = byte_pos < vstr->len ? vstr->len - byte_pos : 0;
    vstr_add_len(vstr, byte_len);
    char *end = vstr->buf + vstr->len;
    memmove(end - tail, end - tail - byte_len, tail);
    return end - tail - byte_len;
}

void vstr_cut_head_bytes(vstr_t *vstr, size_t bytes_to_cut) {
    vstr_cut_out_bytes(vstr, 0, bytes_to_cut);
}

void vstr_cut_tail_bytes(vstr_t *vstr, size_t bytes_to_cut) {
    vstr->len -= MIN(bytes_to_cut, vstr->len);
}

void vstr_cut_out_bytes(vstr_t *vstr, size_t byte_pos, size_t bytes_to_cut) {
    if (byte_pos < vstr->len) {
        size_t cut = MIN(bytes_to_cut, vstr->len - byte_pos);
        char *hole = vstr->buf + byte_pos;
        vstr->len -= cut;
        memmove(hole, hole + cut, vstr->len - byte_pos);
    }
}

void vstr_vprintf(vstr_t *vstr, const char *fmt, va_list ap) {
    mp_print_t print = {vstr, print_to_vstr};
    mp_vprintf(&print, fmt, ap);
}

void vstr_printf(vstr_t *vstr, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    vstr_vprintf(vstr, fmt, ap);
    va_end(ap);
}
