// SPDX-License-Identifier: 0BSD
// Interned strings. The number of a qstr is known when the firmware has loaded the module, so
// MP_QSTR_name is the address of an undefined symbol, as an integer; see docs/how-it-works.md.
#ifndef NATMOD_PY_QSTR_H
#define NATMOD_PY_QSTR_H

#include "py/misc.h"
#include "py/mpconfig.h"

typedef size_t qstr;
typedef uint16_t qstr_short_t;

#define MP_QSTRnull ((qstr)0)

// No name is defined for the scan (NO_QSTR). The last token of a definition is an identifier,
// without a parenthesis behind it: so a macro may paste to MP_QSTR_, or to a name that is a qstr
// itself, as it does in firmware, where these are enumerators.
#ifndef NO_QSTR
NATMOD_BEGIN_C
extern const char natmod_q_[], natmod_q__natmod_object[];
NATMOD_END_C
#define MP_QSTR_ (qstr) natmod_q_
// Written for each module: declares the qstrs it uses.
#ifdef NATMOD_QSTR_H
NATMOD_BEGIN_C
#include NATMOD_QSTR_H
NATMOD_END_C
#endif
#endif

NATMOD_BEGIN_C
qstr qstr_from_str(const char *str);
qstr qstr_from_strn(const char *str, size_t len);
// MP_QSTRnull if the firmware has no such qstr yet.
qstr qstr_find_strn(const char *str, size_t str_len);
const char *qstr_str(qstr q);
size_t qstr_len(qstr q);
const byte *qstr_data(qstr q, size_t *len);
mp_uint_t qstr_hash(qstr q);
size_t qstr_compute_hash(const byte *data, size_t len);
NATMOD_END_C

#endif
