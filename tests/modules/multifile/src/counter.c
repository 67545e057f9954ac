// SPDX-License-Identifier: MIT
#include "multifile/shared.h"

int multifile_count = 40;
const char *const multifile_words[3] = { "some", "shared", "words" };

// The same name as in another file; both are static.
static int step(void) {
    return ++multifile_count;
}

static mp_obj_t multifile_bump(void) {
    return mp_obj_new_int(step());
}
MP_DEFINE_CONST_FUN_OBJ_0(multifile_bump_obj, multifile_bump);
