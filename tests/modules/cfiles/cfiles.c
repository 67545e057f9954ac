// SPDX-License-Identifier: MIT
// Files as C knows them, in the firmware's file system.
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "py/runtime.h"

static FILE *open_or_raise(mp_obj_t path, const char *mode) {
    errno = 0;
    FILE *file = fopen(mp_obj_str_get_str(path), mode);
    if (file == NULL) {
        mp_raise_OSError(errno);
    }
    return file;
}

// Writes in every way; the results, which are what C says they are.
static mp_obj_t cfiles_write(mp_obj_t path, mp_obj_t mode) {
    FILE *file = open_or_raise(path, mp_obj_str_get_str(mode));
    mp_obj_t items[] = {
        mp_obj_new_int(fprintf(file, "%d lines, %s\n", 3, "text")),
        mp_obj_new_bool(fputs("second\n", file) >= 0),
        mp_obj_new_int(fputc('3', file)),
        mp_obj_new_int(putc('\n', file)),
        mp_obj_new_int((mp_int_t)fwrite("\0\xff" "abcdef", 2, 4, file)),
        mp_obj_new_int(ftell(file)),
        mp_obj_new_int(fflush(file)),
        mp_obj_new_int(ferror(file)),
        mp_obj_new_int(fclose(file)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(cfiles_write_obj, cfiles_write);

static mp_obj_t cfiles_lines(mp_obj_t path) {
    FILE *file = open_or_raise(path, "r");
    mp_obj_t list = mp_obj_new_list(0, NULL);
    char line[12];
    while (fgets(line, sizeof(line), file) != NULL) {
        mp_obj_list_append(list, mp_obj_new_bytes((const byte *)line, strlen(line)));
    }
    mp_obj_list_append(list, mp_obj_new_bool(feof(file)));
    fclose(file);
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(cfiles_lines_obj, cfiles_lines);

// Moves about in a file: what is read, where it is, and the end.
static mp_obj_t cfiles_seek(mp_obj_t path) {
    FILE *file = open_or_raise(path, "rb");
    setvbuf(file, NULL, _IOFBF, 512);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    int first = getc(file);
    int again = ungetc(first, file);
    long before = ftell(file);
    int same = fgetc(file);
    fseek(file, 2, SEEK_CUR);
    long at = ftell(file);
    fseek(file, -3, SEEK_END);
    char rest[10] = "---------";
    size_t got = fread(rest, 1, sizeof(rest), file);
    int end = feof(file);
    int past = fgetc(file);
    clearerr(file);
    int cleared = feof(file);
    int wrong = fseek(file, -100, SEEK_SET);
    int whole = (int)fread(rest, 4, 2, (rewind(file), file));
    fclose(file);
    mp_obj_t items[] = {
        mp_obj_new_int(size), mp_obj_new_int(first), mp_obj_new_int(again), mp_obj_new_int(before),
        mp_obj_new_int(same), mp_obj_new_int(at), mp_obj_new_int((mp_int_t)got),
        mp_obj_new_int(end != 0), mp_obj_new_int(past), mp_obj_new_int(cleared),
        mp_obj_new_int(wrong), mp_obj_new_int(whole), mp_obj_new_bytes((const byte *)rest, 8),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cfiles_seek_obj, cfiles_seek);

// A file that stays open over calls and collections, in memory that only C knows.
static FILE **kept;

static mp_obj_t cfiles_keep(mp_obj_t path) {
    FILE *file = open_or_raise(path, "a+");
    kept = malloc(sizeof(*kept));
    if (kept == NULL) {
        fclose(file);
        m_malloc_fail(sizeof(*kept));
    }
    *kept = file;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(cfiles_keep_obj, cfiles_keep);

static mp_obj_t cfiles_next(void) {
    if (kept == NULL) {
        mp_raise_OSError(errno = EBADF);
    }
    int c = fgetc(*kept);
    if (c == EOF) {
        fputs("more", *kept);
        fclose(*kept);
        free(kept);
        kept = NULL;
    }
    return mp_obj_new_int(c);
}
static MP_DEFINE_CONST_FUN_OBJ_0(cfiles_next_obj, cfiles_next);

// Reading what was opened for writing fails, and so does the rest.
static mp_obj_t cfiles_fail(mp_obj_t path) {
    FILE *file = open_or_raise(path, "w");
    char c;
    size_t got = fread(&c, 1, 1, file);
    int error = ferror(file);
    fclose(file);
    mp_obj_t items[] = {mp_obj_new_int((mp_int_t)got), mp_obj_new_bool(error)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cfiles_fail_obj, cfiles_fail);

static mp_obj_t cfiles_move(mp_obj_t from, mp_obj_t to) {
    int status = rename(mp_obj_str_get_str(from), mp_obj_str_get_str(to));
    if (status != 0) {
        mp_raise_OSError(errno);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(cfiles_move_obj, cfiles_move);

static mp_obj_t cfiles_remove(mp_obj_t path) {
    errno = 0;
    int status = remove(mp_obj_str_get_str(path));
    mp_obj_t items[] = {mp_obj_new_int(status), mp_obj_new_int(errno)};
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cfiles_remove_obj, cfiles_remove);

// Each case of sscanf() once, by number; what was stored, or what was there before.
static mp_obj_t cfiles_scan(mp_obj_t which, mp_obj_t text_in) {
    const char *text = mp_obj_str_get_str(text_in);
    int a = -7, b = -7, n = -7, count = 0;
    long l = -7;
    long long q = -7;
    short h = -7;
    signed char c = -7;
    float f = -7;
    double d = -7;
    char s[20] = "before", w[20] = "before";
    switch (mp_obj_get_int(which)) {
        case 0: count = sscanf(text, "%d,%d%n", &a, &b, &n); break;
        case 1: count = sscanf(text, "%i %x %o", &a, (unsigned *)&b, (unsigned *)&n); break;
        case 2: count = sscanf(text, "%ld%lld%hd%hhd", &l, &q, &h, &c); break;
        case 3: count = sscanf(text, "%f %lf", &f, &d); break;
        case 4: count = sscanf(text, "%19s %19[^=]=%d", s, w, &a); break;
        case 5: count = sscanf(text, "%3d%3d%*d%2c", &a, &b, s); break;
        case 6: count = sscanf(text, "$%[A-F0-9]*%2x %%", s, (unsigned *)&a); break;
        default: count = sscanf(text, "%[]x-]%c%19[^]]", s, (char *)&c, w); break;
    }
    mp_obj_t items[] = {
        mp_obj_new_int(count), mp_obj_new_int(a), mp_obj_new_int(b), mp_obj_new_int(n),
        mp_obj_new_int(l), mp_obj_new_int_from_ll(q), mp_obj_new_int(h), mp_obj_new_int(c),
        mp_obj_new_int((mp_int_t)(f * 64)), mp_obj_new_int((mp_int_t)(d * 64)),
        mp_obj_new_str(s, strlen(s)), mp_obj_new_str(w, strlen(w)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(cfiles_scan_obj, cfiles_scan);

static int scan_text(const char *text, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int count = vsscanf(text, format, args);
    va_end(args);
    return count;
}

static int scan_file(FILE *file, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int count = vfscanf(file, format, args);
    va_end(args);
    return count;
}

// Two numbers from a file, then from a text.
static mp_obj_t cfiles_pair(mp_obj_t path, mp_obj_t text) {
    FILE *file = open_or_raise(path, "r");
    int a = 0, b = 0, c = 0, d = 0;
    int of_file = scan_file(file, "%d-%d", &a, &b);
    int of_text = scan_text(mp_obj_str_get_str(text), "%d-%d", &c, &d);
    fclose(file);
    mp_obj_t items[] = {
        mp_obj_new_int(of_file), mp_obj_new_int(a), mp_obj_new_int(b),
        mp_obj_new_int(of_text), mp_obj_new_int(c), mp_obj_new_int(d),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(cfiles_pair_obj, cfiles_pair);

// "NAME NUMBER" lines.
static mp_obj_t cfiles_table(mp_obj_t path) {
    FILE *file = open_or_raise(path, "r");
    mp_obj_t list = mp_obj_new_list(0, NULL);
    char name[20];
    double value;
    int got;
    while ((got = fscanf(file, "%19s %lf", name, &value)) == 2) {
        mp_obj_t items[] = {
            mp_obj_new_str(name, strlen(name)),
            mp_obj_new_int((mp_int_t)(value * 4)),
        };
        mp_obj_list_append(list, mp_obj_new_tuple(2, items));
    }
    mp_obj_list_append(list, mp_obj_new_int(got));
    fclose(file);
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(cfiles_table_obj, cfiles_table);

extern mp_obj_t cfiles_copy(mp_obj_t from_in, mp_obj_t to_in);
static MP_DEFINE_CONST_FUN_OBJ_2(cfiles_copy_obj, cfiles_copy);

static const mp_rom_map_elem_t cfiles_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cfiles)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&cfiles_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_lines), MP_ROM_PTR(&cfiles_lines_obj)},
    {MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&cfiles_seek_obj)},
    {MP_ROM_QSTR(MP_QSTR_keep), MP_ROM_PTR(&cfiles_keep_obj)},
    {MP_ROM_QSTR(MP_QSTR_next), MP_ROM_PTR(&cfiles_next_obj)},
    {MP_ROM_QSTR(MP_QSTR_fail), MP_ROM_PTR(&cfiles_fail_obj)},
    {MP_ROM_QSTR(MP_QSTR_scan), MP_ROM_PTR(&cfiles_scan_obj)},
    {MP_ROM_QSTR(MP_QSTR_pair), MP_ROM_PTR(&cfiles_pair_obj)},
    {MP_ROM_QSTR(MP_QSTR_table), MP_ROM_PTR(&cfiles_table_obj)},
    {MP_ROM_QSTR(MP_QSTR_copy), MP_ROM_PTR(&cfiles_copy_obj)},
    {MP_ROM_QSTR(MP_QSTR_move), MP_ROM_PTR(&cfiles_move_obj)},
    {MP_ROM_QSTR(MP_QSTR_remove), MP_ROM_PTR(&cfiles_remove_obj)},
};
static MP_DEFINE_CONST_DICT(cfiles_globals, cfiles_globals_table);

const mp_obj_module_t cfiles_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&cfiles_globals,
};
MP_REGISTER_MODULE(MP_QSTR_cfiles, cfiles_module);
