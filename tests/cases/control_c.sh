#!/bin/sh
# SPDX-License-Identifier: MIT
# Ctrl-C while a module's C code runs, in each firmware that runs here without an emulator: a loop ends
# with KeyboardInterrupt, and the module works afterwards. (On a board only a loop that asks
# mp_handle_pending() does; Unix raises wherever it is.) Also the module by two names at once.
. "$TOP/tests/cases/lib.sh"

mkdir m run
printf 'SRC_USERMOD_C += $(USERMOD_DIR)/m.c\n' >m/micropython.mk
cat >m/m.c <<'END2'
#include "py/mphal.h"
#include "py/runtime.h"
static int rounds;
static mp_obj_t spin(mp_obj_t polls, mp_obj_t tenths) {
    mp_uint_t start = mp_hal_ticks_ms();
    mp_uint_t most = (mp_uint_t)mp_obj_get_int(tenths) * 100;
    while (mp_hal_ticks_ms() - start < most) {
        ++rounds;
        if (polls == mp_const_true) mp_handle_pending(true);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(spin_obj, spin);
static mp_obj_t count(void) {
    return mp_obj_new_int(++rounds);
}
static MP_DEFINE_CONST_FUN_OBJ_0(count_obj, count);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_spin), MP_ROM_PTR(&spin_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&count_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t the_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, the_module);
END2

# Prints "ready", then what came of it and whether the loop ran to its end.
cat >run/loop.py <<'END2'
import sys, time, m
print("ready")
start = time.ticks_ms()
try:
    m.spin(sys.argv[1] == "polls", int(sys.argv[2]))
    time.sleep(1)
    print("not interrupted")
except KeyboardInterrupt:
    print("interrupted", time.ticks_diff(time.ticks_ms(), start) >= int(sys.argv[2]) * 100)
print(m.count() > 1)
END2
cat >run/names.py <<'END2'
import m, other
m.count(); m.count(); other.count()
print(m.count(), other.count(), m is other)
END2

# interrupt POLLS TENTHS: loop.py with a SIGINT while it is in the loop; its output is in ./out.
interrupt() {
    : >out
    "$micropython" run/loop.py "$1" "$2" >out 2>&1 &
    pid=$!
    i=0
    while ! grep -q ready out && [ $i -lt 300 ]; do i=$((i + 1)); sleep 0.1; done
    sleep 0.2
    kill -INT $pid || fail "$arch: $(cat out)"
    wait $pid || fail "status $? of $arch: $(cat out)"
}

for row in $ROWS; do
    arch=${row%%=*} micropython=${row#*=}
    case $arch in x64 | x86) ;; *) continue ;; esac
    [ -e "m.$arch.mpy" ] || expect_ok "$NATMOD" build m --arch "$arch" -o "m.$arch.mpy"
    mkdir -p "lib.$arch"
    cp "m.$arch.mpy" "lib.$arch/m.mpy"
    cp "m.$arch.mpy" "lib.$arch/other.mpy"
    export MICROPYPATH="$TMP/lib.$arch"
    interrupt polls 300
    printf 'ready\ninterrupted False\nTrue\n' | diff - out || fail "$row: a loop that polls"
    interrupt not 300
    printf 'ready\ninterrupted False\nTrue\n' | diff - out || fail "$row: another loop"
    "$micropython" run/names.py >out
    echo '3 2 False' | diff - out || fail "$row: two names"
done
