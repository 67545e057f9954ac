// SPDX-License-Identifier: 0BSD
// Character classes of ASCII.
#include <ctype.h>

static int in_range(int c, int first, int last) {
    return (unsigned)c - (unsigned)first <= (unsigned)last - (unsigned)first;
}

int isdigit(int c) {
    return in_range(c, '0', '9');
}

int islower(int c) {
    return in_range(c, 'a', 'z');
}

int isupper(int c) {
    return in_range(c, 'A', 'Z');
}

int isalpha(int c) {
    return in_range(c | 0x20, 'a', 'z');
}

int isalnum(int c) {
    return isalpha(c) || isdigit(c);
}

int isascii(int c) {
    return in_range(c, 0, 127);
}

int isblank(int c) {
    return c == ' ' || c == '\t';
}

int iscntrl(int c) {
    return in_range(c, 0, 31) || c == 127;
}

int isgraph(int c) {
    return in_range(c, '!', '~');
}

int isprint(int c) {
    return in_range(c, ' ', '~');
}

int ispunct(int c) {
    return isgraph(c) && !isalnum(c);
}

int isspace(int c) {
    return c == ' ' || in_range(c, '\t', '\r');
}

int isxdigit(int c) {
    return isdigit(c) || in_range(c | 0x20, 'a', 'f');
}

int tolower(int c) {
    return isupper(c) ? c + 'a' - 'A' : c;
}

int toupper(int c) {
    return islower(c) ? c - 'a' + 'A' : c;
}
