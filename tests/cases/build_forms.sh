#!/bin/sh
# SPDX-License-Identifier: MIT
# The ways to say what to build and where to put it.
. "$TOP/tests/cases/lib.sh"

source_of() {
    cat <<END
#include "py/runtime.h"
static const mp_rom_map_elem_t $1_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_$1)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT(VALUE)},
};
static MP_DEFINE_CONST_DICT($1_globals, $1_table);
const mp_obj_module_t $1_module = {{&mp_type_module}, (mp_obj_dict_t *)&$1_globals};
MP_REGISTER_MODULE(MP_QSTR_$1, $1_module);
END
}
value_of() {
    "$NATMOD" run "$1" -c "import $2; print($2.value)"
}

# Sources by name, in a path with a blank; a macro and an include folder of the command line.
mkdir 'a b' headers
{ echo '#include "value.h"'; source_of one; } >'a b/one.c'
echo '#define VALUE FROM_COMMAND_LINE' >headers/value.h
expect_ok "$NATMOD" build 'a b/one.c' -I headers -D FROM_COMMAND_LINE=7
expect_same build-natmod/x64/one.mpy
[ "$(value_of build-natmod/x64/one.mpy one)" = 7 ] || fail "value of one"

# Another name: the file has it, and Python imports it by that.
expect_ok "$NATMOD" build 'a b/one.c' -I headers -D FROM_COMMAND_LINE=8 --name renamed
expect_same build-natmod/x64/renamed.mpy
[ "$(value_of build-natmod/x64/renamed.mpy renamed)" = 8 ] || fail "value of renamed"

# A -D comes before the SDK's value of a switch, and a switch that depends on another follows.
source_of two >two.c
cat >>two.c <<'END'
#define IS(name, value) MP_STATIC_ASSERT((name) == (value))
IS(MICROPY_PY_MATH, WITHOUT ? 0 : 1);
IS(MICROPY_PY_UERRNO, WITHOUT ? 0 : 1);
IS(MICROPY_PY_BUILTINS_COMPLEX, WITHOUT ? 0 : 1);
IS(MICROPY_PY_VFS, WITHOUT ? 0 : 1);
IS(MICROPY_PY_HEAPQ, WITHOUT ? 0 : 1);
IS(MICROPY_PY_DELATTR_SETATTR, WITHOUT ? 0 : 1);
IS(MICROPY_CONFIG_ROM_LEVEL_AT_LEAST_EXTRA_FEATURES, WITHOUT ? 0 : 1);
IS(MICROPY_PY_RE_DEBUG, 0);
END
expect_ok "$NATMOD" build two.c -DVALUE=2 -DWITHOUT=0
expect_ok "$NATMOD" build two.c -DVALUE=2 -DWITHOUT=1 -D MICROPY_PY_MATH=0 -DMICROPY_PY_UERRNO=0 \
    -DMICROPY_PY_BUILTINS_FLOAT=0 -DMICROPY_VFS=0 \
    -DMICROPY_CONFIG_ROM_LEVEL=MICROPY_CONFIG_ROM_LEVEL_CORE_FEATURES

# Two modules of sources in one folder do not disturb each other.
source_of two >two.c
expect_ok "$NATMOD" build two.c -DVALUE=2
expect_ok "$NATMOD" build 'a b/one.c' -I headers -D FROM_COMMAND_LINE=7
[ ! -s stderr ] || fail "one was built again: $(cat stderr)"

# -o: a file, a folder, a folder for several architectures.
expect_ok "$NATMOD" build two.c -DVALUE=2 -o result.mpy
expect_ok "$NATMOD" build two.c -DVALUE=2 -o folder/
cmp result.mpy folder/two.mpy
expect_ok "$NATMOD" build two.c -DVALUE=2 -o folder/ --arch x64,armv7m
[ -f folder/x64/two.mpy ] && [ -f folder/armv7m/two.mpy ] || fail "folder: $(find folder)"
expect_error 'one file' "$NATMOD" build two.c -DVALUE=2 -o result.mpy --arch x64,armv7m

