#!/bin/sh
# SPDX-License-Identifier: MIT
# --no-run: of a folder that may be anybody's, nothing runs.
. "$TOP/tests/cases/lib.sh"

module plain <<'END_OF_FILE'
#include "py/runtime.h"
static const mp_rom_map_elem_t g[] = {{MP_ROM_QSTR(MP_QSTR_seen), MP_ROM_INT(SEEN)}};
static MP_DEFINE_CONST_DICT(gd, g);
const mp_obj_module_t mod = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&gd};
MP_REGISTER_MODULE(MP_QSTR_plain, mod);
END_OF_FILE
cp plain/plain.c .

# refused MARK [FOLDER]: no command builds it, and nothing has run.
refused() {
    folder=${2-bad}
    rm -rf $folder/build-natmod
    for command in build check size "package -o out --archs x64"; do
        expect_error "$1" "$NATMOD" $command $folder --no-run
        if [ -n "$(find . -name 'pwned*')" ]; then fail "it ran: $(cat $folder/micropython.*)"; fi
    done
    expect_absent out
}
# makefile TEXT / cmakefile TEXT: the folder `bad` with that description.
makefile() {
    rm -rf bad
    mkdir bad
    cp plain.c bad/
    printf 'SRC_USERMOD_C += $(USERMOD_DIR)/plain.c\nCFLAGS_USERMOD += -DSEEN=1\n%b' "$1" >bad/micropython.mk
}
cmakefile() {
    rm -rf bad
    mkdir bad
    cp plain.c bad/
    cat >bad/micropython.cmake <<'END_OF_FILE'
add_library(usermod_plain INTERFACE)
target_sources(usermod_plain INTERFACE ${CMAKE_CURRENT_LIST_DIR}/plain.c)
target_compile_definitions(usermod_plain INTERFACE SEEN=1)
target_link_libraries(usermod INTERFACE usermod_plain)
END_OF_FILE
    printf '%b' "$1" >>bad/micropython.cmake
}

makefile 'X := $(shell touch pwned)\n'
expect_ok "$NATMOD" build bad --arch x64
[ -e bad/pwned ] || fail "the first makefile runs nothing"
rm bad/pwned
refused 'micropython.mk:3: error: has \$\(shell ...\), and make would run it'
for text in \
    'X := ${shell touch pwned}\n' \
    'X := $(if a,$( shell touch pwned)$(shell\ttouch pwned))\n' \
    'X != touch pwned\n' \
    'X := $(call shell,touch pwned)\n' \
    'F := shell\nX := $(call $(F),touch pwned)\n' \
    'Y := $$(shell touch pwned)\nSRC_USERMOD_C += $$(Y)\n' \
    'define X\n$(shell touch pwned)\nendef\n' \
    'X := $(file >pwned,x)\n' \
    '$(eval X := $(shell touch pwned))\n' \
    '$(foreach a,b,$(info $(shell touch pwned)))\n' \
    'natmod-sources: ; touch pwned\n' \
    'plain.c: FORCE\n\ttouch pwned\nFORCE:\n' \
    'R = natmod-sources: ; touch pwned\n$(R)\n' \
    'R = all: ; touch pwned\n$(info x)$(R)\n' \
    'MAKEFLAGS += --eval=X:=$(X)\n' \
    'include $(wildcard *.inc)\n' \
    '-include gone.mk\n' \
    'override define X\n' \
    'natmod-sources: X = y\n' \
    'else:\n\ttouch pwned\n' \
    'X = a \\\\\n$(shell touch pwned)\n' \
    '# \\\\\\\\\nX = $(shell touch pwned)\n' \
    '# x \\\\\r\nX = y\n$(shell touch pwned)\n' \
    'load pwned.so\n'; do
    makefile "$text"
    refused 'micropython.mk:[0-9]+: error: .*make'
done
makefile 'include $(USERMOD_DIR)/more.mk\n'
echo 'X := $(shell touch pwned)' >bad/more.mk
refused 'more.mk:1: error: has \$\(shell'
for flag in -fplugin=./pwned.so '-wrapper touch,pwned' -B. -Bx @flags -specs=x -opwned '-o pwned' -Wp,-MD,pwned \
    -Wa,-a=pwned -fdump-tree-all=pwned '-MF pwned' '-Xclang -load' -fpass-plugin=x '-mllvm -load=x' --sysroot=. \
    '-std= -fplugin=x' --coverage -save-temps '-x c'; do
    makefile "CFLAGS_USERMOD += $flag\n"
    refused 'gives compilers the flag .*, of which Natmod does not know|is not a flag|without its value'
