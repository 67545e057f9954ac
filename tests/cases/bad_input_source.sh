#!/bin/sh
# SPDX-License-Identifier: MIT
# Sources that do not compile or do not exist. The results of an earlier build stay.
. "$TOP/tests/cases/lib.sh"

good='#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);'

module m <<END
$good
END
expect_ok "$NATMOD" build m -o m.mpy
cp m.mpy before.mpy

# A syntax error: the compiler's own message, with the user's file and line, and one of ours.
module m <<END
$good
int broken( { return 0; }
END
expect_error '' "$NATMOD" build m -o m.mpy
cat stdout stderr >all
expect_match 'm/m\.c:8:.*error' all
cmp m.mpy before.mpy

# A qstr that is not in the preprocessed text with NO_QSTR, as no scan can see it.
module m <<END
$good
#ifndef NO_QSTR
#define NAME(suffix) MP_QSTR_##suffix
qstr unseen(void) { return NAME(unseen_by_the_scan); }
#endif
END
expect_error '' "$NATMOD" build m -o m.mpy
cat stdout stderr >all
expect_match 'unseen_by_the_scan' all
cmp m.mpy before.mpy

# A source that is listed and not there.
printf '%s\n' 'SRC_USERMOD_C += $(USERMOD_DIR)/m.c $(USERMOD_DIR)/away.c' >m/micropython.mk
expect_error 'away\.c' "$NATMOD" build m -o m.mpy
expect_match 'micropython\.mk'
cmp m.mpy before.mpy

# Named on the command line.
expect_error 'nowhere\.c' "$NATMOD" build nowhere.c --name m -o m.mpy
cmp m.mpy before.mpy

# No module in the folder, and no folder.
mkdir empty
expect_error 'micropython\.(mk|cmake)' "$NATMOD" build empty
expect_error 'nofolder' "$NATMOD" build nofolder