# --build-dir leaves the module's folder alone; two builds there are the same module.
mkdir m
source_of m >m/m.c
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/m.c
CFLAGS_USERMOD += -DVALUE=3' >m/micropython.mk
expect_ok "$NATMOD" build m --build-dir out
expect_same out/x64/m.mpy
expect_absent m/build-natmod
(cd m && expect_ok "$NATMOD" build && expect_same build-natmod/x64/m.mpy)
cmp out/x64/m.mpy m/build-natmod/x64/m.mpy

# CMake describes it too; make is preferred where both do, unless --from says otherwise.
cat >m/micropython.cmake <<'END'
add_library(usermod_m INTERFACE)
target_sources(usermod_m INTERFACE ${CMAKE_CURRENT_LIST_DIR}/m.c)
target_compile_definitions(usermod_m INTERFACE VALUE=4)
target_link_libraries(usermod INTERFACE usermod_m)
END
expect_ok "$NATMOD" build m
[ "$(value_of m/build-natmod/x64/m.mpy m)" = 3 ] || fail "make was not preferred"
expect_ok "$NATMOD" build m --from cmake
[ "$(value_of m/build-natmod/x64/m.mpy m)" = 4 ] || fail "CMake was not asked"

# A folder of modules: each is built in its own folder.
mkdir all
cp -R m all/m
mkdir all/n
source_of n >all/n/n.c
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/n.c
CFLAGS_USERMOD += -DVALUE=5' >all/n/micropython.mk
expect_ok "$NATMOD" build all
expect_same 'all/m/build-natmod/x64/m.mpy
all/n/build-natmod/x64/n.mpy'

# What USER_C_MODULES may be as well: the file itself, one that includes several, several folders;
# and a manifest.
rm -rf all/m/build-natmod all/n/build-natmod
both='all/m/build-natmod/x64/m.mpy
all/n/build-natmod/x64/n.mpy'
cat >all/several.mk <<'END'
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
$(foreach name,m n,$(eval USERMOD_DIR := $(HERE)$(name))$(eval include $(USERMOD_DIR)/micropython.mk))
END
# Flags are those of all, as in a firmware's build.
sed -i 's/-DVALUE=5/-DVALUE_N=5/; s/VALUE=/VALUE_N=/' all/n/micropython.mk
sed -i 's/(VALUE)/(VALUE_N)/' all/n/n.c
expect_ok "$NATMOD" build all/several.mk
expect_same "$both"
[ "$(value_of all/n/build-natmod/x64/n.mpy n)" = 5 ] || fail "value of n"
expect_ok "$NATMOD" build all/m all/n all/m/
expect_same "$both"
expect_ok "$NATMOD" build all/m/micropython.cmake
[ "$(value_of all/m/build-natmod/x64/m.mpy m)" = 4 ] || fail "the named file did not count"
expect_ok "$NATMOD" build all/m all/n --build-dir apart -o folder/
expect_same 'folder/m.mpy
folder/n.mpy'
[ -f apart/n/x64/n.mpy ] || [ -d apart/n/x64 ] || fail "apart: $(find apart)"
mkdir board
cat >board/manifest.py <<'END'
"""A text with c_module("nowhere") in it."""
include("$(PORT_DIR)/boards/manifest.py")
include("more.py")  # c_module("nowhere")
module("x.py", opt=3)
c_module("$(MPY_DIR)/m")
END
echo 'c_module("../all/n", )' >board/more.py
expect_ok env MICROPYTHON="$TMP/all" "$NATMOD" build board/manifest.py
expect_same 'all/n/build-natmod/x64/n.mpy
all/m/build-natmod/x64/m.mpy'
expect_error 'manifest\.py:5: .*MPY_DIR' env -u MICROPYTHON "$NATMOD" build board/manifest.py
echo 'c_module(name)' >board/more.py
expect_error 'more\.py:1: .*plain text' "$NATMOD" build board/more.py
echo 'c_module("none")' >board/more.py
expect_error 'more\.py:1: .*no folder' "$NATMOD" build board/more.py
expect_error 'folders, or sources only' "$NATMOD" build all/m two.c

