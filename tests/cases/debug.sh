#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod debug: breakpoints, variables, backtraces and crashes, here, in qemu and through a gdb server.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/spot.c <<'EOF'
#include "py/runtime.h"

static int calls;
static int total = 5;

static mp_obj_t add(mp_obj_t a_in, mp_obj_t b_in) {
    int a = mp_obj_get_int(a_in);
    int b = mp_obj_get_int(b_in);
    int sum = a + b;
    calls += 1;
    total += sum;
    return mp_obj_new_int(sum);
}
static MP_DEFINE_CONST_FUN_OBJ_2(add_obj, add);

static mp_obj_t each(mp_obj_t list, mp_obj_t callback) {
    size_t n;
    mp_obj_t *items;
    mp_obj_get_array(list, &n, &items);
    for (size_t i = 0; i < n; i++) {
        mp_call_function_1(callback, items[i]);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(each_obj, each);

static mp_obj_t crash(mp_obj_t where) {
    volatile int *p = (int *)(uintptr_t)mp_obj_get_int(where);
    *p = 42;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(crash_obj, crash);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_spot)},
    {MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&add_obj)},
    {MP_ROM_QSTR(MP_QSTR_each), MP_ROM_PTR(&each_obj)},
    {MP_ROM_QSTR(MP_QSTR_crash), MP_ROM_PTR(&crash_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t spot_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_spot, spot_module);
EOF
echo 'SRC_USERMOD += $(USERMOD_DIR)/spot.c' >m/micropython.mk
cat >through.py <<'EOF'
import sys
import spot
print("arguments", sys.argv)
spot.each([1], lambda x: spot.add(x, 10))
print("done")
sys.exit(3)
EOF
cat >crash.py <<'EOF'
import spot
spot.each([16], lambda x: spot.crash(x))
EOF
echo 'print("nothing")' >never.py

# expect_status N COMMAND...: its status is N; its output is in ./stdout and ./stderr.
expect_status() {
    wanted=$1 status=0
    shift
    "$@" >stdout 2>stderr || status=$?
    [ $status -eq "$wanted" ] || {
        cat stdout stderr
        fail "status $status: $*"
    }
}

# Firmware for ARM has no unwind tables.
for row in $ROWS; do
    arch=${row%%=*} micropython=${row#*=}
    case $arch in
    x64 | x86) callers=backtrace ;;
    *) callers=callers ;;
    esac
    expect_status 3 "$NATMOD" debug --firmware "$micropython" --break spot.c:10 --ex 'print a' --ex 'print total' \
        --ex "$callers" --ex continue --batch m through.py one 'two words'
    expect_match '^natmod: spot is imported, with its text at 0x' stdout
    expect_match "^arguments \['through.py', 'one', 'two words'\]" stdout
    expect_match '^Breakpoint 1, add \(' stdout
    expect_match '^\$1 = 1$' stdout
    expect_match '^\$2 = 5$' stdout
    expect_match ' in each .*spot\.c:2[01]' stdout
    expect_match '^done' stdout
    # A crash, with no breakpoint and no command.
    expect_status 1 "$NATMOD" debug --firmware "$micropython" --batch m crash.py
    expect_match 'Program received signal SIGSEGV' stdout
    expect_match 'crash \(.*spot\.c:29$' stdout
    expect_status 0 "$NATMOD" debug --firmware "$micropython" --batch m never.py
    expect_match '^natmod: the program ended, and had not imported spot' stdout
done

# A breakpoint where the module has nothing.
for place in nosuch spot.c:999; do
    expect_status 1 "$NATMOD" debug --batch --break $place m through.py
    expect_match "^natmod: error: the module has no $place: name a function" stderr
done

# Commands for the prompt: after the import everything of the module is known. Nothing is left over.
printf 'info breakpoints\nbreak add\ncontinue\nup 0\nrun\nkill\nquit\n' | "$NATMOD" debug m through.py >stdout 2>stderr
expect_match 'Breakpoint 1 at 0x[0-9a-f]+: file .*spot\.c, line [67]\.' stdout
expect_match '^Breakpoint 1, add' stdout
[ "$(grep -c 'Breakpoint 1, add' stdout)" -eq 1 ] || fail "$(cat stdout stderr)"
[ "$(grep -c 'spot is imported' stdout)" -eq 2 ] || fail "run once more: $(cat stdout stderr)"
expect_ok "$NATMOD" debug --batch m -c 'import spot; print(spot.add(1, 2))'
expect_match '^3$' stdout

# The loop below ends by Ctrl-C only; gdb then has the prompt.
cat >loop.py <<'EOF'
import spot
print("loop")
while True:
    spot.add(1, 2)
