#!/bin/sh
# find_package(natmod) from an install tree, and the source tree by add_subdirectory().
. "$TOP/tests/cases/lib.sh"

command -v cmake >/dev/null || fail "cmake is missing"
expect_ok cmake --install "$(dirname "$NATMOD")" --prefix "$TMP/prefix"
[ -x prefix/bin/natmod ] || fail "natmod is not installed"
env -u NATMOD_SDK prefix/bin/natmod sdk | grep -q "prefix/share/natmod/sdk" || fail "the installed natmod has no SDK of its own"

project() { # FILE-THAT-PROVIDES-NATMOD
    mkdir -p project
    cat >project/CMakeLists.txt <<END
cmake_minimum_required(VERSION 3.22)
project(example LANGUAGES C CXX)
$1
natmod_add_module(shapes DIRECTORY $TOP/examples/shapes ARCHS x64 INSTALL_DESTINATION mpy)
natmod_add_module(statics SOURCES $TOP/tests/modules/statics/statics.c)
END
}

imports() { # BUILD-FOLDER
    MICROPYPATH="$1/natmod/x64" "$NATMOD_MICROPYTHON" -c 'import shapes, statics; print(shapes.area(2, 3))' >stdout
    expect_match '^6' stdout
}

project 'find_package(natmod REQUIRED)'
expect_ok cmake -S project -B build -G Ninja -DCMAKE_PREFIX_PATH="$TMP/prefix"
expect_ok cmake --build build
imports build
expect_ok cmake --install build --prefix "$TMP/root"
[ -s root/mpy/x64_6.3/shapes.mpy ] || fail "the install rule installed no shapes.mpy"

# A module that does not exist is an error of the configuration.
sed -i 's|examples/shapes|examples/nothing|' project/CMakeLists.txt
expect_fail cmake -S project -B build2 -G Ninja -DCMAKE_PREFIX_PATH="$TMP/prefix"
expect_match 'examples/nothing does not exist'
