// SPDX-License-Identifier: 0BSD
// Files of the C library, through Python's open() and the stream that it returns. A FILE is a block
// of malloc(), which the garbage collector scans, so the stream lives as long as the FILE.
#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

NATMOD_QSTR(buffer);
NATMOD_QSTR(stdin);
NATMOD_QSTR(usys);

static mp_obj_t text(const char *s) {
    return mp_obj_new_str(s, strlen(s));
}

// Calls `function`. An OSError becomes errno and MP_OBJ_NULL; other exceptions go through.
static mp_obj_t attempt(mp_obj_t (*function)(const char *, const char *), const char *first,
                        const char *second) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = function(first, second);
        nlr_pop();
        return result;
    }
    mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (!mp_obj_exception_match(exception, MP_OBJ_FROM_PTR(&mp_type_OSError))) {
        nlr_raise(exception);
    }
    mp_obj_t number = mp_obj_exception_get_value(exception);
    errno = mp_obj_is_small_int(number) ? (int)MP_OBJ_SMALL_INT_VALUE(number) : EIO;
    return MP_OBJ_NULL;
}

static mp_obj_t open_stream(const char *path, const char *mode) {
    char python_mode[4] = {mode[0], 'b', '\0', '\0'};
    if (strchr(mode, '+') != NULL) {
        python_mode[2] = '+';
    }
    mp_obj_t args[2] = {text(path), text(python_mode)};
    return mp_builtin_open(2, args, NULL);
}

FILE *fopen(const char *path, const char *mode) {
    // First, as what it raises would leave a block that nobody frees.
    mp_obj_t stream = attempt(open_stream, path, mode);
    if (stream == MP_OBJ_NULL) {
        return NULL;
    }
    FILE *file = (FILE *)malloc(sizeof(FILE));
    if (file == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    file->stream = stream;
    file->pushed = EOF;
    file->end = file->error = false;
    return file;
}

static int failed(FILE *file, int error) {
    errno = error;
    file->error = true;
    return EOF;
}

// EOF and errno if the stream refuses.
static int control(FILE *file, mp_uint_t request) {
    if (file->stream == MP_OBJ_NULL) {
        return 0;
    }
    int error = 0;
    mp_uint_t result = natmod_protocol_of(file->stream)->ioctl(file->stream, request, 0, &error);
    return result == MP_STREAM_ERROR ? failed(file, error) : 0;
}

int fclose(FILE *file) {
    int status = control(file, MP_STREAM_CLOSE);
    if (file != natmod_stdin && file->stream != MP_OBJ_NULL) {
        free(file);
    }
    return status;
}

int fflush(FILE *file) {
    return file == NULL ? 0 : control(file, MP_STREAM_FLUSH);
}

static mp_obj_t remove_file(const char *path, const char *unused) {
    (void)unused;
    return mp_vfs_remove(text(path));
}

static mp_obj_t rename_file(const char *from, const char *to) {
    return mp_vfs_rename(text(from), text(to));
}

int remove(const char *path) {
    return attempt(remove_file, path, NULL) == MP_OBJ_NULL ? -1 : 0;
}

int rename(const char *from, const char *to) {
    return attempt(rename_file, from, to) == MP_OBJ_NULL ? -1 : 0;
}

int setvbuf(FILE *file, char *buffer, int mode, size_t size) {
    (void)file, (void)buffer, (void)mode, (void)size;
    return 0;
}

void setbuf(FILE *file, char *buffer) {
    (void)file, (void)buffer;
}

// Fetched when first used: a firmware may have no sys.stdin. It stays reachable through module sys.
static struct natmod_file input = {MP_OBJ_NULL, EOF, false, false};
FILE *const natmod_stdin = &input;
#undef stdin
FILE *stdin = &input;

static mp_obj_t stream_of(FILE *file) {
    if (file == &input && file->stream == MP_OBJ_NULL) {
        file->stream = mp_load_attr(natmod_module_attr(Q(usys), Q(stdin)), Q(buffer));
    }
    return file->stream;
}

size_t fread(void *data, size_t size, size_t count, FILE *file) {
    char *at = (char *)data;
    size_t wanted = size * count;
    if (wanted == 0) {
        return 0;
    }
    size_t done = 0;
    if (file->pushed != EOF) {
        at[done++] = (char)file->pushed;
        file->pushed = EOF;
    }
    int error = 0;
    done += mp_stream_rw(stream_of(file), at + done, wanted - done, &error, MP_STREAM_RW_READ);
    if (error != 0) {
        failed(file, error);
    } else if (done < wanted) {
        file->end = true;
    }
    return done / size;
}

int fgetc(FILE *file) {
    unsigned char c;
    return fread(&c, 1, 1, file) == 1 ? c : EOF;
}

int getc(FILE *file) {
    return fgetc(file);
}

int getchar(void) {
    return fgetc(natmod_stdin);
}

int ungetc(int c, FILE *file) {
    if (c == EOF || file->pushed != EOF) {
        return EOF;
    }
    file->end = false;
    return file->pushed = (unsigned char)c;
}

char *fgets(char *to, int size, FILE *file) {
    int used = 0;
    while (used + 1 < size) {
        int c = fgetc(file);
        if (c == EOF) {
            break;
        }
        to[used++] = (char)c;
        if (c == '\n') {
            break;
        }
    }
    if (used == 0 || file->error) {
        return NULL;
    }
    to[used] = '\0';
    return to;
}

static mp_off_t seek(FILE *file, long offset, int whence) {
    int error = 0;
    mp_off_t at = mp_stream_seek(stream_of(file), (mp_off_t)offset, whence, &error);
    if (at == (mp_off_t)-1) {
        errno = error;
    }
    return at;
}

int fseek(FILE *file, long offset, int whence) {
    if (whence == SEEK_CUR && file->pushed != EOF) {
        --offset;
    }
    if (seek(file, offset, whence) == (mp_off_t)-1) {
        return -1;
    }
    file->pushed = EOF;
    file->end = false;
    return 0;
}

long ftell(FILE *file) {
    mp_off_t at = seek(file, 0, SEEK_CUR);
    return at == (mp_off_t)-1 ? -1 : (long)at - (file->pushed != EOF);
}

void rewind(FILE *file) {
    fseek(file, 0, SEEK_SET);
    file->error = false;
}

int feof(FILE *file) {
    return file->end;
}

int ferror(FILE *file) {
    return file->error;
}

void clearerr(FILE *file) {
    file->end = file->error = false;
}
