#!/bin/sh
# SPDX-License-Identifier: MIT
# Python sources in a Makefile's SRC: mpy-cross, wherever it is, compiles them, and natmod merges them.
#
# Debian has no package of mpy-cross, so a program that knows only this test's two sources stands in:
# it writes what the real one (1.26) makes of `total = add(2, 3)` and of `mark = 7`.
. "$TOP/tests/cases/lib.sh"
export NATMOD

sdk=$("$NATMOD" sdk)
evaluate() { # EXPRESSION
    (cd / && MICROPYPATH="$TMP/sums" "$NATMOD_MICROPYTHON" -c "import sums; print($1)")
}
expect_value() { # EXPRESSION TEXT
    [ "$(evaluate "$1")" = "$2" ] || fail "$1 is $(evaluate "$1"), not $2"
}

mkdir -p bin sums/sub above
cat >bin/mpy-cross <<'END'
#!/bin/sh
echo "mpy-cross $*" >>"$CALLS"
while [ $# -gt 1 ]; do
    case $1 in
    -o) output=$2 && shift ;;
    esac
    shift
done
case $(cat "$1") in
'total = add(2, 3)') printf '\115\006\000\037\004\000\020\164\157\164\141\154\056\160\171\000\017\006\141\144\144\000\012\164\157\164\141\154\000\150\020\002\001\021\002\202\203\064\002\026\003\121\143' ;;
'mark = 7') printf '\115\006\000\037\003\000\016\155\141\162\153\056\160\171\000\017\010\155\141\162\153\000\100\000\002\001\207\026\002\121\143' ;;
*) echo "SyntaxError: invalid syntax" >&2 && exit 1 ;;
esac >"$output"
END
chmod +x bin/mpy-cross
CALLS=$TMP/calls
export CALLS

cat >sums/sums.c <<'END'
#include "py/runtime.h"
static mp_obj_t sums_add(mp_obj_t a, mp_obj_t b) {
    return mp_obj_new_int(mp_obj_get_int(a) + mp_obj_get_int(b));
}
static MP_DEFINE_CONST_FUN_OBJ_2(sums_add_obj, sums_add);
static const mp_rom_map_elem_t sums_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_sums)},
    {MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&sums_add_obj)},
};
static MP_DEFINE_CONST_DICT(sums_globals, sums_globals_table);
const mp_obj_module_t sums_module = {{&mp_type_module}, (mp_obj_dict_t *)&sums_globals};
MP_REGISTER_MODULE(MP_QSTR_sums, sums_module);
END
echo 'total = add(2, 3)' >sums/total.py
echo 'mark = 7' >above/mark.py
cat >sums/Makefile <<'END'
SRC = total.py sums.c ../above/mark.py
ARCH ?= x64
include $(MPY_DIR)/py/dynruntime.mk
END
plain=/usr/bin:/bin

# From PATH. The native part runs first, whatever the order in SRC.
PATH=$TMP/bin:$PATH expect_ok make -j2 -C sums MPY_DIR="$sdk"
expect_value 'sums.add(1, 2), sums.total, sums.mark' '3 5 7'
expect_match '-march=x64' calls
# Nothing above the folder of objects is written, nothing is compiled again.
expect_absent mark.mpy above/mark.mpy sums/mark.mpy
before=$(stat -c %Y.%i sums/sums.mpy)
PATH=$TMP/bin:$PATH expect_ok make -C sums MPY_DIR="$sdk"
[ "$before" = "$(stat -c %Y.%i sums/sums.mpy)" ] || fail "a second make merged again"
[ "$(wc -l <calls)" -eq 2 ] || fail "a second make called mpy-cross"

# Sources of both languages in a folder that only make knows.
mkdir -p src nm
cp sums/sums.c sums/total.py src/
cat >nm/Makefile <<'END'
MOD = sums
SRC = total.py sums.c
ARCH ?= x64
vpath %.c ../src
vpath %.py ../src
include $(MPY_DIR)/py/dynruntime.mk
END
expect_ok make -C nm MPY_DIR="$sdk" MPY_CROSS="$TMP/bin/mpy-cross"
[ "$(cd / && MICROPYPATH=$TMP/nm "$NATMOD_MICROPYTHON" -c 'import sums; print(sums.total)')" = 5 ] || fail "vpath"

# By name, with options of its own; without a native part; from a checkout.
expect_ok make -C sums MPY_DIR="$sdk" clean
expect_ok make -C sums MPY_DIR="$sdk" MPY_CROSS="$TMP/bin/mpy-cross" MPY_CROSS_FLAGS=-O2 V=1
expect_match '-O2 .*total\.py' calls
expect_match 'bin/mpy-cross .*total\.py' stdout
expect_ok make -C sums MPY_DIR="$sdk" MPY_CROSS="$TMP/bin/mpy-cross" MOD=marks SRC=../above/mark.py
[ "$(cd / && MICROPYPATH=$TMP/sums "$NATMOD_MICROPYTHON" -c 'import marks; print(marks.mark)')" = 7 ] ||
    fail "a module of Python sources only"
mkdir -p checkout/mpy-cross/build
cp bin/mpy-cross checkout/mpy-cross/build/
expect_ok make -C sums MPY_DIR="$sdk" clean
PATH=$plain expect_ok make -C sums MPY_DIR="$sdk" MICROPYTHON="$TMP/checkout"
expect_value sums.total 5

# The package of npm, which a stand-in has the interface of.
package=sums/node_modules/@pybricks/mpy-cross-v6
mkdir -p "$package"
echo '{"name": "@pybricks/mpy-cross-v6", "main": "index.js"}' >"$package/package.json"
cat >"$package/index.js" <<'END'
const { execFileSync } = require("child_process");
const fs = require("fs");
exports.compile = async (name, text, options) => {
    if (typeof fetch !== "undefined") throw Error("fetch is there");
    fs.writeFileSync("given.txt", text);
    try {
        execFileSync(process.env.STAND_IN, [...options, "-o", "made.bin", "given.txt"], { stdio: "pipe" });
    } catch (error) {
        return { status: 1, out: [], err: [error.stderr.toString().trim()] };
    }
    return { status: 0, mpy: new Uint8Array(fs.readFileSync("made.bin")), out: [], err: [] };
};
END
STAND_IN=$TMP/bin/mpy-cross
export STAND_IN
: >calls
expect_ok make -C sums MPY_DIR="$sdk" clean
PATH=$plain expect_ok make -C sums MPY_DIR="$sdk"
expect_value 'sums.total, sums.mark' '5 7'
expect_match '-s total\.py' calls

# A source that is wrong leaves no result, neither does a missing mpy-cross.
echo 'total = add(2,' >sums/total.py
rm sums/sums.mpy
PATH=$plain expect_fail make -C sums MPY_DIR="$sdk"
expect_match 'SyntaxError'
expect_absent sums/sums.mpy
rm -r sums/node_modules
PATH=$plain expect_fail make -C sums MPY_DIR="$sdk"
expect_match 'natmod: total.py: error: mpy-cross is not found'
expect_match '^hint: .*npm install'
expect_absent sums/sums.mpy
