// SPDX-License-Identifier: 0BSD
// The scanf() family: integers, decimal floats, characters, words, sets of characters, %n, widths
// and `*`.
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

enum { NUMBER_SIZE = 64, BIT_COUNT = UCHAR_MAX + 1 };

// A text or a file, and how much of it was taken.
typedef struct {
    const char *text;  // NULL: the file
    FILE *file;
    int count;
} source_t;

static int take(source_t *source) {
    int c;
    if (source->text == NULL) {
        c = fgetc(source->file);
    } else if (*source->text == '\0') {
        c = EOF;
    } else {
        c = (unsigned char)*source->text++;
    }
    source->count += c != EOF;
    return c;
}

static void give_back(source_t *source, int c) {
    if (c == EOF) {
        return;
    }
    --source->count;
    if (source->text == NULL) {
        ungetc(c, source->file);
    } else {
        --source->text;
    }
}

static int skip_blanks(source_t *source) {
    int c;
    do {
        c = take(source);
    } while (c != EOF && isspace(c));
    return c;
}

typedef struct {
    bool drop;     // `*`
    size_t width;  // 0: none given
    char length;   // 'h', 'H' (hh), 'l', 'L' (ll), 'z', 't', 'j' or '\0'
} conversion_t;

static void store_integer(void *to, const conversion_t *conversion, long long value) {
    switch (conversion->length) {
        case 'H':
            *(signed char *)to = (signed char)value;
            break;
        case 'h':
            *(short *)to = (short)value;
            break;
        case 'l':
            *(long *)to = (long)value;
            break;
        case 'z':
        case 't':
            *(ptrdiff_t *)to = (ptrdiff_t)value;
            break;
        case 'L':
        case 'j':
            *(long long *)to = value;
            break;
        default:
            *(int *)to = (int)value;
    }
}

// The characters of a number, as far as they may be some of it; strtoll() and strtod() judge.
static size_t take_number(source_t *source, char *number, size_t width, const char *allowed) {
    if (width == 0 || width >= NUMBER_SIZE) {
        width = NUMBER_SIZE - 1;
    }
    size_t used = 0;
    int c = skip_blanks(source);
    while (c != EOF && used < width && strchr(allowed, c) != NULL) {
        bool sign = c == '+' || c == '-';
        if (sign && used != 0 && strchr("eEpP", number[used - 1]) == NULL) {
            break;
        }
        number[used++] = (char)c;
        c = used < width ? take(source) : EOF;
    }
    if (used < width) {
        give_back(source, c);
    }
    number[used] = '\0';
    return used;
}

static bool scan_integer(source_t *source, char kind, const conversion_t *conversion, void *to) {
    const char *allowed = kind == 'd' || kind == 'u' ? "+-0123456789"
                          : kind == 'o'              ? "+-01234567"
                                                     : "+-0123456789abcdefABCDEFxX";
    int base = kind == 'd' || kind == 'u' ? 10 : kind == 'o' ? 8 : kind == 'i' ? 0 : 16;
    char number[NUMBER_SIZE], *end;
    if (take_number(source, number, conversion->width, allowed) == 0) {
        return false;
    }
    long long value =
        number[0] == '-' ? strtoll(number, &end, base) : (long long)strtoull(number, &end, base);
    if (end == number) {
        return false;
    }
    // What strtoll() left belongs to what follows.
    for (char *last = number + strlen(number); last != end; --last) {
        give_back(source, (unsigned char)last[-1]);
    }
    if (to != NULL) {
        store_integer(to, conversion, value);
    }
    return true;
}

static bool scan_float(source_t *source, const conversion_t *conversion, void *to) {
    char number[NUMBER_SIZE], *end;
    int first = skip_blanks(source);
    give_back(source, first);
    // Letters only where the number may be inf or nan: a file takes one character back.
    take_number(source, number, conversion->width,
                first == EOF || isdigit(first) ? "+-.0123456789eE" : "+-.0123456789eEinfatyINFATY");
    double value = strtod(number, &end);
    if (end == number) {
        return false;
    }
    for (char *last = number + strlen(number); last != end; --last) {
        give_back(source, (unsigned char)last[-1]);
    }
    if (to != NULL && conversion->length == 'l') {
        *(double *)to = value;
    } else if (to != NULL) {
        *(float *)to = (float)value;
    }
    return true;
}

