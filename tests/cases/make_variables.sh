#!/bin/sh
# SPDX-License-Identifier: MIT
# Each variable that a native module's Makefile may set does what it says.
. "$TOP/tests/cases/lib.sh"
export NATMOD

sdk=$("$NATMOD" sdk)
build() { # VARIABLE=VALUE...
    expect_ok make -C given MPY_DIR="$sdk" "$@"
}
evaluate() { # FOLDER EXPRESSION
    # Away from here, where a folder has the module's name.
    (cd / && MICROPYPATH="$TMP/$1" "$NATMOD_MICROPYTHON" -c "import given; print($2)")
}
expect_value() { # EXPRESSION TEXT
    [ "$(evaluate given "$1")" = "$2" ] || fail "$1 is $(evaluate given "$1"), not $2"
}

mkdir given
cat >given/given.c <<'END'
#include "py/objstr.h"
#include "py/runtime.h"
#ifndef FIRST
#define FIRST 0
#endif
#ifndef SECOND
#define SECOND "none"
#endif
extern const char place_in_rom[];
static mp_obj_t given_place(void) {
#ifdef EXTERNS
    return mp_obj_new_int_from_uint((uintptr_t)place_in_rom);
#else
    return mp_const_none;
#endif
}
static MP_DEFINE_CONST_FUN_OBJ_0(given_place_obj, given_place);
static MP_DEFINE_STR_OBJ(second_obj, SECOND);
static const mp_rom_map_elem_t given_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_first), MP_ROM_INT(FIRST)},
    {MP_ROM_QSTR(MP_QSTR_second), MP_ROM_PTR(&second_obj)},
    {MP_ROM_QSTR(MP_QSTR_float_impl), MP_ROM_INT(MICROPY_FLOAT_IMPL)},
    {MP_ROM_QSTR(MP_QSTR_place), MP_ROM_PTR(&given_place_obj)},
};
static MP_DEFINE_CONST_DICT(given_globals, given_globals_table);
const mp_obj_module_t given_module = {{&mp_type_module}, (mp_obj_dict_t *)&given_globals};
MP_REGISTER_MODULE(MP_QSTR_given, given_module);
END
cat >given/Makefile <<'END'
SRC = given.c
ARCH ?= x64
include $(MPY_DIR)/py/dynruntime.mk
END

# CFLAGS and CFLAGS_EXTRA, with what a shell would take apart; then neither.
build CFLAGS='-DFIRST=11' CFLAGS_EXTRA="-DSECOND='\"a (b) & c;\"'"
expect_value 'given.first, given.second' '11 a (b) & c;'
build
expect_value 'given.first, given.second' '0 none'

# MICROPY_FLOAT_IMPL.
for float in none/0 float/1 double/2; do
    build MICROPY_FLOAT_IMPL=${float%/*}
    expect_value given.float_impl "${float#*/}"
done

# BUILD, MOD, CLEAN_EXTRA.
expect_ok make -C given MPY_DIR="$sdk" clean
build BUILD='../objects (of) given&co'
[ -d 'objects (of) given&co/x64' ] || fail "BUILD did not count"
expect_absent given/build-x64
build MOD=another
[ -s given/another.mpy ] || fail "MOD did not count"
: >given/left.txt
expect_ok make -C given MPY_DIR="$sdk" MOD=another CLEAN_EXTRA=left.txt clean
expect_absent given/another.mpy given/build-x64 given/left.txt
[ -s given/given.mpy ] || fail "make clean removed another module"

# ARCH and ABI; CROSS and CC; V; ARCH_FLAGS.
build ARCH=x86 ABI=6.2
"$NATMOD" inspect given/given.mpy | grep -q '6\.2.*x86\|x86.*6\.2' || fail "ARCH=x86 ABI=6.2: $("$NATMOD" inspect given/given.mpy | head -3)"
build V=1 CROSS=x86_64-linux-gnu-
expect_match 'x86_64-linux-gnu-gcc .*given\.c'
build V=1 CC=clang
expect_match '(^| |/)clang .*given\.c'
build ARCH=rv32imc CROSS=riscv64-unknown-elf- ARCH_FLAGS=zba
"$NATMOD" inspect given/given.mpy | grep -q "a CPU with Zba" || fail "ARCH_FLAGS did not count"
expect_fail make -C given MPY_DIR="$sdk" ARCH=z80
expect_match 'z80'
expect_match '^hint: '

# MPY_EXTERN_SYM_FILE; one of a checkout that is not there is not missed, any other is.
echo 'place_in_rom = 0x40001234;' >given/rom.ld
build MPY_EXTERN_SYM_FILE=rom.ld CFLAGS=-DEXTERNS
expect_value 'hex(given.place())' 0x40001234
build MPY_EXTERN_SYM_FILE="$sdk/ports/esp8266/rom.ld"
expect_fail make -C given MPY_DIR="$sdk" MPY_EXTERN_SYM_FILE=missing.ld
expect_match 'missing\.ld'

