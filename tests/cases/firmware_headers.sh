#!/bin/sh
# SPDX-License-Identifier: MIT
# The headers of a port, for a module for one firmware: --port and --like. The programs of tests/host
# play the firmware, tests/firmware/port its MicroPython.
. "$TOP/tests/cases/lib.sh"

export NATMOD_HOST_DIR="${NATMOD_HOST_DIR:-$PWD/hosts}"
module=$TOP/tests/firmware/headers
unset MICROPYTHON
printf '>>> 1\n1\n' >none.txt
sh "$TOP/tests/host/run.sh" arm-soft none.txt || fail "no host"
mkdir build-tiny
cp "$NATMOD_HOST_DIR/arm-soft/host" build-tiny/firmware.elf
cp -r "$TOP/tests/firmware/port" checkout

build() {
    rm -rf out
    "$NATMOD" build "$module" --build-dir build -o out/ --firmware build-tiny/firmware.elf "$@"
}
run_case() {
    sh "$TOP/tests/host/run.sh" arm-soft "$module/$1.txt" out || fail "$1"
}

# The SDK alone does not have what the port has.
expect_fail build
expect_match 'MICROPY_HW_TINY_BOARD'

# A port in a checkout.
expect_ok build --micropython checkout --port tiny
run_case plain
expect_ok env MICROPYTHON=checkout "$NATMOD" build "$module" --build-dir build -o out/ \
    --firmware build-tiny/firmware.elf --port tiny
run_case plain
expect_error 'checkout/ports/tny: error: there is no such port' build --micropython checkout --port tny
expect_match 'did you mean tiny\?'
expect_error 'port tiny: there is no MicroPython checkout' build --port tiny
expect_error 'nowhere: error: is no folder' build --micropython nowhere --port tiny
expect_error 'port needs a firmware' "$NATMOD" build "$module" --port tiny
expect_error 'like needs a firmware' "$NATMOD" build "$module" --like main.c
# A folder of the board, and what is beside the firmware, come before the port's.
mkdir -p checkout/ports/tiny/boards/tiny
sed 's/5/6/' checkout/ports/tiny/mpconfigport.h >checkout/ports/tiny/boards/tiny/mpconfigport.h
expect_ok build --micropython checkout --port tiny
run_case board
rm -r checkout/ports/tiny/boards

# A source of the firmware that is compiled with the same headers.
expect_error 'build-tiny/compile_commands.json: error: does not exist' build --like main.c
cat >build-tiny/compile_commands.json <<EOF
[{"directory": "$PWD/build-tiny", "file": "../checkout/ports/tiny/main.c",
  "command": "gcc -DNO_QSTR -DMICROPY_HW_TINY_BOARD=6 -D MICROPY_FLOAT_IMPL=1 '-DVENDOR_VALUE_OF_BUILD=(4 + 5)' -DNDEBUG=1 -I../checkout/ports/tiny -isystem ../checkout/vendor -I ../checkout -c main.c -o main.o"},
 {"directory": "$PWD/build-tiny", "file": "one/gpio.c", "arguments": ["gcc", "-c", "one/gpio.c"]},
 {"directory": "$PWD/build-tiny", "file": "two/gpio.c", "arguments": ["gcc", "-I$PWD/checkout", "-c", "two/gpio.c"]}]
EOF
expect_ok build --like main.c -D WITH_VENDOR
run_case vendor
expect_ok build --like tiny/main.c -D WITH_VENDOR
expect_ok build --like checkout/ports/tiny/main.c -D WITH_VENDOR
expect_ok "$NATMOD" check "$module" --build-dir build --firmware build-tiny/firmware.elf --like main.c -D WITH_VENDOR
expect_error 'has no source mian.c' build --like mian.c
expect_match 'did you mean main.c\?'
expect_error 'like gpio.c may be .*/one/gpio.c or .*/two/gpio.c' build --like gpio.c
# What that source finds is not enough.
expect_error "mpconfig.h: error: the port's headers are not complete: .*py/mpconfig.h" build --like one/gpio.c
expect_error "mpconfig.h: error: the port's headers are not complete: .*mpconfigport.h" build --like two/gpio.c
expect_ok build --like one/gpio.c -I checkout -I checkout/ports/tiny
run_case plain
# Elsewhere, and broken.
mv build-tiny/compile_commands.json elsewhere.json
expect_ok build --like main.c -D WITH_VENDOR --compile-commands elsewhere.json
run_case vendor
head -c 60 elsewhere.json >broken.json
expect_error 'broken.json: error: is no list of compiler commands: ' build --like main.c --compile-commands broken.json
echo '[{"file": "main.c"}]' >broken.json
expect_error 'broken.json: error: is no list of compiler commands: ' build --like main.c --compile-commands broken.json

# Structures that the SDK has, too: by size and by member, with the header that has them.
obj=checkout/py/obj.h
differs() {
    cp "$TOP/tests/firmware/port/py/obj.h" "$obj"
    sed -i "$1" "$obj"
    expect_fail build --micropython checkout --port tiny
    expect_match "checkout/py/obj.h: error: $2"
}
differs 's/size_t used, alloc/size_t used, spare, alloc/' \
    "mp_map_t is another than Natmod's: 16 bytes instead of 12, alloc at 8 instead of 4, table at 12 instead of 8\$"
expect_match "mp_obj_dict_t is another than Natmod's: 20 bytes instead of 16\$"
expect_match 'hint: the headers are of another release'
differs 's/size_t used, alloc/size_t alloc, used/' "mp_map_t .* Natmod's: alloc at 0 instead of 4\$"
differs 's/table;/elements;/' "mp_map_t .* Natmod's: no table\$"
differs 's/typedef void .mp_obj_t/typedef uint64_t mp_obj_t/' "mp_obj_t .* Natmod's: 8 bytes instead of 4"
differs 's/typedef float/typedef double/' "mp_float_t .* Natmod's: 8 bytes instead of 4"
expect_match 'hint: -D MICROPY_FLOAT_IMPL=1'
printf '#include "nowhere.h"\n' >"$obj"
expect_ok build --micropython checkout --port tiny
expect_match 'obj.h: warning: structures of the port cannot be compared .*nowhere.h'
# Nor are compilers asked twice, unless a header changes.
cp "$TOP/tests/firmware/port/py/obj.h" "$obj"
expect_ok build --micropython checkout --port tiny
rm build/*/layouts.port.o
expect_ok build --micropython checkout --port tiny
[ ! -e build/*/layouts.port.o ] || fail "compiled again"
differs 's/size_t used, alloc/size_t alloc, used/' "mp_map_t "
