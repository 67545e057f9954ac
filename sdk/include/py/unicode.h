// SPDX-License-Identifier: 0BSD
// More of UTF-8; the rest is in py/misc.h.
#ifndef NATMOD_PY_UNICODE_H
#define NATMOD_PY_UNICODE_H

#include "py/misc.h"
#include "py/mpconfig.h"

NATMOD_BEGIN_C
mp_uint_t utf8_ptr_to_index(const byte *s, const byte *ptr);
bool utf8_check(const byte *p, size_t len);
NATMOD_END_C

#endif
