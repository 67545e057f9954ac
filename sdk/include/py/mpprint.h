// SPDX-License-Identifier: 0BSD
// Formatted output to a printer: an object with a function that takes bytes.
#ifndef NATMOD_PY_MPPRINT_H
#define NATMOD_PY_MPPRINT_H

#include "py/mpconfig.h"

#define PF_FLAG_LEFT_ADJUST (0x001)
#define PF_FLAG_SHOW_SIGN (0x002)
#define PF_FLAG_SPACE_SIGN (0x004)
#define PF_FLAG_SHOW_PREFIX (0x008)
#define PF_FLAG_PAD_AFTER_SIGN (0x010)
#define PF_FLAG_CENTER_ADJUST (0x020)
#define PF_FLAG_ADD_PERCENT (0x040)
#define PF_FLAG_SHOW_OCTAL_LETTER (0x080)

// The printer of sys.stdout. mp_plat_print is the platform's console itself.
#define MP_PYTHON_PRINTER (&mp_sys_stdout_print)

typedef void (*mp_print_strn_t)(void *data, const char *str, size_t len);

typedef struct _mp_print_t {
    void *data;
    mp_print_strn_t print_strn;
} mp_print_t;

typedef struct _mp_print_ext_t {
    mp_print_t base;
    const char *item_separator;
    const char *key_separator;
} mp_print_ext_t;
#define MP_PRINT_GET_EXT(print) ((mp_print_ext_t *)print)

NATMOD_BEGIN_C
extern const mp_print_t mp_plat_print;
extern const mp_print_t mp_sys_stdout_print;

// All return the number of bytes written. The formats are the firmware's, not libc's:
// %% %c %s %q (a qstr) %d %u %x %X %p %P %b (a bool) and floats; flags, width, .precision, one l.
int mp_print_str(const mp_print_t *print, const char *str);
int mp_print_strn(const mp_print_t *print, const char *str, size_t len, unsigned int flags,
                  char fill, int width);
int mp_printf(const mp_print_t *print, const char *fmt, ...);
int mp_vprintf(const mp_print_t *print, const char *fmt, va_list args);
#ifdef NATMOD_LIBC_STDARG_H
// Clang passes a structure on the stack; the firmware's compiler passes its words like arguments.
static inline int natmod_vprintf(const mp_print_t *print, const char *fmt, va_list args) {
    typedef int (*in_words)(const mp_print_t *, const char *, char *, char *, int);
    return ((in_words)(void (*)(void))mp_vprintf)(print, fmt, args.stack, args.registers,
                                                  args.index);
}
#define mp_vprintf natmod_vprintf
#endif
#if MICROPY_PY_BUILTINS_FLOAT
int mp_print_float(const mp_print_t *print, mp_float_t f, char fmt, unsigned int flags, char fill,
                   int width, int prec);
#endif
NATMOD_END_C

#endif
