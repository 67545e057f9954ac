#!/bin/sh
# SPDX-License-Identifier: MIT
# A module that brings the function behind errno, under newlib's or the other name, as modules for the
# classic build do: errno is then what that function returns, and nothing is defined twice.
. "$TOP/tests/cases/lib.sh"

for name in __errno __errno_location; do
    rm -rf own
    module own <<END_C
#include <errno.h>
#include <stdlib.h>
#include "py/runtime.h"

static int number;
int *$name(void);
int *$name(void) {
    return &number;
}

static mp_obj_t own_check(void) {
    errno = 7;
    int first = number;
    strtol("99999999999999999999999999", NULL, 10);
    return mp_obj_new_bool(first == 7 && number == ERANGE && errno == ERANGE);
}
static MP_DEFINE_CONST_FUN_OBJ_0(own_check_obj, own_check);

static const mp_rom_map_elem_t own_table[] = {
    { MP_ROM_QSTR(MP_QSTR_check), MP_ROM_PTR(&own_check_obj) },
};
static MP_DEFINE_CONST_DICT(own_globals, own_table);
const mp_obj_module_t own = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&own_globals,
};
MP_REGISTER_MODULE(MP_QSTR_own, own);
END_C
    expect_ok "$NATMOD" run own -c 'import own; print(own.check())'
    expect_match '^True$' stdout
done
