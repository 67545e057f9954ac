// SPDX-License-Identifier: MIT
// The stream protocol: the four method objects of the table (83 to 86), and io.BytesIO and
// io.StringIO to use it on.
#include "host.h"

enum { ERROR = -1, IOCTL_SEEK = 2, SEEK_SET_ = 0, SEEK_CUR_ = 1, EINVAL_ = 22 };

const stream_t *need_stream(obj_t o, int flags) {
    const stream_t *stream = slot(type_of(o), S_PROTOCOL);
    if (!stream || ((flags & 1) && !stream->read) || ((flags & 2) && !stream->write) ||
        ((flags & 4) && !stream->ioctl))
        fail("OSError", "the stream does not support it");
    return stream;
}

static size_t checked(word_t n, int error) {
    if (n == (word_t)ERROR) fail_with("OSError", small(error));
    return n;
}

static obj_t as_text(const stream_t *stream, const text_t *text) {
    return stream->is_text & 1 ? new_str(text->text, text->len) : new_bytes(text->text, text->len);
}

// Reads until `max` bytes, the end, or after a newline if `line`.
static obj_t read_some(obj_t self, size_t max, bool line) {
    const stream_t *stream = need_stream(self, 1);
    text_t text;
    print_t collect = text_printer(&text);
    while (text.len < max) {
        char chunk[64];
        int error = 0;
        size_t want = line ? 1 : max - text.len < sizeof chunk ? max - text.len : sizeof chunk;
        size_t n = checked(stream->read(self, chunk, want, &error), error);
        collect.write(collect.data, chunk, n);
        if (n == 0 || (line && chunk[0] == '\n')) break;
    }
    return as_text(stream, &text);
}

static size_t limit(size_t n, const obj_t *args) {
    return n > 1 && args[1] != NONE && get_int(args[1]) >= 0 ? (size_t)get_int(args[1]) : SIZE_MAX;
}
static obj_t stream_read(size_t n, const obj_t *args) {
    return read_some(args[0], limit(n, args), false);
}
static obj_t stream_readline(size_t n, const obj_t *args) {
    return read_some(args[0], limit(n, args), true);
}

static obj_t stream_readinto(size_t n, const obj_t *args) {
    buffer_t buffer;
    int error = 0;
    get_buffer(args[1], &buffer, BUFFER_WRITE | BUFFER_RAISE);
    if (n > 2 && (size_t)get_int(args[2]) < buffer.len) buffer.len = (size_t)get_int(args[2]);
    return from_uint(
        checked(need_stream(args[0], 1)->read(args[0], buffer.buf, buffer.len, &error), error));
}

static obj_t stream_write(size_t n, const obj_t *args) {
    buffer_t buffer;
    int error = 0;
    get_buffer(args[1], &buffer, BUFFER_READ | BUFFER_RAISE);
    if (n > 2 && (size_t)get_int(args[2]) < buffer.len) buffer.len = (size_t)get_int(args[2]);
    return from_uint(
        checked(need_stream(args[0], 2)->write(args[0], buffer.buf, buffer.len, &error), error));
}

#define VAR(min, max) ((uint32_t)(min) << 17 | (uint32_t)(max) << 1)
fun_var_t stream_read_obj = {{&type_fun_var}, VAR(1, 2), stream_read};
fun_var_t stream_readinto_obj = {{&type_fun_var}, VAR(2, 3), stream_readinto};
fun_var_t stream_readline_obj = {{&type_fun_var}, VAR(1, 2), stream_readline};
fun_var_t stream_write_obj = {{&type_fun_var}, VAR(2, 4), stream_write};

// --- io.BytesIO and io.StringIO ------------------------------------------------------------------

typedef struct {
    base_t base;
    text_t text;
    size_t at;
} memory_t;

static obj_t memory_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    memory_t *self = NEW(memory_t);
    self->base.type = type;
    print_t collect = text_printer(&self->text);
    if (n) {
        buffer_t buffer;
        get_buffer(args[0], &buffer, BUFFER_READ | BUFFER_RAISE);
        collect.write(&self->text, buffer.buf, buffer.len);
    }
    return self;
}

static word_t memory_read(obj_t o, void *to, word_t size, int *error) {
    (void)error;
    memory_t *self = o;
    size_t left = self->at < self->text.len ? self->text.len - self->at : 0;
    if (size > left) size = left;
    memcpy(to, self->text.text + self->at, size);
    self->at += size;
    return size;
}

static word_t memory_write(obj_t o, const void *from, word_t size, int *error) {
    (void)error;
    memory_t *self = o;
    size_t over = self->text.len - self->at < size ? self->text.len - self->at : size;
    memcpy(self->text.text + self->at, from, over);
    if (size > over) {
        text_t grown;
        print_t collect = text_printer(&grown);
        collect.write(&grown, self->text.text, self->text.len);
        collect.write(&grown, (const char *)from + over, size - over);
        self->text = grown;
    }
    self->at += size;
    return size;
}

static word_t memory_ioctl(obj_t o, word_t request, word_t arg, int *error) {
    memory_t *self = o;
    struct seek {
        word_t offset;
        int whence;
    } *seek = (struct seek *)arg;
    if (request != IOCTL_SEEK) {
        *error = EINVAL_;
        return request == 4 ? 0 : (word_t)ERROR;  // 4: close
    }
    size_t from = seek->whence == SEEK_SET_   ? 0
                  : seek->whence == SEEK_CUR_ ? self->at
                                              : self->text.len;
    self->at = from + seek->offset <= self->text.len ? from + seek->offset : self->text.len;
    return seek->offset = self->at;
}

static const stream_t kBytesStream = {memory_read, memory_write, memory_ioctl, 0};
static const stream_t kTextStream = {memory_read, memory_write, memory_ioctl, 1};

static obj_t memory_getvalue(obj_t o) {
    memory_t *self = o;
    return as_text(slot(self->base.type, S_PROTOCOL), &self->text);
}

static obj_t memory_seek(size_t n, const obj_t *args) {
    struct {
        word_t offset;
        int whence;
    } seek = {(word_t)get_int(args[1]), n > 2 ? (int)get_int(args[2]) : 0};
    int error = 0;
    return from_uint(checked(memory_ioctl(args[0], IOCTL_SEEK, (word_t)&seek, &error), error));
}

const method_t kStreamMethods[] = {
    {"read", 'v', 1, 2, stream_read},         {"readinto", 'v', 2, 3, stream_readinto},
    {"readline", 'v', 1, 2, stream_readline}, {"write", 'v', 2, 4, stream_write},
    {"getvalue", '1', 0, 0, memory_getvalue}, {"seek", 'v', 2, 3, memory_seek},
};
const size_t kStreamMethodsLen = sizeof kStreamMethods / sizeof *kStreamMethods;

type_t type_bytesio = {.flags = T_ITER_STREAM,
                       .slots = {[S_MAKE_NEW] = memory_make_new, [S_PROTOCOL] = &kBytesStream}};
type_t type_stringio = {.flags = T_ITER_STREAM,
                        .slots = {[S_MAKE_NEW] = memory_make_new, [S_PROTOCOL] = &kTextStream}};
