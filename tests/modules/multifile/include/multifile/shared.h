// SPDX-License-Identifier: MIT
// What the sources of the module share.
#ifndef MULTIFILE_SHARED_H
#define MULTIFILE_SHARED_H

#include "py/runtime.h"

// checksum.c
uint32_t multifile_checksum(const uint8_t *data, size_t len);

// counter.c
extern int multifile_count;
extern const char *const multifile_words[3];
MP_DECLARE_CONST_FUN_OBJ_0(multifile_bump_obj);

// shape.c
extern const mp_obj_type_t multifile_type_Shape;
mp_obj_t multifile_make_shape(mp_int_t sides);

#endif // MULTIFILE_SHARED_H
