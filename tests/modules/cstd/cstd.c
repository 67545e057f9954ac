// SPDX-License-Identifier: MIT
// The rest of the C library: each function at its limits.
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "py/runtime.h"

// What a C library declares is its own affair; these are called as everywhere.
#if !defined(MICROPY_ENABLE_DYNRUNTIME)
// Not every C library has these two, and one that has them may not declare them.
static size_t string_copy(char *to, const char *from, size_t size) {
    return (size_t)snprintf(to, size, "%s", from);
}
static size_t string_append(char *to, const char *from, size_t size) {
    size_t used = strnlen(to, size);
    return used + string_copy(to + used, from, size - used);
}
#define strlcpy string_copy
#define strlcat string_append
#else
size_t strlcpy(char *to, const char *from, size_t size);
size_t strlcat(char *to, const char *from, size_t size);
void *memrchr(const void *s, int c, size_t n);
void *memmem(const void *s, size_t n, const void *part, size_t part_n);
void *mempcpy(void *to, const void *from, size_t n);
void *memccpy(void *to, const void *from, int c, size_t n);
char *stpcpy(char *to, const char *from);
char *strsep(char **s, const char *set);
char *strtok_r(char *s, const char *set, char **state);
char *strdup(const char *s);
char *strndup(const char *s, size_t n);
size_t strnlen(const char *s, size_t n);
#undef isascii
int isascii(int c);
#endif

