#!/bin/sh
# SPDX-License-Identifier: MIT
# Modules whose registration cannot work: an error at the right line, before any compiling.
. "$TOP/tests/cases/lib.sh"

head='#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_bad)},
};
static MP_DEFINE_CONST_DICT(globals, table);'
object='const mp_obj_module_t bad_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};'

# No registration: the folder is described well, the source is not a module.
module none <<END
$head
$object
END
expect_error 'MP_REGISTER_MODULE' "$NATMOD" build none
expect_absent none/build-natmod/x64/none.mpy

# Two modules of one name.
module twice <<END
$head
$object
MP_REGISTER_MODULE(MP_QSTR_bad, bad_module);
MP_REGISTER_MODULE(MP_QSTR_bad, bad_module);
END
expect_error 'bad' "$NATMOD" build twice
expect_match 'twice\.c:8:'
expect_match 'twice\.c:7'
expect_absent twice/build-natmod/x64/bad.mpy

# The registered object is not defined.
module missing <<END
$head
extern const mp_obj_module_t bad_module;
MP_REGISTER_MODULE(MP_QSTR_bad, bad_module);
END
expect_error 'bad_module' "$NATMOD" build missing
expect_match 'missing\.c:7'
expect_absent missing/build-natmod/x64/bad.mpy

# It is static, so that the generated source cannot name it.
module hidden <<END
$head
static $object
MP_REGISTER_MODULE(MP_QSTR_bad, bad_module);
END
expect_error 'static' "$NATMOD" build hidden
expect_match 'hidden\.c:[67]'
expect_absent hidden/build-natmod/x64/bad.mpy

# The submodule is registered, the module that it is in is not.
module orphan <<END
$head
$object
const mp_obj_module_t sub_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_orphan_dot_sub, sub_module);
END
expect_error 'orphan\.c:8: error: module orphan\.sub is registered, but orphan, which it is in, is not' \
    "$NATMOD" build orphan
expect_match '^hint: add MP_REGISTER_MODULE\(MP_QSTR_orphan, bad_module\);'
[ -z "$(find orphan -name '*.mpy')" ] || fail "a file was left behind"
