#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds one module and runs its script in a real MicroPython:
#
#     tests/run_module.sh MODULE_DIR FIRMWARE_DIR ARCH ABI
#
# The module's folder holds the sources with micropython.mk or .cmake, `test.py` (or `demo.py`) and
# `expected.txt`, which is what the script prints, byte for byte; if needed also `flags`, further
# options for `natmod build`, and `input`, which the script reads. Works on a copy of the folder, so
# that tests of one module may run at the same time. NATMOD names the program; WORK, if set, the
# folder to work in.
set -eu

if [ $# -ne 4 ]; then
    echo "usage: tests/run_module.sh MODULE_DIR FIRMWARE_DIR ARCH ABI" >&2
    exit 2
fi
module=$1
micropython=$2/micropython
arch=$3
abi=$4
: "${NATMOD:=natmod}"
if [ -z "${WORK:-}" ]; then
    WORK=$(mktemp -d)
    trap 'rm -rf "$WORK"' EXIT
fi

fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

[ -x "$micropython" ] || fail "$micropython is missing; scripts/get-firmware unpacks it"
# Attributes of modules that this firmware may lack.
for need in $(cat "$module/needs" 2>/dev/null); do
    case $need in *.*) ;; *) continue ;; esac
    "$micropython" -c "import ${need%%.*}; $need" 2>/dev/null || {
        echo "skipped: needs $need"
        exit 77
    }
done

rm -rf "$WORK"
mkdir -p "$WORK/run"
cp -R "$module" "$WORK/module"
rm -rf "$WORK/module/build-natmod"
cp "$module"/*.py "$WORK/run/"
script=test.py
[ -f "$WORK/run/test.py" ] || script=demo.py

flags=
[ ! -f "$module/flags" ] || flags=$(cat "$module/flags")
# shellcheck disable=SC2086  # options, split at blanks
"$NATMOD" build "$WORK/module" --arch "$arch" --abi "$abi" $flags ||
    fail "natmod build of $(basename "$module") for $arch"

input=/dev/null
[ ! -f "$module/input" ] || input=$module/input
cd "$WORK/run"
status=0
MICROPYPATH=$WORK/module/build-natmod/$arch "$micropython" "$script" <"$input" >stdout 2>stderr || status=$?
if ! diff -u "$module/expected.txt" stdout; then
    cat stderr
    fail "$script did not print expected.txt (status $status)"
fi
if [ "$status" -ne 0 ] || [ -s stderr ]; then
    cat stderr
    fail "$script ended with status $status"
fi

# The same with little memory, where it costs no emulator. What the modules of this list print depends
# on what was called before.
STATE=' classic cplusplus cppfull delegation doubles errors finaliser hal large manyqstrs modinit
    multifile oldnames several statics '
case $arch-$script in
x64-test.py | x86-test.py) ;;
*) exit 0 ;;
esac
names=$(cd "$WORK/module/build-natmod/$arch" && ls)
names=$(printf '%s\n' "$names" | sed -n -e '/^module\.mpy$/d' -e 's/\.mpy$//p')
status=0
# shellcheck disable=SC2086  # names, one a line
MICROPYPATH=$WORK/module/build-natmod/$arch "$micropython" -X heapsize=1M \
    "$(dirname "$0")/low_memory.py" $names <"$input" >short 2>stderr || status=$?
sed '1,/^=====$/d' short >stdout
if [ "$status" -ne 0 ]; then
    cat stderr
    fail "with little memory, $script ended with status $status"
fi
case $STATE in
*[[:space:]]"$(basename "$module")"[[:space:]]*) ;;
*) diff -u "$module/expected.txt" stdout || fail "after little memory, $script did not print expected.txt" ;;
esac
