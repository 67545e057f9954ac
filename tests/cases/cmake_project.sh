#!/bin/sh
# SPDX-License-Identifier: MIT
# CMake projects: find_package(natmod) from an install tree, and the source tree by
# add_subdirectory().
. "$TOP/tests/cases/lib.sh"

command -v cmake >/dev/null || fail "cmake is missing"
expect_ok cmake --install "$(dirname "$NATMOD")" --prefix "$TMP/first"
# An install tree can be moved.
mv first prefix
[ -x prefix/bin/natmod ] || fail "natmod is not installed"
! grep -r -a -l -F -e "$TOP" -e "$(dirname "$NATMOD")" prefix || fail "installed files name the tree they were built in"
env -u NATMOD_SDK prefix/bin/natmod sdk | grep -q "prefix/share/natmod/sdk" || fail "the installed natmod has no SDK of its own"
env -u NATMOD_SDK XDG_DATA_HOME="$TMP/data" prefix/bin/natmod firmware |
    grep -q 'natmod firmware get trixie-armhf$' || fail "the installed natmod has no list of firmware"
[ -x prefix/share/natmod/scripts/get-firmware ] || fail "the installed natmod cannot unpack firmware"
unset NATMOD_SDK

imports() { # FOLDER CODE OUTPUT
    MICROPYPATH="$1" "$NATMOD_MICROPYTHON" -c "$2" >stdout
    expect_same "$3"
}

mkdir -p project/given/include "project/in (tree) & odd"
cp -r "$TOP/examples/shapes" project/shapes
cat >project/given/given.c <<'END'
#include "py/objstr.h"
#include "py/runtime.h"
#include "given.h"
static mp_obj_t given_library(void) { return mp_obj_new_int(in_library()); }
static MP_DEFINE_CONST_FUN_OBJ_0(given_library_obj, given_library);
static MP_DEFINE_STR_OBJ(text_obj, TEXT);
static const mp_rom_map_elem_t given_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_given)},
    {MP_ROM_QSTR(MP_QSTR_text), MP_ROM_PTR(&text_obj)},
    {MP_ROM_QSTR(MP_QSTR_library), MP_ROM_PTR(&given_library_obj)},
};
static MP_DEFINE_CONST_DICT(given_globals, given_globals_table);
const mp_obj_module_t given_module = {{&mp_type_module}, (mp_obj_dict_t *)&given_globals};
MP_REGISTER_MODULE(MP_QSTR_given, given_module);
END
echo 'int in_library(void);' >project/given/include/given.h
echo 'int in_library(void) { return VALUE; }' >project/given/library.c
cat >project/given/CMakeLists.txt <<'END'
add_library(helper STATIC EXCLUDE_FROM_ALL library.c)
target_compile_definitions(helper PRIVATE VALUE=8)
set_target_properties(helper PROPERTIES POSITION_INDEPENDENT_CODE ON)
natmod_add_module(given SOURCES given.c INCLUDE_DIRECTORIES include LIBRARIES helper
  COMPILE_OPTIONS "-DTEXT=\"it's (a) text\"" ABI 6.3 MUTABLE_GLOBALS NATMOD_OPTIONS --jobs 2
  INSTALL_DESTINATION mpy)
END
project() { # LINE-THAT-PROVIDES-NATMOD
    cat >project/CMakeLists.txt <<END
cmake_minimum_required(VERSION 3.22)
project(example LANGUAGES C CXX)
$1
natmod_add_module(shapes DIRECTORY shapes ARCHS x64 x86 INSTALL_DESTINATION mpy)
natmod_add_module(elsewhere DIRECTORY $TOP/examples/shapes EXCLUDE_FROM_ALL)
add_subdirectory(given)
END
}

