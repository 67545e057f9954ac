// <ctype.h> in the C locale, and case-insensitive comparison.
#include "libc.h"

#define IS(name, condition) \
    int name(int c);        \
    MP_WEAK int name(int c) { return (condition); }

IS(isdigit, c >= '0' && c <= '9')
IS(islower, c >= 'a' && c <= 'z')
IS(isupper, c >= 'A' && c <= 'Z')
IS(isalpha, islower(c) || isupper(c))
IS(isalnum, isalpha(c) || isdigit(c))
IS(isxdigit, isdigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
IS(isblank, c == ' ' || c == '\t')
IS(isspace, c == ' ' || (c >= '\t' && c <= '\r'))
IS(isprint, c >= 0x20 && c < 0x7f)
IS(isgraph, c > 0x20 && c < 0x7f)
IS(ispunct, isgraph(c) && !isalnum(c))
IS(iscntrl, (c >= 0 && c < 0x20) || c == 0x7f)
IS(tolower, isupper(c) ? c + ('a' - 'A') : c)
IS(toupper, islower(c) ? c - ('a' - 'A') : c)

int strncasecmp(const char *a, const char *b, size_t n);
MP_WEAK int strncasecmp(const char *a, const char *b, size_t n) {
    for (; n != 0; --n, ++a, ++b) {
        int difference = tolower((byte)*a) - tolower((byte)*b);
        if (difference != 0 || *a == '\0') {
            return difference;
        }
    }
    return 0;
}

int strcasecmp(const char *a, const char *b);
MP_WEAK int strcasecmp(const char *a, const char *b) {
    return strncasecmp(a, b, PTRDIFF_MAX);
}
