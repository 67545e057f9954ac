// SPDX-License-Identifier: 0BSD
// Output without formatting, to wherever the firmware prints, or to a file.
#include <errno.h>
#include <string.h>

#include "file.h"

static struct natmod_file output = {MP_OBJ_NULL, EOF, false, false};
FILE *const natmod_stdout = &output;

// The toolchain's headers, which C++ sources see first, declare variables. (newlib's have an object
// of zeros behind them, which is the firmware's output here as well.)
#undef stdout
#undef stderr
FILE *stdout = &output;
FILE *stderr = &output;

size_t fwrite(const void *data, size_t size, size_t count, FILE *file) {
    size_t len = size * count;
    if (len == 0) {
        return 0;
    }
    if (file->stream == MP_OBJ_NULL) {
        mp_plat_print.print_strn(mp_plat_print.data, (const char *)data, len);
        return count;
    }
    int error = 0;
    void *from = (void *)(uintptr_t)data;
    size_t done = mp_stream_rw(file->stream, from, len, &error, MP_STREAM_RW_WRITE);
    if (error != 0) {
        errno = error;
        file->error = true;
    }
    return done / size;
}

int fputs(const char *text, FILE *file) {
    size_t len = strlen(text);
    return fwrite(text, 1, len, file) == len ? 0 : EOF;
}

int puts(const char *text) {
    fputs(text, natmod_stdout);
    return fputs("\n", natmod_stdout);
}

int fputc(int c, FILE *file) {
    char byte = (char)c;
    return fwrite(&byte, 1, 1, file) == 1 ? (unsigned char)c : EOF;
}

int putc(int c, FILE *file) {
    return fputc(c, file);
}

int putchar(int c) {
    return fputc(c, natmod_stdout);
}

char *strerror(int error) {
    static char text[16];
    snprintf(text, sizeof text, "error %d", error);
    return text;
}

void perror(const char *text) {
    printf("%s: %s\n", text, strerror(errno));
}
