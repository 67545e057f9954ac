// SPDX-License-Identifier: 0BSD
// What a FILE is, for the sources in this folder.
#ifndef NATMOD_RT_LIBC_FILE_H
#define NATMOD_RT_LIBC_FILE_H

#include <stdio.h>

#include "../rt.h"

struct natmod_file {
    mp_obj_t stream;  // MP_OBJ_NULL: the firmware's output
    int pushed;       // what ungetc() put back, else EOF
    bool end, error;
};

#endif