# LINK_RUNTIME and MPY_LD_FLAGS; make's -j and -n.
printf 'int first_of_archive(void) { return 5; }\n' >part.c
cc -c -fpic part.c && ar rcs given/libpart.a part.o
cp given/given.c kept.c
sed -i 's/return mp_const_none;/return mp_obj_new_int(first_of_archive());/; 1i int first_of_archive(void);' given/given.c
build -j3 LINK_RUNTIME=1 MPY_LD_FLAGS='--source-name=given.mpy -llibpart.a' V=1
expect_value 'given.place()' 5
build LINK_RUNTIME=1 MPY_LD_FLAGS="-l $TMP/given/libpart.a"
expect_value 'given.place()' 5
build SRC_O="$TMP/part.o"
expect_value 'given.place()' 5
cp kept.c given/given.c
expect_ok make -C given MPY_DIR="$sdk" clean
expect_ok make -n -C given MPY_DIR="$sdk"
[ "$(ls given | grep -c mpy)" = 0 ] || fail "make -n built something"

# A source that a rule of the Makefile makes, with what the classic file defines for recipes.
mkdir made
cat >made/Makefile <<'END'
MOD = given
SRC = $(BUILD)/made.c
BUILD = out
include $(MPY_DIR)/py/dynruntime.mk
$(BUILD)/made.c: ../given/given.c
	$(Q)$(MKDIR) -p $(dir $@)
	$(ECHO) "MADE by $(CC)"
	$(Q)sed 's/FIRST)/FIRST + 20)/' $< >$@
END
expect_ok make -C made MPY_DIR="$sdk" ARCH=armv6m
expect_match '^MADE by arm-none-eabi-gcc$' stdout
expect_ok make -C made MPY_DIR="$sdk" ARCH=x64
[ "$(evaluate made given.first)" = 20 ] || fail "a source that is made"

# Sources that make finds elsewhere: vpath and VPATH, before the include line and after it.
mkdir -p found/src found/nm
sed 's/FIRST)/FIRST + given_part())/; s/MP_ROM_INT(FIRST + given_part())/MP_ROM_INT(FIRST + 30)/' given/given.c >found/src/given.c
echo 'int given_part(void); int given_part(void) { return 1; }' >found/src/part.cpp
cat >found/nm/Makefile <<'END'
MOD = given
SRC = given.c part.cpp
vpath %.c ../src
include $(MPY_DIR)/py/dynruntime.mk
vpath %.cpp ../src
END
expect_ok make -C found/nm MPY_DIR="$sdk" ARCH=x64
[ "$(evaluate found/nm given.first)" = 30 ] || fail "vpath"
sed -i '/^vpath/d; s|^MOD.*|VPATH = ../nothing:../src|' found/nm/Makefile
expect_ok make -C found/nm MPY_DIR="$sdk" ARCH=x64
[ "$(evaluate found/nm given.first)" = 30 ] || fail "VPATH"

# A folder and a source with odd names; NATMOD_FLAGS.
odd="it's (an odd) & ~\$name+"
mkdir "$odd"
cp given/given.c "$odd/gi'v(e)n&.c"
cat >"$odd/Makefile" <<'END'
SRC = gi'v(e)n&.c
include $(MPY_DIR)/py/dynruntime.mk
END
expect_ok make -C "$odd" MPY_DIR="$sdk" ARCH=x64 NATMOD_FLAGS=-DFIRST=3
[ "$(evaluate "$odd" given.first)" = 3 ] || fail "a folder with an odd name"

# A native module of a checkout's sources: its py/ headers stay out of the way, and below the
# include line MPY_DIR is the checkout.
mkdir -p checkout/py checkout/extmod checkout/lib/helper upstream
echo '#error the header of a checkout' | tee checkout/py/runtime.h >checkout/py/dynruntime.h
echo '#define FIRST 9' >checkout/lib/helper/helper.h
{ echo '#include "helper.h"' && cat given/given.c; } >checkout/extmod/modgiven.c
cat >upstream/wrapped.c <<'END'
#include "extmod/modgiven.c"
END
cat >upstream/Makefile <<'END'
SRC = wrapped.c
HELPER_DIR = $(MPY_DIR)/lib/helper
CFLAGS += -I$(HELPER_DIR)
MOD = given
include $(MPY_DIR)/py/dynruntime.mk
END
expect_ok make -C upstream MPY_DIR="$sdk" ARCH=x64 MICROPYTHON="$TMP/checkout"
[ "$(evaluate upstream given.first)" = 9 ] || fail "a checkout's header"

# Classic and static modules in one tree, in parallel.
mkdir -p tree/classic tree/static
cp "$TOP"/tests/modules/classic/*.c tree/classic/
printf 'MOD = classic\nSRC = %s\ninclude $(MPY_DIR)/py/dynruntime.mk\n' "$(cd tree/classic && echo *.c)" >tree/classic/Makefile
cp given/given.c given/Makefile tree/static/
cat >tree/Makefile <<'END'
all: classic.dir static.dir
%.dir:
	$(MAKE) -C $*
END
expect_ok make -j2 -C tree MPY_DIR="$sdk" ARCH=x64
[ -s tree/classic/classic.mpy ] && [ -s tree/static/given.mpy ] || fail "a module of the tree is missing"

# Without natmod it says so.
expect_fail env PATH=/usr/bin:/bin NATMOD=no-such-natmod make -C given MPY_DIR="$sdk"
expect_match 'natmod is not found'
