#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod deploy and natmod run --device: a board behind a pseudo-terminal, which is a MicroPython that plays
# one, and the real mpremote.
. "$TOP/tests/cases/lib.sh"

[ -x "$TOP/build/mpremote/mpremote" ] || fail "mpremote is missing: scripts/get-mpremote build/mpremote"
PATH="$TOP/build/mpremote:$PATH"
port=$TMP/port
board=

unplug() {
    [ -z "$board" ] || kill "$board" 2>/dev/null || true
    [ -z "$board" ] || wait "$board" || true
    board=
}
trap 'unplug; rm -rf "$TMP"' EXIT

# plug [OPTION...]: connects a board whose files are in ./root. What ./traits says it does first.
plug() {
    unplug
    mkdir -p root
    (cd root && MICROPYPATH=:.frozen:lib exec "$TOP/tests/board_pty.py" "$port" "$NATMOD_MICROPYTHON" "$@" \
        "$TOP/tests/board_repl.py" "$TMP/traits") &
    board=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ ! -e "$port" ] || return 0
        sleep 0.2
    done
    fail "no board"
}

thing() { # VALUE
    module thing <<END_C
#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_thing)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT($1)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t thing_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_thing, thing_module);
END_C
}
deploy() { "$NATMOD" deploy --device "$port" "$@"; }

# It builds for the board that is there, makes the folder, and copies what has changed.
: >traits
plug
thing 5
expect_ok deploy thing
expect_same ':lib/thing.mpy'
expect_match "^natmod: .* \($port, micropython 1\.[0-9.]+\): x64, ABI 6\.3, double floats, [0-9]+ KB of heap free\$"
cmp root/lib/thing.mpy thing/build-natmod/x64/thing.mpy
expect_ok deploy thing
expect_same ':lib/thing.mpy is up to date'
thing 6
expect_ok deploy thing
expect_same ':lib/thing.mpy'
cmp root/lib/thing.mpy thing/build-natmod/x64/thing.mpy
[ "$(ls root/lib)" = thing.mpy ] || fail "something is left: $(ls root/lib)"
(cd thing && expect_ok "$NATMOD" deploy --device "$port" --to :a/b && rm stdout stderr)
cmp root/a/b/thing.mpy root/lib/thing.mpy
expect_ok deploy thing --to :
cmp root/thing.mpy root/lib/thing.mpy
rm root/thing.mpy
expect_error '--to :it.s' deploy thing --to ":it's"

# A program that runs there is interrupted.
mpremote connect "$port" exec --no-follow 'while True: pass'
expect_ok deploy thing
expect_same ':lib/thing.mpy is up to date'

# Scripts, with arguments; a script's failure is the command's.
echo 'import sys, thing; print(thing.value, sys.argv)' >script.py
thing 7
expect_ok "$NATMOD" run --device "$port" thing script.py one two
expect_same "7 ['script.py', 'one', 'two']"
expect_ok "$NATMOD" run --device "$port" thing -c 'import thing; print(thing.value)'
expect_same 7
expect_fail "$NATMOD" run --device "$port" thing -c '1/0'
expect_match ZeroDivisionError stdout

# natmod test runs a module's scripts there.
echo 'import thing; print(thing.value)' >thing/test.py
echo 7 >thing/expected.txt
expect_ok "$NATMOD" test --device "$port" thing
expect_match '^pass +thing/test\.py' stdout
expect_match '^1 passed' stdout
echo 8 >thing/expected.txt
expect_fail "$NATMOD" test --device "$port" thing
expect_match '^FAIL +thing/test\.py' stdout
echo 'while True: pass' >thing/test.py
expect_fail "$NATMOD" test --device "$port" --timeout 3 thing
expect_match '^FAIL +thing/test\.py.* 3 s' stdout
rm thing/test.py

# A file: what verify refuses, and what the board would not load, stays here.
expect_ok deploy thing/build-natmod/x64/thing.mpy
expect_same ':lib/thing.mpy is up to date'
cp root/lib/thing.mpy damaged.mpy
printf 'X' | dd of=damaged.mpy bs=1 seek=60 conv=notrunc 2>/dev/null
expect_error 'damaged\.mpy: error: ' deploy damaged.mpy
expect_absent root/lib/damaged.mpy
expect_ok "$NATMOD" build thing --arch armv6m -o other.mpy
expect_error 'is for armv6m, ABI 6\.3, and the board loads x64, ABI 6\.3' deploy other.mpy
expect_absent root/lib/other.mpy
expect_error 'this board loads x64, not armv6m' deploy thing --arch armv6m