// %c, %s and %[: characters that are in `set` (all, if it is NULL), with a NUL unless `exact`.
static bool scan_text(source_t *source, size_t width, const bool *set, bool exact, char *to) {
    size_t used = 0;
    while (used < width) {
        int c = take(source);
        if (c == EOF) {
            break;
        }
        if (set != NULL && !set[c]) {
            give_back(source, c);
            break;
        }
        if (to != NULL) {
            to[used] = (char)c;
        }
        ++used;
    }
    if (used == 0 || (exact && used < width)) {
        return false;
    }
    if (to != NULL && !exact) {
        to[used] = '\0';
    }
    return true;
}

// "[a-z]" behind its `[`; returns the `]`.
static const char *read_set(const char *at, bool *set) {
    bool is_member = *at != '^';
    at += !is_member;
    memset(set, !is_member, BIT_COUNT * sizeof(bool));
    for (const char *first = at; *at != '\0' && (*at != ']' || at == first); ++at) {
        unsigned char from = (unsigned char)*at, to = from;
        if (at[1] == '-' && at[2] != ']' && at[2] != '\0') {
            to = (unsigned char)at[2];
            at += 2;
        }
        for (int c = from; c <= to; ++c) {
            set[c] = is_member;
        }
    }
    return at;
}

static const char *read_length(const char *at, char *length) {
    *length = '\0';
    if (*at != '\0' && strchr("hlLzjt", *at) != NULL) {
        *length = *at++;
        if (*at == *length && (*length == 'h' || *length == 'l')) {
            *length = *at++ == 'h' ? 'H' : 'L';
        }
    }
    return at;
}

static int scan(source_t *source, const char *format, va_list args) {
    int done = 0;
    bool set[BIT_COUNT];
    for (const char *at = format; *at != '\0'; ++at) {
        if (isspace((unsigned char)*at)) {
            give_back(source, skip_blanks(source));
            continue;
        }
        if (*at != '%' || at[1] == '%') {
            bool percent = *at == '%';
            at += percent;
            int c = percent ? skip_blanks(source) : take(source);
            if (c != (unsigned char)*at) {
                give_back(source, c);
                return c == EOF && done == 0 ? EOF : done;
            }
            continue;
        }
        conversion_t conversion = {at[1] == '*', 0, '\0'};
        at += 1 + conversion.drop;
        for (; isdigit((unsigned char)*at); ++at) {
            conversion.width = conversion.width * 10 + (size_t)(*at - '0');
        }
        at = read_length(at, &conversion.length);
        char kind = (char)tolower((unsigned char)*at);
        void *to = conversion.drop ? NULL : va_arg(args, void *);
        if (kind == 'n') {
            if (to != NULL) {
                store_integer(to, &conversion, source->count);
            }
            continue;
        }
        if (kind != 'c' && kind != '[') {
            give_back(source, skip_blanks(source));
        }
        int next = take(source);
        give_back(source, next);
        if (next == EOF) {
            return done == 0 ? EOF : done;
        }
        size_t text_width = conversion.width != 0 ? conversion.width : kind == 'c' ? 1 : SIZE_MAX;
        bool good;
        if (kind == 'c') {
            good = scan_text(source, text_width, NULL, true, (char *)to);
        } else if (kind == 's') {
            for (int c = 0; c < BIT_COUNT; ++c) {
                set[c] = !isspace(c);
            }
            good = scan_text(source, text_width, set, false, (char *)to);
        } else if (kind == '[') {
            at = read_set(at + 1, set);
            good = scan_text(source, text_width, set, false, (char *)to);
        } else if (kind != '\0' && strchr("fega", kind) != NULL) {
            good = scan_float(source, &conversion, to);
        } else if (kind == 'p') {
            conversion.length = 'z';
            good = scan_integer(source, 'x', &conversion, to);
        } else {
            good = kind != '\0' && strchr("diuox", kind) != NULL &&
                   scan_integer(source, kind, &conversion, to);
        }
        if (!good) {
            return done;
        }
        done += !conversion.drop;
    }
    return done;
}

int vsscanf(const char *text, const char *format, va_list args) {
    source_t source = {text, NULL, 0};
    return scan(&source, format, args);
}

int vfscanf(FILE *file, const char *format, va_list args) {
    source_t source = {NULL, file, 0};
    return scan(&source, format, args);
}

int sscanf(const char *text, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int done = vsscanf(text, format, args);
    va_end(args);
    return done;
}

int fscanf(FILE *file, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int done = vfscanf(file, format, args);
    va_end(args);
    return done;
}
