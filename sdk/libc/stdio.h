/* Formatted text. printf() and its kin write to the firmware's output, as print() does; there are no
   files (a module opens them through Python objects). */
#ifndef NATMOD_LIBC_STDIO_H
#define NATMOD_LIBC_STDIO_H

#include <stdarg.h>
#include <stddef.h>

#define EOF (-1)
#define BUFSIZ 256
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#ifdef __cplusplus
extern "C" {
#endif
/* stdout and stderr are both the firmware's output. */
typedef struct natmod_file FILE;
extern FILE *const natmod_stdout;
#define stdout natmod_stdout
#define stderr natmod_stdout

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
int puts(const char *text);
int fputs(const char *text, FILE *file);
int putchar(int c);
int fputc(int c, FILE *file);
int putc(int c, FILE *file);
size_t fwrite(const void *data, size_t size, size_t count, FILE *file);
int fflush(FILE *file);
void perror(const char *text);
#ifdef __cplusplus
}
#endif
#endif
