#!/bin/sh
# SPDX-License-Identifier: MIT
# Modules for one firmware: natmod build --firmware. The programs of tests/host play the firmware.
. "$TOP/tests/cases/lib.sh"

export NATMOD_HOST_DIR="${NATMOD_HOST_DIR:-$PWD/hosts}"
own=$TOP/tests/firmware/own
printf '>>> 1\n1\n' >none.txt

host() { # makes the host and prints its path
    sh "$TOP/tests/host/run.sh" "$1" none.txt || fail "no host $1"
    echo "$NATMOD_HOST_DIR/$1/host"
}
run_on() { # HOST CASE: with the module in ./out
    sh "$TOP/tests/host/run.sh" "$1" "$own/$2.txt" out || fail "$2 on $1"
}
build() {
    rm -rf out
    expect_ok "$NATMOD" build "$own" --build-dir build -o out/ "$@"
}

# Every architecture: HOST, one with the same architecture that is another program, the architecture.
pairs="arm-soft:arm-softfp:armv7m rv32imc:rv32imc-f:rv32imc rv64imc:rv64imc-d:rv64imc xtensa:xtensa-c:xtensa"
[ "$(uname -m)" != x86_64 ] || pairs="$pairs x64:x64-asan:x64"
[ ! -e "$TOP/build/clang/clang" ] || pairs="$pairs xtensawin::xtensawin"
for pair in $pairs; do
    host=${pair%%:*} arch=${pair##*:}
    other=${pair#*:}
    other=${other%:*}
    elf=$(host "$host")
    # The architecture is the file's.
    build --firmware "$elf" --cc "xtensawin=$TOP/build/clang/clang"
    expect_ok "$NATMOD" inspect out/own.mpy
    expect_match ": $arch, native ABI 6.3" stdout
    expect_match 'only one: built for MicroPython v1.26.1 on 2026-01-02 \(host\)' stdout
    expect_ok "$NATMOD" verify out/own.mpy
    run_on "$host" own
    [ -z "$other" ] || run_on "$other" refused
    # Another function table in the same program; one without an entry for errors with a text.
    run_on "$host-textless" refused
done

# An older architecture that the firmware also loads, and one that it does not.
elf=$(host arm-soft)
build --firmware "$elf" --arch armv6m
run_on arm-soft own
expect_fail "$NATMOD" build "$own" --build-dir build --firmware "$elf" --arch x64
expect_match 'host: error: is for armv7m, not for x64'
expect_fail "$NATMOD" build "$own" --build-dir build --firmware "$elf" --abi 6.1
expect_match 'MicroPython v1.26.1 on 2026-01-02 has the native ABI 6.3, not 6.1'

expect_fail "$NATMOD" build "$own" --build-dir build --firmware "$elf" --arch armv6m,armv7m
expect_match 'host: error: a module for one firmware has one architecture'

# An older firmware in place of the other is another one.
cp "$elf" swapped.elf
sed 's/on 2026-01-02/on 2025-03-04/' "$elf" >older.elf
touch -d 2001-01-01 older.elf
build --firmware swapped.elf
mv older.elf swapped.elf
expect_ok "$NATMOD" build "$own" --build-dir build -o out/ --firmware swapped.elf
grep -q 'on 2025-03-04' out/own.mpy || fail "still for the firmware that was there"

# The toolchain's functions, of libgcc here, can be the firmware's.
mkdir -p division
cat >division/division.c <<'END'
#include "py/runtime.h"
static mp_obj_t divide(mp_obj_t a, mp_obj_t b) {
    return mp_obj_new_int((mp_int_t)((uint64_t)mp_obj_get_int(a) * 1000000007u / (uint64_t)mp_obj_get_int(b)));
}
static MP_DEFINE_CONST_FUN_OBJ_2(divide_obj, divide);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_divide), MP_ROM_PTR(&divide_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_division, module);
END
printf '>>> import division\n>>> division.divide(12, 7)\n1714285726\n' >division.txt
rm -rf out
expect_ok "$NATMOD" build division/division.c --firmware "$elf" -o out/
sh "$TOP/tests/host/run.sh" arm-soft division.txt out || fail "division"
own_size=$(wc -c <out/division.mpy)
expect_ok "$NATMOD" build division/division.c --firmware "$elf" --firmware-libs -o out/
sh "$TOP/tests/host/run.sh" arm-soft division.txt out || fail "division by the firmware"
[ "$(wc -c <out/division.mpy)" -lt "$own_size" ] || fail "--firmware-libs saves nothing"

# Lists of symbols, which do not say what they are for, and have no bit for Thumb.
# A few of the host's functions get the names that they have in MicroPython.
arm-none-eabi-nm "$elf" | sed -E 's/ (new_(tuple|list|dict|set)|set_store|list_append|is_true|subscr)$/ mp_obj_\1/
    s/ (unary|binary)$/ mp_\1_op/' >symbols.txt
arm-none-eabi-nm "$elf" >few.txt
expect_fail "$NATMOD" build "$own" --build-dir build --firmware few.txt --arch armv7m
expect_match 'few.txt: error: too few functions of the function table are known'
expect_fail "$NATMOD" build "$own" --build-dir build --firmware symbols.txt
expect_match 'symbols.txt: error: does not say what processor it is for'
build --firmware symbols.txt --arch armv7m
run_on arm-soft own
run_on arm-softfp refused
sed -nE -e 's/^([0-9a-f]+) [^TtUw] (.*)/\2 = 0x\1;/p' \
    -e 's/^([0-9a-f]+)([02468ace]) [Tt] (.*)/\3 = 0x\1+\2;/p' symbols.txt |
    sed -e 's/+0;/1;/; s/+2;/3;/; s/+4;/5;/; s/+6;/7;/; s/+8;/9;/; s/+a;/b;/; s/+c;/d;/; s/+e;/f;/' >script.ld
build --firmware script.ld --arch armv7m
run_on arm-soft own
arm-none-eabi-nm -S "$elf" >sizes.txt
expect_fail "$NATMOD" build "$own" --build-dir build --firmware sizes.txt --arch armv7m
expect_match 'sizes.txt: error: too few functions of the function table are known'
echo 'nothing of it' >empty.txt
expect_fail "$NATMOD" build "$own" --build-dir build --firmware empty.txt --arch armv7m
expect_match 'empty.txt: error: is no firmware: neither ELF, nor a list of symbols'

# What the firmware does not have.
cp -r "$own" other
sed -i 's/own_static/own_statik/g' other/own.c
expect_fail "$NATMOD" build other --firmware "$elf"
expect_match 'own.c:[0-9]+: error: undefined symbol own_statik, used by numbers\(\)'
expect_match 'hint: did you mean own_static\?'
arm-none-eabi-strip -o stripped "$elf"
expect_fail "$NATMOD" build "$own" --build-dir build --firmware stripped
expect_match 'stripped: error: has no symbols'
arm-none-eabi-objcopy --strip-symbol mp_fun_table "$elf" plain
expect_fail "$NATMOD" build "$own" --build-dir build --firmware plain
expect_match 'plain: error: this firmware loads no native modules'
head -c 4000 "$elf" >short
expect_fail "$NATMOD" build "$own" --build-dir build --firmware short
expect_match 'short: error: truncated'
expect_fail "$NATMOD" build "$own" --build-dir build --firmware missing.elf
expect_match 'missing.elf: error: '
# Two static functions of one name; what the compiler left of one.
cp "$own/own.c" other/own.c
arm-none-eabi-objcopy --localize-symbol own_weak --localize-symbol own_twice "$elf" local
arm-none-eabi-objcopy --redefine-sym own_weak=own_static local twice
expect_fail "$NATMOD" build other --firmware twice
expect_match 'undefined symbol own_static, used by numbers\(\)'
expect_match 'hint: twice has 2 static functions or variables of that name'
arm-none-eabi-objcopy --redefine-sym own_static=own_static.constprop.0 "$elf" variant
expect_fail "$NATMOD" build other --firmware variant
expect_match 'hint: variant has only own_static.constprop.0, which the compiler made of the static function'

# What each name comes from.
expect_ok "$NATMOD" check "$own" --build-dir build --firmware "$elf"
expect_match 'own_twice: from the firmware, 0x[0-9a-f]+' stdout
expect_match 'mp_obj_new_tuple: from the function table' stdout

# Several firmwares: a file for each.
mkdir -p a b
cp "$elf" a/firmware.elf
cp "$(host arm-softfp)" b/firmware.elf
rm -rf out
expect_ok "$NATMOD" build "$own" --build-dir build --firmware a/firmware.elf --firmware b/firmware.elf -o out/
expect_match '^out/a/own.mpy$' stdout
expect_match '^out/b/own.mpy$' stdout
! cmp -s out/a/own.mpy out/b/own.mpy || fail "the same file for two firmwares"
mv out all
# A package whose loader takes the part that does not refuse.
expect_ok "$NATMOD" package "$own" --build-dir build --firmware a/firmware.elf --firmware b/firmware.elf -o package
for part in a b; do
    cmp "package/$part/own.mpy" "all/$part/own.mpy" || fail "the package has another file"
done
expect_match '"own/b.mpy",' package/package.json
expect_match 'for part in \("a", "b", \):' package/own/__init__.py
mkdir -p a-b a_b
cp "$elf" a-b/firmware.elf
cp "$elf" a_b/firmware.elf
expect_fail "$NATMOD" package "$own" --build-dir build --firmware a-b/firmware.elf --firmware a_b/firmware.elf -o mixed
expect_match 'a_b/firmware.elf: error: another firmware has the same name in Python, a_b'
[ ! -e mixed ] || fail "half a package"
mkdir out
cp all/b/own.mpy out/
run_on arm-softfp own
run_on arm-soft refused

# The loader of such a package in a real MicroPython, which both parts refuse; then one fits.
if [ "$(uname -m)" = x86_64 ]; then
    mkdir -p x y elsewhere
    cp "$(host x64)" x/firmware.elf
    cp "$(host x64-asan)" y/firmware.elf
    expect_ok "$NATMOD" package "$own" --build-dir build --firmware x/firmware.elf --firmware y/firmware.elf -o two
    for part in x y; do cp "two/$part/own.mpy" "two/own/$part.mpy"; done # as mip does
    import_own="
try:
    import own
    print(own.answer())
except ImportError as error:
    print(error)"
    (cd elsewhere && MICROPYPATH="$TMP/two" "$NATMOD_MICROPYTHON" -c "$import_own") >stdout
    expect_same 'own has no part for this firmware'
    cat >own.c <<'END'
#include "py/runtime.h"
static mp_obj_t answer(void) { return MP_OBJ_NEW_SMALL_INT(42); }
static MP_DEFINE_CONST_FUN_OBJ_0(answer_obj, answer);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_answer), MP_ROM_PTR(&answer_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t own_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_own, own_module);
END
    expect_ok "$NATMOD" build own.c --arch x64 -o two/own/y.mpy
    (cd elsewhere && MICROPYPATH="$TMP/two" "$NATMOD_MICROPYTHON" -c "$import_own") >stdout
    expect_same 42
fi