# Out of tree: everything, then one architecture alone, then a target that is not part of all.
project 'find_package(natmod 0.1 REQUIRED)'
expect_ok cmake -S project -B build -G Ninja -DCMAKE_PREFIX_PATH="$TMP/prefix"
expect_ok cmake --build build
imports build/natmod/x64 'import shapes; print(shapes.area(2, 3))' 6
imports build/given/natmod/x64 'import given; given.new = 1; print(given.text, given.library(), given.new)' "it's (a) text 8 1"
"$NATMOD" inspect build/natmod/x86/shapes.mpy | grep -q 'x86,' || fail "no x86"
expect_absent build/natmod/x64/elsewhere.mpy
rm build/natmod/*/shapes.mpy
expect_ok cmake --build build --target shapes_x64
expect_absent build/natmod/x86/shapes.mpy
expect_ok cmake --build build --target elsewhere
[ -s build/natmod/x64/elsewhere.mpy ] || fail "no elsewhere.mpy"
expect_ok cmake --build build --target shapes
expect_ok cmake --install build --prefix "$TMP/root"
(cd root && find . -name '*.mpy' | sort) >stdout
expect_same './mpy/x64_6.3/given.mpy
./mpy/x64_6.3/shapes.mpy
./mpy/x86_6.3/shapes.mpy'
# A change of a source is seen, and only its module is made again.
before=$(stat -c %Y.%i build/natmod/x64/shapes.mpy)
sed -i 's/VALUE;/VALUE + 1;/' project/given/library.c
expect_ok cmake --build build
imports build/given/natmod/x64 'import given; print(given.library())' 9
[ "$before" = "$(stat -c %Y.%i build/natmod/x64/shapes.mpy)" ] || fail "shapes.mpy was written again"

# Two modules of one CMakeLists.txt have a build folder each.
expect_ok cmake --build build --target elsewhere
expect_ok cmake --build build --target shapes
! grep -E ' (cc|link)' stdout || fail "the other module undid this one's work"

# In the tree, with make, in a folder with an odd name.
odd="in (tree) & odd"
cp -r project/shapes "project/$odd/"
cat >"project/$odd/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.22)
project(odd LANGUAGES C)
find_package(natmod REQUIRED)
natmod_add_module(shapes DIRECTORY shapes)
END
expect_ok cmake -S "project/$odd" -B "project/$odd" -G "Unix Makefiles" -DCMAKE_PREFIX_PATH="$TMP/prefix"
expect_ok cmake --build "project/$odd" -j2
[ -s "project/$odd/natmod/x64/shapes.mpy" ] || fail "no module in the tree"

# add_subdirectory: building Natmod once more would take minutes, so the program that is there takes
# the place of the one that Ninja would build, and the last command of its plan is run.
project "add_subdirectory($TOP natmod)"
expect_ok cmake -S project -B sub -G Ninja
expect_ok ninja -C sub -t commands shapes_x64
expect_match ' -o natmod/natmod ' stdout
mkdir -p sub/natmod
cp "$NATMOD" sub/natmod/natmod
expect_ok sh -c "$(tail -1 stdout)"
imports sub/natmod/x64 'import shapes; print(shapes.area(2, 4))' 8

# What is wrong is an error of the configuration.
expect_wrong() { # ARGUMENTS MESSAGE
    mkdir -p wrong
    printf 'cmake_minimum_required(VERSION 3.22)\nproject(wrong LANGUAGES NONE)\nfind_package(natmod REQUIRED)\nnatmod_add_module(%s)\n' "$1" >wrong/CMakeLists.txt
    expect_fail cmake -S wrong -B wrong/build -G Ninja -DCMAKE_PREFIX_PATH="$TMP/prefix"
    tr -s ' \n' ' ' <stderr >message
    expect_match "$2" message
}
expect_wrong "a DIRECTORY $TOP/examples/nothing" 'examples/nothing does not exist'
expect_wrong 'a' 'give either SOURCES or DIRECTORY'
expect_wrong "a DIRECTORY $TOP/examples/shapes SOURCES a.c" 'give either SOURCES or DIRECTORY'
expect_wrong "a DIRECTORY $TOP/examples/shapes ARCH x64" 'unknown arguments'
