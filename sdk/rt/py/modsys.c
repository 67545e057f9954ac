// SPDX-License-Identifier: 0BSD
// sys.stdout as a printer.
#include "../rt.h"

NATMOD_QSTR(stdout);
NATMOD_QSTR(usys);

static void print_to_stdout(void *data, const char *str, size_t len) {
    (void)data;
    NATMOD_ATTR(sys_stdout, usys, stdout);
    mp_stream_write_adaptor(MP_OBJ_TO_PTR(natmod_find(&sys_stdout)), str, len);
}

const mp_print_t mp_sys_stdout_print = {NULL, print_to_stdout};
