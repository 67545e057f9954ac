// SPDX-License-Identifier: 0BSD
// io.StringIO and io.BytesIO.
#ifndef NATMOD_PY_OBJSTRINGIO_H
#define NATMOD_PY_OBJSTRINGIO_H

#include "py/obj.h"

typedef struct _mp_obj_stringio_t {
    mp_obj_base_t base;
    vstr_t *vstr;
    mp_uint_t pos;     // where the next read or write begins
    mp_obj_t ref_obj;  // the object whose bytes vstr lies over, until it is written to
} mp_obj_stringio_t;
NATMOD_SIZE(mp_obj_stringio_t, 4);
NATMOD_AT(mp_obj_stringio_t, ref_obj, 3);

#endif