# Sources, and headers of their objects, that rules make; again when what they are made of changes.
mkdir -p made/sub
source_of made | sed 's/VALUE/MADE_VALUE/; 1i #include "made.h"' >made/made.in
echo 2 >made/value.txt
cat >made/micropython.mk <<'END'
vpath %.c $(USERMOD_DIR)/sub
SRC_USERMOD_C += $(BUILD)/gen/made.c part.c
CFLAGS_USERMOD += -I$(BUILD)/gen
$(BUILD)/gen/%.c: $(USERMOD_DIR)/%.in
	$(ECHO) "MAKE $(notdir $@)"
	$(Q)$(MKDIR) -p $(dir $@)
	$(Q)$(CP) $< $@
	$(Q)printf 'without a newline'
$(BUILD)/gen/made.o: $(BUILD)/gen/made.h
$(BUILD)/gen/made.h: $(USERMOD_DIR)/value.txt
	$(Q)$(MKDIR) -p $(dir $@)
	$(Q)$(SED) 's/^/#define MADE_VALUE /' $< >$@
	$(Q)printf 'the last words'
END
echo 'int part(void); int part(void) { return 1; }' >made/sub/part.c
expect_ok "$NATMOD" build made
expect_match '^MAKE made\.c$'
expect_match '^without a newline$'
expect_match '^the last words$'
[ "$(value_of made/build-natmod/x64/made.mpy made)" = 2 ] || fail "value of made"
expect_ok "$NATMOD" build made
[ ! -s stderr ] || fail "made was built again: $(cat stderr)"
echo 3 >made/value.txt
touch -d '+2 seconds' made/value.txt
expect_ok "$NATMOD" build made
[ "$(value_of made/build-natmod/x64/made.mpy made)" = 3 ] || fail "the header was not made again"
# A rule that fails says so; what no rule makes is missing.
printf 'SRC_USERMOD_C += $(BUILD)/no.c\n$(BUILD)/no.c:\n\techo why not >&2; false\n' >made/micropython.mk
expect_error 'made/micropython\.mk: .*cannot make' "$NATMOD" build made
expect_match '^why not$'
echo 'SRC_USERMOD_C += $(BUILD)/no.c' >made/micropython.mk
expect_error 'source .*/no\.c is missing' "$NATMOD" build made

# A module with an mpy_init of its own that registers nothing has its folder's name.
mkdir classic
cat >classic/init.c <<'END'
#include "py/dynruntime.h"
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_value, MP_OBJ_NEW_SMALL_INT(6));
    MP_DYNRUNTIME_INIT_EXIT
}
END
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/init.c' >classic/micropython.mk
expect_ok "$NATMOD" build classic
[ "$(value_of classic/build-natmod/x64/classic.mpy classic)" = 6 ] || fail "classic"
# One that registers a name in its branch for firmware has that.
sed -i '1i #if MICROPY_ENABLE_DYNRUNTIME' classic/init.c
echo '// MP_REGISTER_MODULE(MP_QSTR_in_a_comment, module);' >>classic/init.c
printf '#else\nMP_REGISTER_MODULE(MP_QSTR_of_firmware, module);\n#endif\n' >>classic/init.c
expect_ok "$NATMOD" build classic
[ "$(value_of classic/build-natmod/x64/of_firmware.mpy of_firmware)" = 6 ] || fail "of_firmware"

# The same source gives the same bytes, wherever it lies.
cp -R m elsewhere
rm -rf elsewhere/build-natmod
expect_ok "$NATMOD" build elsewhere --from cmake
cmp elsewhere/build-natmod/x64/m.mpy m/build-natmod/x64/m.mpy

# Architectures by both names and in several words; those of boards are answered.
rm -r folder
expect_ok "$NATMOD" build two.c -DVALUE=2 -o folder/ --archs x64,x64 --arch armv7m
[ -f folder/x64/two.mpy ] && [ -f folder/armv7m/two.mpy ] || fail "folder: $(find folder)"
expect_error "no architecture 'esp32c3'" "$NATMOD" build two.c --arch esp32c3
expect_match '^hint: .*rv32imc'
expect_error "no architecture 'Cortex-M4'" "$NATMOD" ld --arch Cortex-M4 two.o
expect_match '^hint: .*armv7emsp'
expect_error "no native ABI '6.9'" "$NATMOD" ld --abi 6.9 two.o

