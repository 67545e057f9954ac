// SPDX-License-Identifier: MIT
// C++ sources see the toolchain's stdio.h, whose FILE and streams must be the same as those of C.
#include <errno.h>
#include <stdio.h>

extern "C" {
#include "py/runtime.h"

mp_obj_t cfiles_copy(mp_obj_t from_in, mp_obj_t to_in);
}

mp_obj_t cfiles_copy(mp_obj_t from_in, mp_obj_t to_in) {
    FILE *from = fopen(mp_obj_str_get_str(from_in), "r");
    FILE *to = fopen(mp_obj_str_get_str(to_in), "w");
    if (from == nullptr || to == nullptr) {
        mp_raise_OSError(errno);
    }
    int lines = 0;
    char line[40];
    while (fgets(line, sizeof(line), from) != nullptr) {
        fprintf(to, "%d: %s", ++lines, line);
    }
    bool end = feof(from) != 0;
    fclose(from);
    fclose(to);
    fprintf(stdout, "%s", "");
    mp_obj_t items[] = {
        mp_obj_new_int(lines),
        mp_obj_new_bool(end),
        mp_obj_new_int(ferror(stdout) | ferror(stderr)),
        mp_obj_new_int(fflush(stdout) | fflush(stderr)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
