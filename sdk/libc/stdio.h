// SPDX-License-Identifier: 0BSD
/* Formatted text and files. stdout and stderr are the firmware's output, as of print(); fopen() is
   Python's open(), so a file is wherever MicroPython has its file systems. Binary and text are the
   same, as on POSIX, and nothing is buffered here. A failure leaves the exception's number in
   errno. */
#ifndef NATMOD_LIBC_STDIO_H
#define NATMOD_LIBC_STDIO_H

#include <stdarg.h>
#include <stddef.h>

#define EOF (-1)
#define BUFSIZ 256
#define FILENAME_MAX 256
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2

#ifdef __cplusplus
extern "C" {
#endif
typedef struct natmod_file FILE;
/* sys.stdin.buffer. */
extern FILE *const natmod_stdin;
/* stdout and stderr are both the firmware's output. */
extern FILE *const natmod_stdout;
#define stdin natmod_stdin
#define stdout natmod_stdout
#define stderr natmod_stdout

/* Where va_list is the SDK's own (see stdarg.h), these are not what clang thinks they are. */
#ifdef NATMOD_LIBC_STDARG_H
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wincompatible-library-redeclaration"
#endif
#define NATMOD_PRINTF(text, first) __attribute__((format(printf, text, first)))
int printf(const char *format, ...) NATMOD_PRINTF(1, 2);
int fprintf(FILE *file, const char *format, ...) NATMOD_PRINTF(2, 3);
int sprintf(char *to, const char *format, ...) NATMOD_PRINTF(2, 3);
int snprintf(char *to, size_t size, const char *format, ...) NATMOD_PRINTF(3, 4);
int vprintf(const char *format, va_list args) NATMOD_PRINTF(1, 0);
int vfprintf(FILE *file, const char *format, va_list args) NATMOD_PRINTF(2, 0);
int vsprintf(char *to, const char *format, va_list args) NATMOD_PRINTF(2, 0);
int vsnprintf(char *to, size_t size, const char *format, va_list args) NATMOD_PRINTF(3, 0);
#undef NATMOD_PRINTF
#define NATMOD_SCANF(text, first) __attribute__((format(scanf, text, first)))
int sscanf(const char *text, const char *format, ...) NATMOD_SCANF(2, 3);
int fscanf(FILE *file, const char *format, ...) NATMOD_SCANF(2, 3);
int vsscanf(const char *text, const char *format, va_list args) NATMOD_SCANF(2, 0);
int vfscanf(FILE *file, const char *format, va_list args) NATMOD_SCANF(2, 0);
#undef NATMOD_SCANF
#ifdef NATMOD_LIBC_STDARG_H
#pragma clang diagnostic pop
#endif

/* NULL if there is no such file; other exceptions than OSError go through. */
FILE *fopen(const char *path, const char *mode);
int fclose(FILE *file);
int remove(const char *path);
int rename(const char *from, const char *to);

size_t fread(void *data, size_t size, size_t count, FILE *file);
size_t fwrite(const void *data, size_t size, size_t count, FILE *file);
int fflush(FILE *file);
/* Whatever is asked for: there is no buffer. */
int setvbuf(FILE *file, char *buffer, int mode, size_t size);
void setbuf(FILE *file, char *buffer);

int fseek(FILE *file, long offset, int whence);
long ftell(FILE *file);
void rewind(FILE *file);
int feof(FILE *file);
int ferror(FILE *file);
void clearerr(FILE *file);

int fgetc(FILE *file);
int getc(FILE *file);
int getchar(void);
/* One character. */
int ungetc(int c, FILE *file);
char *fgets(char *text, int size, FILE *file);
int puts(const char *text);
int fputs(const char *text, FILE *file);
int putchar(int c);
int fputc(int c, FILE *file);
int putc(int c, FILE *file);
void perror(const char *text);
#ifdef __cplusplus
}
#endif
#endif