done
for text in 'execute_process(COMMAND touch pwned)\n' 'file(WRITE pwned x)\n' 'EXECUTE_PROCESS (COMMAND touch pwned)\n' \
    'add_custom_command(OUTPUT x COMMAND touch pwned)\n' 'include(FetchContent)\n' 'include(${X}/a.cmake)\n' \
    'set(CMAKE_MAKE_PROGRAM ${CMAKE_CURRENT_LIST_DIR}/x)\n' 'set(ENV{PATH} x)\n' 'list(APPEND CMAKE_PREFIX_PATH x)\n' \
    'list(GET x 0 CMAKE_MAKE_PROGRAM)\n' 'string(CONCAT CMAKE_MAKE_PROGRAM x)\n' 'foreach(CMAKE_MAKE_PROGRAM x)\nendforeach()\n' \
    'set("CMAKE_MAKE_PROGRAM" x)\n' 'set(${a}${b} x)\n' 'macro(message)\nendmacro()\n' 'cmake_language(EVAL CODE x)\n' \
    '#[[\n]] execute_process(COMMAND touch pwned)\n' 'message([=[)]=])\n' 'message("a(" #"\n)\nfile(WRITE pwned x)\n' \
    'configure_file(x pwned)\n' 'try_compile(x y z)\n' 'if(x\n'; do
    cmakefile "$text"
    refused 'micropython.cmake:[0-9]+: error: .*CMake would run it'
done

# What most folders have is fine, and gives the same bytes.
cp -r plain cmade
rm cmade/micropython.mk
mv cmade/plain.c cmade/cmade.c
sed -i 's/QSTR_plain/QSTR_cmade/' cmade/cmade.c
cat >cmade/micropython.cmake <<'END_OF_FILE'
# A comment (with "quotes
if(NOT DEFINED X)
  set(X ${CMAKE_CURRENT_LIST_DIR}/cmade.c)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/more.cmake)
target_sources(usermod_cmade INTERFACE ${X})
target_link_libraries(usermod INTERFACE usermod_cmade)
END_OF_FILE
cat >cmade/more.cmake <<'END_OF_FILE'
add_library(usermod_cmade INTERFACE)
target_compile_definitions(usermod_cmade INTERFACE "SEEN=2")
END_OF_FILE
cat >>plain/micropython.mk <<'END_OF_FILE'
DIR := $(USERMOD_DIR)
ifeq ($(X),)  # nothing
  CFLAGS_USERMOD += -DSEEN=2 \
      -Wall -fno-strict-aliasing -I$(DIR) -std=c99 -O2 -g -mtune=generic
endif
export CFLAGS_USERMOD
$(info read)
include $(USERMOD_DIR)/more.mk
END_OF_FILE
echo 'override Y ?= $(patsubst %.c,%.o,$(wildcard *.c))' >plain/more.mk
for module in plain cmade; do
    for how in "" --no-run; do
        expect_ok "$NATMOD" build $module --arch x64 $how -o $module$how.mpy
        rm -rf $module/build-natmod
    done
    cmp $module.mpy $module--no-run.mpy || fail "other bytes of $module"
    expect_ok "$NATMOD" check $module --arch x64 --no-run
done
expect_ok "$NATMOD" build plain.c --arch x64 --no-run -D SEEN=2

# Whatever came in a build folder is neither used nor written through.
for module in plain cmade; do
    expect_ok "$NATMOD" build $module --arch x64 -D OTHER
    for object in $(find $module/build-natmod -name '*.o'); do
        cp $object saved
        sed 's/adopt/other/g' saved >$object
        touch -r saved $object
    done
    find $module -name '*.json' | xargs sed -i 's/SEEN=2/SEEN=3/g'
    for file in $(find $module/build-natmod/c* -name build.ninja); do
        printf 'rule x\n  command = touch pwned\nbuild pwned: x\ndefault pwned\n' >$file
    done
    expect_ok "$NATMOD" build $module --arch x64 --no-run -o again.mpy
    cmp $module.mpy again.mpy || fail "it took objects of the folder"
    [ -z "$(find . -name 'pwned*')" ] || fail "it ran what is in the build folder"
done
mkdir home
for link in build-natmod build-natmod/x64 build-natmod/cmake build-natmod/.lock build-natmod/describe.mk build-natmod/check; do
    rm -rf plain/build-natmod
    case $link in */*) mkdir plain/build-natmod ;; esac
    ln -s "$TMP/home" plain/$link
    expect_error 'is a link, and --no-run does not write through it' "$NATMOD" build plain --arch x64 --no-run
    expect_error 'is a link' "$NATMOD" check plain --arch x64 --no-run
    [ -z "$(ls home)" ] || fail "$(ls home)"
    rm plain/$link
done
expect_error 'natmod run runs the module itself' "$NATMOD" run plain --no-run
mkdir hand
cat >hand/hand.c <<'END_OF_FILE'
#include "py/dynruntime.h"
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_x, MP_OBJ_NEW_SMALL_INT(1));
    MP_DYNRUNTIME_INIT_EXIT
}
END_OF_FILE
printf 'MOD = hand\nSRC = hand.c\nX := $(shell touch pwned)\ninclude $(MPY_DIR)/py/dynruntime.mk\n' >hand/Makefile
expect_ok "$NATMOD" migrate hand/hand.c --no-run
expect_absent hand/pwned
expect_ok "$NATMOD" migrate hand/hand.c
[ -e hand/pwned ] || fail "make has not read the Makefile"
"$NATMOD" build --help >help
expect_match 'runs? .*SECURITY.md' help
"$NATMOD" check --help >help
expect_match 'SECURITY.md' help
# A name that would be a line of its own among the build's rules.
mkdir "$(printf 'line\nbreak')"
cp plain.c line*/
expect_fail "$NATMOD" build "$(echo line*)/plain.c" --arch x64
expect_match 'error: a name with a line break cannot be built'
