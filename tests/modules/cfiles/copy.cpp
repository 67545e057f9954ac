// C++ sources see the toolchain's stdio.h, whose FILE and streams must be the same as those of C.
#include <cstdio>

extern "C" {
#include "py/runtime.h"

mp_obj_t cfiles_copy(mp_obj_t from_in, mp_obj_t to_in);
}

mp_obj_t cfiles_copy(mp_obj_t from_in, mp_obj_t to_in) {
    std::FILE *from = std::fopen(mp_obj_str_get_str(from_in), "r");
    std::FILE *to = std::fopen(mp_obj_str_get_str(to_in), "w");
    int lines = 0;
    char line[40];
    while (std::fgets(line, sizeof(line), from) != nullptr) {
        std::fprintf(to, "%d: %s", ++lines, line);
    }
    bool end = std::feof(from) != 0;
    std::fclose(from);
    std::fclose(to);
    std::fprintf(stdout, "%s", "");
    mp_obj_t items[] = {
        mp_obj_new_int(lines),
        mp_obj_new_bool(end),
        mp_obj_new_int(std::ferror(stdout) | std::ferror(stderr)),
        mp_obj_new_int(std::fflush(stdout) | std::fflush(stderr)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
