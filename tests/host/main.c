// SPDX-License-Identifier: MIT
// host [OPTIONS] FOLDER CASE: runs a case (see script.c) and prints its transcript. The modules
// that it imports are FOLDER/NAME.mpy. Options:
//     -classic      a module's RAM block needs no anchor word in text: for files of linkers that
//                   write none
//     -6.1, -6.2    the native ABI of MicroPython 1.20 and 1.22
//     -short        tries every statement with failing allocations first (see short.c)
//     -textless     entry 55 of the table is NULL, as in firmware built without texts of errors
//     -twice        text executes at one address and is written at another, as on the nRF52 (x64
//                   only)
#include "host.h"

int host_main(int argc, char **argv) {
    int here = 0;
    vm.abi = 3;
    for (; argc > 1 && argv[1][0] == '-'; argc--, argv++) {
        if (strcmp(argv[1], "-classic") == 0) vm.classic = true;
        else if (strcmp(argv[1], "-short") == 0) vm.short_memory = true;
        else if (strcmp(argv[1], "-textless") == 0) vm.textless = true;
        else if (strcmp(argv[1], "-twice") == 0) vm.text_twice = true;
        else if (strcmp(argv[1], "-6.1") == 0) vm.abi = 1;
        else if (strcmp(argv[1], "-6.2") == 0) vm.abi = 2;
        else break;
    }
    if (argc != 3) {
        print(&plat_print,
              "usage: host [-classic] [-short] [-textless] [-twice] [-6.1 | -6.2] FOLDER CASE\n");
        return 64;
    }
    vm.stack_top = (uint8_t *)(&here + 1);
    vm.folder = argv[1];
    gc_init();
    builtins_init();
    vm.globals = new_dict(0);
    dict_set(vm.globals, qstr("__name__"), from_qstr(qstr("__main__")));
    gc_keep_everything();
    enum { MAX_CASE = 1 << 20 };
    char *text = port_map(MAX_CASE);
    long len = text ? port_read_file(argv[2], text, MAX_CASE) : -1;
    if (len < 0) {
        print(&plat_print, "host: cannot read %s\n", argv[2]);
        return 66;
    }
    run_script(text, (size_t)len);
    return 0;
}