// A function of the module and its entry in the table: kind, name, the expression it returns.
#define CALL_0(name, ...)                   \
    static mp_obj_t call_##name(void) {     \
        return __VA_ARGS__;                 \
    }                                       \
    static MP_DEFINE_CONST_FUN_OBJ_0(call_##name##_obj, call_##name);
#define CALL_1(name, ...)                     \
    static mp_obj_t call_##name(mp_obj_t a) { \
        return __VA_ARGS__;                   \
    }                                         \
    static MP_DEFINE_CONST_FUN_OBJ_1(call_##name##_obj, call_##name);
#define CALL_2(name, ...)                                 \
    static mp_obj_t call_##name(mp_obj_t a, mp_obj_t b) { \
        return __VA_ARGS__;                               \
    }                                                     \
    static MP_DEFINE_CONST_FUN_OBJ_2(call_##name##_obj, call_##name);
#define ENTRY(kind, name, ...) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&call_##name##_obj)},
#define DEFINE(kind, name, ...) kind(name, __VA_ARGS__)

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

static mp_obj_t text(const char *s) {
    return mp_obj_new_str(s, strlen(s));
}

static int sign(int order) {
    return (order > 0) - (order < 0);
}

static mp_int_t place(const void *at, const void *start) {
    return at == NULL ? -1 : (const char *)at - (const char *)start;
}

static mp_obj_t memory(mp_obj_t a_in, mp_obj_t b_in) {
    size_t a_len, b_len;
    const char *a = mp_obj_str_get_data(a_in, &a_len), *b = mp_obj_str_get_data(b_in, &b_len);
    char buf[40];
    memset(buf, '.', sizeof(buf));
    char *end = mempcpy(buf, a, MIN(a_len, 20));
    char *stop = memccpy(buf + 20, a, b_len ? b[0] : 'x', MIN(a_len, 20));
    mp_obj_t items[] = {
        INT(place(memrchr(a, b_len ? b[0] : 0, a_len), a)),
        INT(place(memmem(a, a_len, b, b_len), a)),
        INT(end - buf),
        INT(place(stop, buf)),
        mp_obj_new_bytes((const byte *)buf, sizeof(buf)),
        INT(sign(memcmp(a, b, MIN(a_len, b_len)))),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t strings(mp_obj_t a_in, mp_obj_t b_in) {
    const char *a = mp_obj_str_get_str(a_in), *b = mp_obj_str_get_str(b_in);
    char copy[60], small[6], cat[10] = "ab";
    char *end = stpcpy(strcpy(copy, ">") + 1, a);
    size_t wanted = strlcpy(small, a, sizeof(small)), total = strlcat(cat, b, sizeof(cat));
    char *dup = strdup(a), *part = strndup(a, 3);
    if (dup == NULL || part == NULL) {
        m_malloc_fail(4);
    }
    mp_obj_t items[] = {
        text(copy), INT(end - copy), INT((mp_int_t)wanted), text(small), INT((mp_int_t)total),
        text(cat), text(dup), text(part), INT((mp_int_t)strnlen(a, 4)),
        INT(sign(strcasecmp(a, b))), INT(sign(strncasecmp(a, b, 2))), INT(sign(strcoll(a, b))),
        INT(place(strpbrk(a, b), a)),
    };
    free(dup);
    free(part);
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t tokens(mp_obj_t s_in, mp_obj_t set_in) {
    const char *s = mp_obj_str_get_str(s_in), *set = mp_obj_str_get_str(set_in);
    char one[60], two[60], three[60];
    strcpy(one, s);
    strcpy(two, s);
    strcpy(three, s);
    mp_obj_t lists[3];
    for (int i = 0; i < 3; ++i) {
        lists[i] = mp_obj_new_list(0, NULL);
    }
    for (char *at = strtok(one, set); at != NULL; at = strtok(NULL, set)) {
        mp_obj_list_append(lists[0], text(at));
    }
    char *state;
    for (char *at = strtok_r(two, set, &state); at != NULL; at = strtok_r(NULL, set, &state)) {
        mp_obj_list_append(lists[1], text(at));
    }
    char *rest = three;
    for (char *at; (at = strsep(&rest, set)) != NULL;) {
        mp_obj_list_append(lists[2], text(at));
    }
    return mp_obj_new_tuple(3, lists);
}

static mp_obj_t classes(mp_obj_t c_in) {
    int c = mp_obj_get_int(c_in);
    int bits = (isascii(c) != 0) | (isblank(c) != 0) << 1 | (iscntrl(c) != 0) << 2 |
               (isgraph(c) != 0) << 3;
    // Without the macros that may stand before the functions.
    bits |= ((isalpha)(c) != 0) << 4 | ((isdigit)(c) != 0) << 5 | ((isupper)(c) != 0) << 6 |
            ((isspace)(c) != 0) << 7;
    mp_obj_t items[] = {INT(bits), INT((tolower)(c)), INT((toupper)(c))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t numbers(mp_obj_t s_in, mp_obj_t base_in) {
    const char *s = mp_obj_str_get_str(s_in);
    int base = mp_obj_get_int(base_in);
    char *end[4];
    mp_obj_t items[] = {
        mp_obj_new_int_from_ll(strtoll(s, &end[0], base)),
        mp_obj_new_int_from_ull(strtoull(s, &end[1], base)),
        mp_obj_new_int_from_ll(strtoimax(s, &end[2], base)),
        mp_obj_new_int_from_ull(strtoumax(s, &end[3], base)),
        BOOL(end[0] == end[1] && end[1] == end[2] && end[2] == end[3]),
        INT(end[0] - s),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t decimals(mp_obj_t s_in) {
    const char *s = mp_obj_str_get_str(s_in);
    char *end;
    float f = strtof(s, &end);
    volatile double d = strtod(s, NULL), same = atof(s);
    mp_obj_t items[] = {
        INT((mp_int_t)(f * 8)), INT(end - s), INT((mp_int_t)(atof(s) * 8)), INT(atol(s)),
        mp_obj_new_int_from_ll(atoll(s)), BOOL(d == same),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t divisions(mp_obj_t a_in, mp_obj_t b_in) {
    int a = mp_obj_get_int(a_in), b = mp_obj_get_int(b_in);
    div_t d = div(a, b);
    ldiv_t l = ldiv(a, b);
    lldiv_t ll = lldiv((long long)a << 20, b);
    mp_obj_t items[] = {INT(d.quot), INT(d.rem), INT(l.quot), INT(l.rem),
                        mp_obj_new_int_from_ll(ll.quot), mp_obj_new_int_from_ll(ll.rem),
                        INT(labs(a)), mp_obj_new_int_from_ll(llabs((long long)a << 30))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t randoms(void) {
    srand(5);
    int first = rand(), second = rand();
    srand(5);
    bool same = first == rand() && second == rand();
    bool in_range = true;
    for (int i = 0; i < 100; ++i) {
        int r = rand();
        in_range = in_range && r >= 0 && r <= RAND_MAX;
    }
    srandom(7);
    long third = random();
    srandom(7);
    mp_obj_t items[] = {BOOL(same), BOOL(first != second), BOOL(in_range),
                        BOOL(third == random() && third >= 0)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static int vprints(int which, FILE *file, char *buf, size_t size, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = which == 0   ? vprintf(format, args)
            : which == 1 ? vfprintf(file, format, args)
            : which == 2 ? vsnprintf(buf, size, format, args)
                         : vsprintf(buf, format, args);
    va_end(args);
    return n;
}

// Apart from those to a FILE: a firmware may buffer these and not the others.
static mp_obj_t prints(mp_obj_t n_in, mp_obj_t s_in) {
    int n = mp_obj_get_int(n_in);
    const char *s = mp_obj_str_get_str(s_in);
    char buf[40];
    int sum = printf("%d %s|", n, s);
    sum += vprints(0, stdout, buf, sizeof(buf), "%s:%x|", s, n);
    sum += vprints(2, stdout, buf, 5, "%s", s);
    mp_obj_t first = text(buf);
    sum += vprints(3, stdout, buf, 0, "%lld %zu %hhd", 1LL << 40, (size_t)n, (signed char)n);
    sum += putchar('!');
    sum += puts("puts") >= 0;
    mp_obj_t items[] = {INT(sum), first, text(buf)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t file_prints(mp_obj_t n_in) {
    int n = mp_obj_get_int(n_in);
    char buf[40];
    setbuf(stdout, NULL);
    int sum = fprintf(stdout, "%5.2f|%-4d|", n / 4.0, n);
    sum += vprints(1, stdout, buf, sizeof(buf), "%o %+d|", n, n);
    sum += putc('?', stdout) + fputc(';', stdout);
    sum += (int)fwrite("written", 1, 7, stdout);
    sum += fputs(" fputs\n", stdout) >= 0;
    sum += fflush(stdout);
    return INT(sum);
}

static mp_obj_t environment(void) {
    errno = 0;
    errno += ENOENT;
    mp_obj_t items[] = {BOOL(getenv("NATMOD_NO_SUCH_VARIABLE") == NULL), INT(errno),
                        BOOL(strerror(EIO) != NULL && strerror(12345) != NULL)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static long long wide_shift(long long value, int n) {
    unsigned long long u = (unsigned long long)value;
    return (value >> n) ^ (long long)(u >> n) ^ (long long)(u << n);
}

static mp_obj_t wide(mp_obj_t a_in, mp_obj_t n_in) {
    long long a = (long long)mp_obj_get_int(a_in) << 25;
    int n = mp_obj_get_int(n_in);
    double d = (double)a;
    // Through memory, so that no register keeps more of it.
    volatile float f = (float)d, g = (float)a;
    mp_obj_t items[] = {
        mp_obj_new_int_from_ll(wide_shift(a, n)),
        mp_obj_new_int_from_ll(a * (n + 3)),
        mp_obj_new_int_from_ll((long long)d),
        BOOL(f == g),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

#define FUNCTIONS(X)                             \
    X(CALL_2, memory, memory(a, b))              \
    X(CALL_2, strings, strings(a, b))            \
    X(CALL_2, tokens, tokens(a, b))              \
    X(CALL_1, classes, classes(a))               \
    X(CALL_2, numbers, numbers(a, b))            \
    X(CALL_1, decimals, decimals(a))             \
    X(CALL_2, divisions, divisions(a, b))        \
    X(CALL_0, randoms, randoms())                \
    X(CALL_2, prints, prints(a, b))              \
    X(CALL_1, file_prints, file_prints(a))       \
    X(CALL_0, environment, environment())        \
    X(CALL_2, wide, wide(a, b))

FUNCTIONS(DEFINE)

static const mp_rom_map_elem_t cstd_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cstd)},
    FUNCTIONS(ENTRY)
};
static MP_DEFINE_CONST_DICT(cstd_globals, cstd_globals_table);

const mp_obj_module_t cstd_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&cstd_globals,
};

MP_REGISTER_MODULE(MP_QSTR_cstd, cstd_module);
