// Output without formatting, to where the firmware prints.
#include <errno.h>
#include <stdio.h>

#include "../rt.h"

struct natmod_file {
    char unused;
};

static struct natmod_file output;
FILE *const natmod_stdout = &output;

size_t fwrite(const void *data, size_t size, size_t count, FILE *file) {
    (void)file;
    if (size * count != 0) {
        mp_plat_print.print_strn(mp_plat_print.data, (const char *)data, size * count);
    }
    return count;
}

int fputs(const char *text, FILE *file) {
    fwrite(text, 1, strlen(text), file);
    return 0;
}

int puts(const char *text) {
    fputs(text, stdout);
    return fputs("\n", stdout);
}

int fputc(int c, FILE *file) {
    char byte = (char)c;
    fwrite(&byte, 1, 1, file);
    return (unsigned char)c;
}

int putc(int c, FILE *file) {
    return fputc(c, file);
}

int putchar(int c) {
    return fputc(c, stdout);
}

int fflush(FILE *file) {
    (void)file;
    return 0;
}

char *strerror(int error) {
    static char text[16];
    snprintf(text, sizeof text, "error %d", error);
    return text;
}

void perror(const char *text) {
    printf("%s: %s\n", text, strerror(errno));
}
