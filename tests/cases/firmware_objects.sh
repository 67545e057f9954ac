#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod build --firmware-objects: what the firmware's linker dropped. tests/host plays the firmware; own_driver.c is
# the driver of which it has only a part.
. "$TOP/tests/cases/lib.sh"

export NATMOD_HOST_DIR="${NATMOD_HOST_DIR:-$PWD/hosts}"
driver=$TOP/tests/firmware/driver
printf '>>> 1\n1\n' >none.txt

# HOST: what the host's objects were compiled with, in sections of their own.
flags() {
    case $1 in
    arm-soft) echo arm-none-eabi-gcc -mthumb -mcpu=cortex-m3 ;;
    rv32imc) echo riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 -mcmodel=medany ;;
    xtensa) echo xtensa-lx106-elf-gcc -mlongcalls -mtext-section-literals ;;
    esac
}
compile() { # HOST OUTPUT OPTIONS...: the firmware's object
    compiler=$(flags "$1")
    output=$2
    shift 2
    # shellcheck disable=SC2086
    $compiler -std=gnu11 -Os -ffreestanding -fno-builtin -Wno-missing-field-initializers -ffunction-sections \
        -fdata-sections -I"$TOP/tests/host" -c -o "$output" "$@"
}
build() {
    rm -rf out
    "$NATMOD" build "$driver" --build-dir build -o out/ "$@"
}

for host in arm-soft rv32imc xtensa; do
    sh "$TOP/tests/host/run.sh" "$host" none.txt || fail "no host $host"
    elf=$NATMOD_HOST_DIR/$host/host
    mkdir -p "$host/lib"
    compile "$host" "$host/lib/own_driver.o" "$TOP/tests/host/own_driver.c"
    expect_fail build --firmware "$elf"
    expect_match 'undefined symbol own_skip, used by'
    expect_match 'firmware-objects'
    # An object, a folder with it and with what is none of the firmware, an archive.
    echo 'int own_skip(int n) { return n; }' | gcc -x c -c -o "$host/a_tool.o" -
    echo text >"$host/lib/note.o"
    for objects in "$host/lib/own_driver.o" "$host"; do
        expect_ok build --firmware "$elf" --firmware-objects "$objects"
        sh "$TOP/tests/host/run.sh" "$host" "$driver/driver.txt" out || fail "$objects on $host"
    done
    ar rc "$host/libdriver.a" "$host/lib/own_driver.o"
    expect_ok build --firmware "$elf" --firmware-objects "$host/libdriver.a"
    sh "$TOP/tests/host/run.sh" "$host" "$driver/driver.txt" out || fail "libdriver.a on $host"
done

elf=$NATMOD_HOST_DIR/arm-soft/host
object=arm-soft/lib/own_driver.o
expect_ok "$NATMOD" check "$driver" --build-dir build --firmware "$elf" --firmware-objects "$object"
expect_match 'own_next: from the firmware, 0x[0-9a-f]+' stdout
expect_match 'own_skip: from own_driver.o of the firmware' stdout

# Objects of another build; a firmware of which too little is known; statics of one name.
sed 's/calls\[2\]/calls[3]/' "$TOP/tests/host/own_driver.c" >own_driver.c
compile arm-soft other.o own_driver.c
expect_error 'other.o: error: is not of the build that made .*/host: calls has 12 bytes here, and 8 there' \
    build --firmware "$elf" --firmware-objects other.o
compile arm-soft whole.o -fno-data-sections "$TOP/tests/host/own_driver.c"
expect_error 'whole.o: error: is not of the build that made .*/host, which lacks its variable skipped' \
    build --firmware "$elf" --firmware-objects whole.o
arm-none-eabi-nm "$elf" | sed -E 's/ (new_(tuple|list|dict|set)|set_store|list_append|is_true|subscr)$/ mp_obj_\1/
    s/ (unary|binary)$/ mp_\1_op/' >symbols.txt
expect_fail build --firmware symbols.txt --arch armv7m --firmware-objects "$object"
for name in count calls skipped; do
    expect_match "own_driver.o: error: needs its static variable $name, and .*symbols.txt does not say"
done
arm-none-eabi-objcopy --redefine-sym calls=calls.lto_priv.0 "$elf" lto
expect_fail build --firmware lto --firmware-objects "$object"
expect_match 'own_driver.o: error: needs its static variable calls, and .*lto does not say'
# Two sources of one name have a static variable of one name.
mkdir other
echo 'static int calls[2]; int *other_calls(void); int *other_calls(void) { return calls; }' >other/own_driver.c
compile arm-soft other/own_driver.o other/own_driver.c
arm-none-eabi-gcc -mthumb -mcpu=cortex-m3 -nostdlib -static -o twice "$NATMOD_HOST_DIR"/arm-soft/*.o \
    other/own_driver.o -lgcc
expect_fail build --firmware twice --firmware-objects "$object"
expect_match 'own_driver.o: error: needs its static variable calls, and .*twice has 2 of that name in sources of that name'
expect_match 'a second copy would be a state of its own'
expect_error 'missing.o: error: ' build --firmware "$elf" --firmware-objects missing.o
expect_error 'firmware-objects needs a firmware' "$NATMOD" build "$driver" --firmware-objects "$object"
expect_error 'firmware-objects is for one firmware' build --firmware "$elf" --firmware symbols.txt --firmware-objects "$object"

# A newer object is linked anew, an older one too.
cp "$object" changes.o
expect_ok build --firmware "$elf" --firmware-objects changes.o
sed 's/1000/2000/' "$TOP/tests/host/own_driver.c" >own_driver.c
compile arm-soft older.o own_driver.c
touch -d 2001-01-01 older.o
mv older.o changes.o
expect_ok build --firmware "$elf" --firmware-objects changes.o
sed 's/3003/6003/' "$driver/driver.txt" >changed.txt
sh "$TOP/tests/host/run.sh" arm-soft changed.txt out || fail "not linked anew"
