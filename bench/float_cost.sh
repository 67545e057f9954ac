#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures what it costs on ARM to pass floats through the function table in memory (sdk/rt/py/objfloat.c),
# compared with calls of the table's entries with the registers that this firmware happens to use:
#
#     bench/float_cost.sh [ABI]
#
# The firmware is a MicroPython for armhf under qemu-arm, which counts the instructions: those of a
# thousand calls and the loop around them, the firmware's part included, divided by a thousand. Then
# the size of text of a module with one such function. NATMOD names the program; MICROPYTHON the firmware
# (default: build/firmware/trixie-armhf; its ABI is 6.3).
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
natmod=${NATMOD:-$top/build/natmod/natmod}
micropython=${MICROPYTHON:-$top/build/firmware/trixie-armhf/micropython}
abi=${1:-6.3}
arch=armv7emdp
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A module for one of the four functions, called by name or through the table.
# make_module NAME EXPRESSION
make_module() {
    mkdir -p "$work/src/$1"
    echo "SRC_USERMOD_C += \$(USERMOD_DIR)/$1.c" >"$work/src/$1/micropython.mk"
    cat >"$work/src/$1/$1.c" <<END
#include "py/nativeglue.h"
static mp_obj_t run(mp_obj_t n, mp_obj_t o) {
    volatile double value = mp_obj_is_small_int(o) ? 1.5 : 0;
    volatile mp_obj_t result = o;
    for (mp_int_t i = mp_obj_get_int(n); i != 0; --i) {
        $2;
    }
    return value != 0 ? result : mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(run_obj, run);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&run_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_$1, module);
END
    "$natmod" build "$work/src/$1" --arch $arch --abi "$abi" --cflags -Wno-deprecated-declarations \
        -o "$work/$1.mpy" >"$work/log" 2>&1 || {
        cat "$work/log"
        exit 1
    }
}

# Instructions of a run with N calls.
# run NAME ARGUMENT N
run() {
    QEMU_SINGLESTEP=1 QEMU_LOG=nochain,exec QEMU_LOG_FILENAME=/dev/fd/3 MICROPYPATH=$work "$micropython" \
        -c "import gc; gc.disable(); import $1; $1.run($3, $2)" 3>&1 >/dev/null | grep -c '^Trace'
}

printf '%-26s %14s %8s\n' "$arch, --abi $abi" "instructions" "text"
measure() {
    make_module "$1" "$3"
    text=$("$natmod" inspect "$work/$1.mpy" | sed -n 's/^ *text  *\([0-9]*\) bytes.*/\1/p' | head -n 1)
    count=-
    [ "$abi" != 6.3 ] || count=$((($(run "$1" "$2" 1100) - $(run "$1" "$2" 100)) / 1000))
    printf '%-26s %14s %8s\n' "$4" "$count" "$text"
}
measure loop 1 'result = o' 'the loop alone'
measure new_table 1 'result = mp_fun_table.obj_new_float_from_d(value)' 'new, in a register'
measure new_memory 1 'result = mp_obj_new_float_from_d(value)' 'new, in memory'
measure get_table 2.5 'value = mp_fun_table.obj_get_float_to_d(o)' 'get, in a register'
measure get_memory 2.5 'value = mp_obj_get_float_to_d(o)' 'get, in memory'