# The cable is pulled out in the middle: what is there under its name is the old file, whole.
thing 8
cp root/lib/thing.mpy old.mpy
seen=
for after in 1500 3000 3500 4000 4500; do
    echo $after >port.pull
    expect_error 'port: error: ' deploy thing
    cmp root/lib/thing.mpy old.mpy || fail "half a file after $after bytes"
    [ ! -e root/lib/thing.mpy.new ] || seen=1
    rm port.pull
    plug
done
[ -n "$seen" ] || fail "it was never pulled out in the middle of the file"
expect_ok deploy thing
cmp root/lib/thing.mpy thing/build-natmod/x64/thing.mpy
[ "$(ls root/lib)" = thing.mpy ] || fail "something is left: $(ls root/lib)"

# Bytes that change on the way.
cat >traits <<'END_PYTHON'
import builtins, io
class Changing(io.IOBase):
    def __init__(self, file): self.file = file
    def write(self, data): return self.file.write(data[:-1] + b"X")
    def close(self): self.file.close()
real_open = open
builtins.open = lambda path, *mode: Changing(real_open(path, *mode)) if mode == ("wb",) else real_open(path, *mode)
END_PYTHON
plug
thing 9
cp root/lib/thing.mpy old.mpy
expect_error 'what has arrived is not the file that was sent' deploy thing
cmp root/lib/thing.mpy old.mpy
[ "$(ls root/lib)" = thing.mpy ] || fail "something is left: $(ls root/lib)"

# A file system without room, or none at all.
cat >traits <<'END_PYTHON'
import os, vfs
class Disk:
    def __init__(self): self.data = bytearray(512 * 64)
    def readblocks(self, n, buffer): buffer[:] = self.data[n * 512:n * 512 + len(buffer)]
    def writeblocks(self, n, buffer): self.data[n * 512:n * 512 + len(buffer)] = buffer
    def ioctl(self, op, arg): return {4: 64, 5: 512}.get(op, 0)
disk = Disk()
vfs.VfsFat.mkfs(disk)
vfs.mount(disk, "/flash")
os.chdir("/flash")
END_PYTHON
plug
expect_ok deploy thing
expect_same ':lib/thing.mpy'
expect_ok deploy thing
expect_same ':lib/thing.mpy is up to date'
thing 10
expect_ok deploy thing # FAT's rename does not replace a file
mpremote connect "$port" resume exec 'import os; print(os.listdir("lib"))' >stdout
expect_same "['thing.mpy']"
mpremote connect "$port" resume exec 'f = open("big", "wb")
try:
    while True: f.write(bytes(512))
except OSError: pass
try: f.close()
except OSError: pass'
cp -R "$TOP/tests/modules/strings" .
expect_error "the board's file system is full: strings\.mpy has [0-9]+ bytes, and [0-9]+ are free" deploy strings
echo 'import os; os.chdir("/proc/self")' >traits
plug
expect_error 'port: error: there is no folder :lib on the board, and it cannot be made' deploy thing

# A small heap: the import would fail, and here it says why.
cat >thing/big.c <<'END_C'
char natmod_big[3 << 20];
END_C
sed -i 's/thing.c/thing.c $(USERMOD_DIR)\/big.c/' thing/micropython.mk
sed -i '1i extern char natmod_big[]; void *natmod_keep(void);' thing/thing.c
cat >>thing/thing.c <<'END_C'
static mp_obj_t first(void) { return MP_OBJ_NEW_SMALL_INT(natmod_big[0]); }
static MP_DEFINE_CONST_FUN_OBJ_0(first_obj, first);
END_C
sed -i 's/MP_QSTR_value), .*/MP_QSTR_value), MP_ROM_PTR(\&first_obj)},/; s/^static const mp_rom_map/extern const mp_obj_fun_builtin_fixed_t first_obj;\n&/; s/^static MP_DEFINE_CONST_FUN_OBJ_0/MP_DEFINE_CONST_FUN_OBJ_0/' thing/thing.c
: >traits
plug
expect_ok deploy thing
expect_match 'warning: its import takes [0-9]+ bytes of the heap, and .* has [0-9]+ free'