EOF
cat >control_c.py <<'EOF'
import os, pty, re, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
seen = ""
def until(pattern):
    global seen
    while not re.search(pattern, seen):
        seen += os.read(terminal, 4096).decode(errors="replace")
        print(seen, file=open("terminal", "w"))
    seen = seen[re.search(pattern, seen).end():]
def send(text):
    os.write(terminal, text.encode())
until(r"is imported[\s\S]*\(gdb\) ")
send("continue\n")
until("loop")
send("\x03")
until(r"SIGINT[\s\S]*\(gdb\) ")
send("info symbol 0\nbreak spot.c:10\ncontinue\n")
until(r"Breakpoint 1, [\s\S]*\(gdb\) ")
send("kill\nquit\n")
os.waitpid(pid, 0)
EOF
for row in $ROWS; do
    case $row in x64=* | armv*) ;; *) continue ;; esac
    timeout 120 python3 control_c.py "$NATMOD" debug --firmware "${row#*=}" m loop.py ||
        fail "${row%%=*}: $(cat terminal)"
done

# A gdb server, of a processor that nothing here is: RISC-V, in the host that plays the board. qemu waits for gdb.
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("localhost", 0)); print(s.getsockname()[1])'; }
cat >crash.txt <<'EOF'
>>> import spot
>>> spot.add(1, 2)
3
>>> spot.crash(16)
EOF
server=$(port)
board=m/build-natmod/debug/rv64imc
mkdir -p $board
echo '>>> 1 + 1' >none.txt
"$TOP/tests/host/run.sh" rv64imc none.txt $board >host.out 2>&1 || true # it builds the host
QEMU_GDB=$server "$TOP/tests/host/run.sh" rv64imc crash.txt $board >board.out 2>&1 &
expect_status 1 "$NATMOD" debug --arch rv64imc --remote "localhost:$server" --break spot.c:10 --ex 'print a' --ex continue \
    --ex 'info symbol $pc' --batch m
expect_match "^natmod: for the board: .*$board/spot.mpy" stderr
expect_match '^Breakpoint 1, add ' stdout
expect_match '^\$1 = 1' stdout
expect_match '^29' stdout
expect_match '^crash .*in section .text' stdout
wait

# One that runs already, with a module that it imported.
mkdir lib
expect_ok "$NATMOD" build m -g --arch x64 -o lib/spot.mpy
cat >board.py <<'EOF'
import time, natmod, spot
print(natmod.base("spot"))
while True:
    spot.add(1, 2)
    time.sleep_ms(10)
EOF
mkdir empty
cd empty
MICROPYPATH="$TMP/lib:$TOP/sdk/device" "$NATMOD_MICROPYTHON" ../board.py >../base 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null || true; rm -rf "$TMP"' EXIT
cd ..
while [ ! -s base ]; do sleep 0.1; done
grep -q '^[0-9][0-9]*$' base || fail "$(cat base)"
server=$(port)
gdbserver --once "localhost:$server" --attach $pid >server.out 2>&1 &
i=0
while ! grep -q Listening server.out && [ $i -lt 300 ]; do i=$((i + 1)); sleep 0.1; done
expect_status 1 "$NATMOD" debug --arch x64 --remote "localhost:$server" --base "$(cat base)" --break add \
    --ex 'print calls > 0' --batch lib/spot.mpy
expect_match '^natmod: spot is imported, with its text at 0x' stdout
expect_match '^Breakpoint 1, add ' stdout
expect_match '^\$1 = 1' stdout
kill $pid 2>/dev/null || true
wait

expect_error '--base is for a module that a board has imported' "$NATMOD" debug --base 0x10 m through.py
expect_error 'what a board runs is not started from here' "$NATMOD" debug --arch armv6m --remote localhost:1 m x.py
expect_error "wants the board's architecture" "$NATMOD" debug --remote localhost:1 m
expect_error "wants the board's architecture" "$NATMOD" debug --remote localhost:1 --arch x64,x86 m
expect_error 'natmod debug builds the module itself' "$NATMOD" debug lib/spot.mpy
expect_error 'there is no nosuch' "$NATMOD" debug --gdb nosuch m through.py
expect_match 'names another gdb'
# Nothing is built before that is known.
rm -rf m/build-natmod
for missing in gdb gdb-multiarch; do
    set -- --firmware "$NATMOD_MICROPYTHON"
    [ $missing = gdb ] || set -- --remote localhost:1 --arch armv6m
    expect_error "there is no $missing" env PATH=/nowhere "$NATMOD" debug "$@" m
    expect_match "apt install $missing"
    expect_absent m/build-natmod
done
cat >without_python <<'EOF'
#!/bin/sh
echo "Python scripting is not supported in this copy of GDB." >&2
EOF
chmod +x without_python
expect_error 'cannot run Python' "$NATMOD" debug --gdb ./without_python m through.py
