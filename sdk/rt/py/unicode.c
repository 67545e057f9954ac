// SPDX-License-Identifier: 0BSD
// UTF-8, and the classes of ASCII characters.
#include "../rt.h"

#include "py/unicode.h"

unichar utf8_get_char(const byte *s) {
    unichar c = *s++;
    if (!UTF8_IS_NONASCII(c)) {
        return c;
    }
    // One leading 1 for each byte behind.
    unichar mask = 0x40;
    c &= 0x7f;
    for (; c & mask; mask >>= 1) {
        c &= ~mask;
    }
    while (UTF8_IS_CONT(*s)) {
        c = c << 6 | (*s++ & 0x3f);
    }
    return c;
}

const byte *utf8_next_char(const byte *s) {
    do {
        ++s;
    } while (UTF8_IS_CONT(*s));
    return s;
}

size_t utf8_charlen(const byte *str, size_t len) {
    size_t count = 0;
    for (; len != 0; --len, ++str) {
        count += !UTF8_IS_CONT(*str);
    }
    return count;
}

mp_uint_t utf8_ptr_to_index(const byte *s, const byte *ptr) {
    return utf8_charlen(s, (size_t)(ptr - s));
}

bool utf8_check(const byte *p, size_t len) {
    unsigned expected = 0;
    for (const byte *end = p + len; p < end; ++p) {
        if (expected != 0) {
            if (!UTF8_IS_CONT(*p)) {
                return false;
            }
            --expected;
        } else if (UTF8_IS_NONASCII(*p)) {
            if (*p < 0xc0 || *p >= 0xf8) {
                return false;
            }
            expected = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : 1;
        }
    }
    return expected == 0;
}

bool unichar_isdigit(unichar c) {
    return c - '0' < 10;
}

bool unichar_islower(unichar c) {
    return c - 'a' < 26;
}

bool unichar_isupper(unichar c) {
    return c - 'A' < 26;
}

bool unichar_isalpha(unichar c) {
    return (c | 0x20) - 'a' < 26;
}

bool unichar_isalnum(unichar c) {
    return unichar_isalpha(c) || unichar_isdigit(c);
}

bool unichar_isident(unichar c) {
    return unichar_isalnum(c) || c == '_';
}

bool unichar_isspace(unichar c) {
    return c == ' ' || c - '\t' < 5;
}

bool unichar_isxdigit(unichar c) {
    return unichar_isdigit(c) || (c | 0x20) - 'a' < 6;
}

mp_uint_t unichar_xdigit_value(unichar c) {
    return unichar_isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

unichar unichar_tolower(unichar c) {
    return unichar_isupper(c) ? c | 0x20 : c;
}

unichar unichar_toupper(unichar c) {
    return unichar_islower(c) ? c & ~(unichar)0x20 : c;
}