# Firmware without native modules, and something that is no MicroPython.
cat >traits <<'END_PYTHON'
import sys
class Implementation:
    name = "micropython"
    version = (1, 26, 0)
    _machine = "A small board"
class Sys:
    implementation = Implementation
    platform = "small"
    modules = sys.modules
    stdout = sys.stdout
sys.modules["sys"] = Sys
END_PYTHON
plug
expect_error 'the firmware of this board, A small board \(micropython 1\.26\.0\), loads no native modules' deploy thing
cat >traits <<'END_PYTHON'
import time
while True:
    try: time.sleep(1000)
    except KeyboardInterrupt: pass
END_PYTHON
plug
expect_error 'port: error: no MicroPython answers there' deploy thing

# The port: none, in use, not ours.
unplug
expect_error 'no-such-port: error: there is no such port' "$NATMOD" deploy thing --device "$TMP/no-such-port"
: >traits
plug
mkfifo go
python3 -c "
import fcntl, os
file = os.open('$port', os.O_RDWR | os.O_NOCTTY)
fcntl.flock(file, fcntl.LOCK_EX)
open('locked', 'w').close()
open('go').read()" &
holder=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e locked ] || sleep 0.2; done
expect_error 'port: error: the board is in use by another program' deploy thing
echo >go
wait $holder

# What docs/on-the-board.md has one type, where one board is connected.
unplug
rm -rf root
: >traits
plug
mkdir listed
cat >listed/mpremote <<END_SH
#!/bin/sh
case "\$1 \$2" in
"connect list") echo "$port e6614c 2e8a:0005 MicroPython Board in FS mode" ;;
connect*) exec "$TOP/build/mpremote/mpremote" "\$@" ;;
*) exec "$TOP/build/mpremote/mpremote" connect "$port" "\$@" ;;
esac
END_SH
chmod +x listed/mpremote
cp -R "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod
[ -e shapes/test.py ] || cp shapes/demo.py shapes/test.py
grep -E '^    (natmod|mpremote) ' "$TOP/docs/on-the-board.md" >commands
grep -E '^    mpremote ' "$TOP/docs/debugging.md" >>commands
[ "$(wc -l <commands)" -eq 10 ] || fail "the guide's commands changed: $(cat commands)"
(
    PATH="$TMP/listed:$(dirname "$NATMOD"):$PATH"
    cd shapes
    while read -r command; do
        case $command in
        natmod:*) continue ;;
        "mpremote mkdir"*) rm -r "$TMP/root/lib" ;;
        "natmod run "*) rm -f "$TMP/root/lib/shapes.mpy" ;; # one for armv6m lies there now
        esac
        expect_ok sh -c "$command" </dev/null
        case $command in
        "natmod deploy") expect_same ':lib/shapes.mpy' ;;
        esac
    done
    rm -f stdout stderr expected
) <commands || fail "a command of the guide"

# Which board, if nobody says so: mpremote lists them.
mkdir bin
cat >bin/mpremote <<'END_SH'
#!/bin/sh
[ "$*" != "connect list" ] || cat "$BOARDS"
END_SH
chmod +x bin/mpremote
unplug
echo '/dev/ttyS0 None 0000:0000 None None' >boards
export BOARDS="$TMP/boards"
PATH="$TMP/bin:$PATH" expect_error 'no board is connected' "$NATMOD" deploy thing
cat >>boards <<'END_LIST'
/dev/ttyACM0 e6614c311b 2e8a:0005 MicroPython Board in FS mode
/dev/ttyUSB0 None 10c4:ea60 Silicon Labs CP2102 USB to UART
END_LIST
PATH="$TMP/bin:$PATH" expect_error '2 boards are connected: /dev/ttyACM0 .*; /dev/ttyUSB0 ' "$NATMOD" deploy thing
expect_match '^hint: name one: --device /dev/ttyACM0$'
mkdir none
for program in sh env; do ln -s "$(command -v $program)" none/$program; done
expect_error 'mpremote, which talks to boards, is not found' env PATH="$TMP/none" "$NATMOD" deploy thing
expect_match '^hint: .*mpremote'
