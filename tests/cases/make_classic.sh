#!/bin/sh
# SPDX-License-Identifier: MIT
# Makefiles of native modules, in the shape that MicroPython documents, with MPY_DIR=$(natmod sdk).
. "$TOP/tests/cases/lib.sh"
export NATMOD

sdk=$("$NATMOD" sdk)
run() { # FOLDER CODE
    MICROPYPATH="$1" "$NATMOD_MICROPYTHON" -c "$2"
}

# One file with its own mpy_init, bss, a class made at run time.
mkdir classic
cp "$TOP"/tests/modules/classic/*.c classic/
sources=$(cd classic && echo *.c)
cat >classic/Makefile <<END
MOD = classic
SRC = $sources
ARCH = x64
include \$(MPY_DIR)/py/dynruntime.mk
END
expect_ok make -C classic MPY_DIR="$sdk"
cp "$TOP/tests/modules/classic/test.py" classic/
MICROPYPATH=classic "$NATMOD_MICROPYTHON" classic/test.py >stdout
diff -u "$TOP/tests/modules/classic/expected.txt" stdout || fail "the classic module prints something else"
before=$(stat -c %Y.%i classic/classic.mpy)
expect_ok make -C classic MPY_DIR="$sdk"
[ "$before" = "$(stat -c %Y.%i classic/classic.mpy)" ] || fail "a second make wrote classic.mpy again"

# A static module without MOD; several sources, one above the folder; a flag; LINK_RUNTIME.
mkdir -p static/sub
cat >static/half.c <<'END'
#include <math.h>
double half_root(double x);
double half_root(double x) {
    return HALF * sqrt(x);
}
END
cat >static/sub/rooted.c <<'END'
#include "py/runtime.h"
double half_root(double x);
static mp_obj_t rooted_root(mp_obj_t x) {
    return mp_obj_new_float((mp_float_t)half_root((double)mp_obj_get_float(x)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(rooted_root_obj, rooted_root);
static const mp_rom_map_elem_t rooted_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_rooted)},
    {MP_ROM_QSTR(MP_QSTR_root), MP_ROM_PTR(&rooted_root_obj)},
};
static MP_DEFINE_CONST_DICT(rooted_globals, rooted_globals_table);
const mp_obj_module_t rooted_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&rooted_globals,
};
MP_REGISTER_MODULE(MP_QSTR_rooted, rooted_module);
END
cat >static/sub/Makefile <<'END'
SRC = rooted.c ../half.c
ARCH ?= x64
LINK_RUNTIME = 1
include $(MPY_DIR)/py/dynruntime.mk
CFLAGS += -DHALF=0.5
END
expect_ok make -j2 -C static/sub MPY_DIR="$sdk"
[ "$(run static/sub 'import rooted; print(rooted.root(16))')" = 2.0 ] || fail "rooted.root(16) is not 2.0"
expect_ok make -C static/sub MPY_DIR="$sdk" ARCH=armv7emsp V=1
"$NATMOD" inspect static/sub/rooted.mpy | grep -q armv7emsp || fail "ARCH=armv7emsp did not count"
expect_ok make -C static/sub MPY_DIR="$sdk" clean
[ ! -e static/sub/rooted.mpy ] && [ ! -e static/sub/build-x64 ] || fail "make clean leaves files"
[ "$("$sdk/bin/make_natmod_init" --name static/sub/rooted.c)" = rooted ] || fail "make_natmod_init --name"

# Python sources need mpy-cross, and say so.
sed -i 's/^SRC = /SRC = extra.py /' static/sub/Makefile
echo 'x = 1' >static/sub/extra.py
expect_fail make -C static/sub MPY_DIR="$sdk" MPY_CROSS=
expect_match 'natmod: extra.py: error: mpy-cross is not found'
expect_match '^hint: '
[ ! -e static/sub/rooted.mpy ] || fail "a result without its Python part"

# What cannot work says why.
expect_fail make -C static/sub MPY_DIR="$sdk" ARCH=
expect_match 'ARCH is not set'
