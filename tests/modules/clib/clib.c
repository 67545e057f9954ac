// SPDX-License-Identifier: MIT
// The C library, as modules use it: strings, numbers, sorting, memory, formatted output.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "py/runtime.h"

static mp_obj_t text(const char *s) {
    return mp_obj_new_str(s, strlen(s));
}

static mp_obj_t clib_strings(mp_obj_t a_in, mp_obj_t b_in) {
    const char *a = mp_obj_str_get_str(a_in);
    const char *b = mp_obj_str_get_str(b_in);
    char buf[40];
    memset(buf, '#', sizeof(buf));
    strncpy(buf, a, 5);
    buf[5] = '\0';
    strcat(buf, "+");
    strncat(buf, b, 3);
    const char *at = strchr(a, b[0]);
    const char *last = strrchr(a, b[0]);
    const char *sub = strstr(a, b);
    int order = strcmp(a, b);
    int order3 = strncmp(a, b, 3);
    mp_obj_t items[] = {
        text(buf),
        mp_obj_new_int(at ? at - a : -1),
        mp_obj_new_int(last ? last - a : -1),
        mp_obj_new_int(sub ? sub - a : -1),
        mp_obj_new_int((order > 0) - (order < 0)),
        mp_obj_new_int((order3 > 0) - (order3 < 0)),
        mp_obj_new_int((mp_int_t)strspn(a, "abc")),
        mp_obj_new_int((mp_int_t)strcspn(a, "xyz")),
        mp_obj_new_bool(memchr(a, 'o', strlen(a)) != NULL),
        mp_obj_new_bool(memcmp(a, b, strlen(b) < strlen(a) ? strlen(b) : strlen(a)) == 0),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(clib_strings_obj, clib_strings);

static mp_obj_t clib_numbers(mp_obj_t s_in) {
    const char *s = mp_obj_str_get_str(s_in);
    char *end;
    long value = strtol(s, &end, 0);
    mp_obj_t items[] = {
        mp_obj_new_int(value),
        mp_obj_new_int(end - s),
        mp_obj_new_int(atoi(s)),
        mp_obj_new_int_from_uint(strtoul(s, NULL, 16) & 0xffffff),
        mp_obj_new_int((mp_int_t)(strtod(s, NULL) * 4)),
        mp_obj_new_int(abs((int)value)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(clib_numbers_obj, clib_numbers);

static mp_obj_t clib_format(mp_obj_t n_in, mp_obj_t s_in) {
    int n = mp_obj_get_int(n_in);
    const char *s = mp_obj_str_get_str(s_in);
    char buf[64];
    int len = snprintf(buf, sizeof(buf), "%d|%5d|%-5d|%05d|%x|%X|%u|%c|%s|%.2s|%%", n, n, n, n, n & 0xffff, n & 0xff, (unsigned)n & 0xff, 'c', s, s);
    mp_obj_t first = text(buf);
    char small[8];
    int wanted = snprintf(small, sizeof(small), "%s-%d", s, n);
    sprintf(buf, "%ld %lu %p", 5L, 6UL, (void *)NULL == NULL ? (void *)0 : buf);
    buf[3] = '\0';
    mp_obj_t items[] = { first, mp_obj_new_int(len), text(small), mp_obj_new_int(wanted), text(buf) };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(clib_format_obj, clib_format);

static int compare(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static mp_obj_t clib_sorted(mp_obj_t seq) {
    size_t n;
    mp_obj_t *items;
    mp_obj_get_array(seq, &n, &items);
    int *values = malloc(n * sizeof(int) + 1);
    int *found = calloc(n + 1, sizeof(int));
    if (values == NULL || found == NULL) {
        mp_raise_msg(&mp_type_MemoryError, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        values[i] = mp_obj_get_int(items[i]);
    }
    qsort(values, n, sizeof(int), compare);
    values = realloc(values, (n + 10) * sizeof(int));
    if (values == NULL) {
        mp_raise_msg(&mp_type_MemoryError, NULL);
    }
    int key = 7;
    int *at = bsearch(&key, values, n, sizeof(int), compare);
    found[0] = at == NULL ? -1 : (int)(at - values);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < n; i++) {
        mp_obj_list_append(list, mp_obj_new_int(values[i]));
    }
    mp_obj_list_append(list, mp_obj_new_int(found[0] + found[n]));
    free(values);
    free(found);
    free(NULL);
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(clib_sorted_obj, clib_sorted);

static mp_obj_t clib_classes(mp_obj_t s_in) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (const char *s = mp_obj_str_get_str(s_in); *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        int bits = (isalpha(c) != 0) | (isdigit(c) != 0) << 1 | (isspace(c) != 0) << 2 | (isupper(c) != 0) << 3 | (islower(c) != 0) << 4
            | (isxdigit(c) != 0) << 5 | (ispunct(c) != 0) << 6 | (isalnum(c) != 0) << 7 | (isprint(c) != 0) << 8;
        mp_obj_list_append(list, mp_obj_new_int(bits));
        mp_obj_list_append(list, mp_obj_new_int(toupper(c) + tolower(c)));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(clib_classes_obj, clib_classes);

// Overlapping moves, large copies.
static mp_obj_t clib_moves(void) {
    static char buf[300];
    for (size_t i = 0; i < sizeof(buf); i++) {
        buf[i] = (char)('a' + i % 26);
    }
    memmove(buf + 3, buf, 20);
    memmove(buf + 100, buf + 110, 150);
    char copy[300];
    memcpy(copy, buf, sizeof(buf));
    memset(copy + 5, '.', 5);
    mp_obj_t items[] = {
        mp_obj_new_str(buf, 30), mp_obj_new_str(copy, 12), mp_obj_new_str(buf + 98, 10),
        mp_obj_new_bool(memcmp(buf + 12, copy + 12, 288) == 0),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(clib_moves_obj, clib_moves);

static const mp_rom_map_elem_t clib_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_clib) },
    { MP_ROM_QSTR(MP_QSTR_strings), MP_ROM_PTR(&clib_strings_obj) },
    { MP_ROM_QSTR(MP_QSTR_numbers), MP_ROM_PTR(&clib_numbers_obj) },
    { MP_ROM_QSTR(MP_QSTR_format), MP_ROM_PTR(&clib_format_obj) },
    { MP_ROM_QSTR(MP_QSTR_sorted), MP_ROM_PTR(&clib_sorted_obj) },
    { MP_ROM_QSTR(MP_QSTR_classes), MP_ROM_PTR(&clib_classes_obj) },
    { MP_ROM_QSTR(MP_QSTR_moves), MP_ROM_PTR(&clib_moves_obj) },
};
static MP_DEFINE_CONST_DICT(clib_globals, clib_globals_table);

const mp_obj_module_t clib_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&clib_globals,
};

MP_REGISTER_MODULE(MP_QSTR_clib, clib_module);
