// sys.stdout as a printer.
#include "rt.h"

NATMOD_QSTR(stdout);
NATMOD_QSTR(sys);

static void print_to_stdout(void *data, const char *str, size_t len) {
    (void)data;
    mp_stream_write_adaptor(MP_OBJ_TO_PTR(natmod_module_attr(Q(sys), Q(stdout))), str, len);
}

const mp_print_t mp_sys_stdout_print = {NULL, print_to_stdout};