# --arch all builds what it can and says what it leaves out. Here no compiler is there but one.
mkdir bin
for program in sh mv make ninja; do ln -s "$(command -v $program)" bin/; done
for program in gcc x86_64-linux-gnu-gcc; do ln -s "$(command -v gcc)" bin/$program; done
ln -s "$(command -v as)" bin/
expect_ok env PATH="$TMP/bin" CROSS= "$NATMOD" build m --arch all --build-dir few
expect_match 'few/x64/m\.mpy' stdout
expect_match '^natmod: armv7m: note: left out: there is no compiler'
expect_match '^hint: apt install gcc-arm-none-eabi'
expect_absent few/armv7m/m.mpy
expect_ok env PATH="$TMP/bin" CROSS= "$NATMOD" package m --arch all -o packed
[ -n "$(find packed -name '*.mpy')" ] || fail "packed: $(find packed)"
expect_fail env PATH="$TMP/bin" CROSS= "$NATMOD" build m --arch all --strict --build-dir few
expect_match '^natmod: armv7m: error: there is no compiler'

# A compiler for one architecture.
expect_error 'no-such-gcc' "$NATMOD" build m --arch armv7m,x64 --cc armv7m=no-such-gcc -o folder/
[ -f folder/x64/m.mpy ] || fail "--cc armv7m= counts for x64"
expect_error "no architecture 'rp2040'" "$NATMOD" build m --cc rp2040=gcc

# Without --arch it is that of the MicroPython found; where none is, the machine's. On a Raspberry Pi
# nothing asks for a compiler for x86: here uname says that this is one.
cat >bin/other-micropython <<'END'
#!/bin/sh
echo $((6 | 3 << 8 | 5 << 10))
END
chmod +x bin/other-micropython
expect_ok env NATMOD_MICROPYTHON="$TMP/bin/other-micropython" "$NATMOD" build m
expect_same m/build-natmod/armv7m/m.mpy
cat >uname.c <<'END'
#include <string.h>
#include <sys/utsname.h>
int uname(struct utsname *name) {
    memset(name, 0, sizeof(*name));
    strcpy(name->machine, MACHINE);
    return 0;
}
END
mkdir pi
for program in sh mv make ninja as arm-none-eabi-gcc; do
    ln -s "$(command -v $program)" pi/
done
for machine in aarch64 armv7l; do
    cc -shared -fpic -DMACHINE="\"$machine\"" uname.c -o uname.so
    expect_ok env -u NATMOD_MICROPYTHON PATH="$TMP/pi" LD_PRELOAD="$TMP/uname.so" "$NATMOD" build m
    expect_same m/build-natmod/armv7emdp/m.mpy
    expect_ok env -u NATMOD_MICROPYTHON PATH="$TMP/pi" LD_PRELOAD="$TMP/uname.so" "$NATMOD" check m
    expect_match '^armv7emdp m: works$' stdout
done

# A program for the Pico's PIO becomes a header before sources are scanned, and again if it changes.
mkdir pio
cat >pio/micropython.cmake <<'END'
add_library(usermod_pio INTERFACE)
pico_generate_pio_header(usermod_pio ${CMAKE_CURRENT_LIST_DIR}/blink.pio)
target_sources(usermod_pio INTERFACE ${CMAKE_CURRENT_LIST_DIR}/pio.c)
target_link_libraries(usermod INTERFACE usermod_pio)
END
echo 'VALUE 4' >pio/blink.pio
{
    echo '#include "py/runtime.h"'
    echo '#include "blink.pio.h"'
    echo 'static const mp_rom_map_elem_t t[] = {{MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT(VALUE)}};'
    echo 'static MP_DEFINE_CONST_DICT(g, t);'
    echo 'const mp_obj_module_t m = {{&mp_type_module}, (mp_obj_dict_t *)&g};'
    echo 'MP_REGISTER_MODULE(MP_QSTR_pio, m);'
} >pio/pio.c
expect_fail "$NATMOD" build pio
expect_match 'blink.pio needs pioasm in PATH'
cat >bin/pioasm <<'END'
#!/bin/sh
[ "$1 $2" = "-o c-sdk" ] && sed 's/^/#define /' "$3" >"$4"
END
chmod +x bin/pioasm
for value in 4 5; do
    echo "VALUE $value" >pio/blink.pio
    expect_ok env PATH="$TMP/bin:$PATH" "$NATMOD" run pio -c 'import pio; print(pio.value)'
    expect_match "^$value\$" stdout
done
