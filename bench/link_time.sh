#!/bin/sh
# SPDX-License-Identifier: MIT
# Time of `natmod ld` against MicroPython's own tools/mpy_ld.py on the same objects:
#
#     MICROPYTHON=checkout bench/link_time.sh [MODULE...]
#
# MODULE is a folder of the checkout's examples/natmod (default: features0 deflate). The objects
# are made by the checkout's own Makefiles, in a copy. Needs hyperfine and, for mpy_ld.py, the
# Python package pyelftools (PYTHON names the interpreter that has it).
set -eu

: "${MICROPYTHON:?set MICROPYTHON to a MicroPython checkout}"
python=${PYTHON:-python3}
top=$(cd "$(dirname "$0")/.." && pwd)
natmod=${NATMOD:-$top/build/natmod/natmod}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r "$MICROPYTHON/py" "$MICROPYTHON/tools" "$MICROPYTHON/extmod" "$MICROPYTHON/lib" "$work/"
for module in ${*:-features0 deflate}; do
    folder=$work/examples/natmod/$module
    mkdir -p "$folder"
    cp "$MICROPYTHON/examples/natmod/$module"/* "$folder/"
    # -n -W: the link command as the Makefile writes it, after everything else is built.
    make -s -C "$folder" ARCH=x64 PYTHON="$python" MPY_DIR="$work" >/dev/null 2>&1 ||
        make -C "$folder" ARCH=x64 PYTHON="$python" MPY_DIR="$work"
    objects=$(find "$folder/build-x64" "$folder" -maxdepth 1 -name '*.o' | sort -u | tr '\n' ' ')
    qstrs=$(find "$folder" -name '*.config.h' | head -n 1)
    echo "== $module ($(echo "$objects" | wc -w) objects)"
    hyperfine -N --warmup 3 --export-json "$work/result.json" \
        -n mpy_ld.py "$python $work/tools/mpy_ld.py --arch x64 --qstrs $qstrs -o $work/a.mpy $objects" \
        -n "natmod ld" "$natmod ld --arch x64 --qstrs $qstrs -o $work/b.mpy $objects" |
        grep -E 'Benchmark|Time|times|±.*faster|natmod ld'
    echo "sizes: mpy_ld.py $(wc -c <"$work/a.mpy") bytes, natmod ld $(wc -c <"$work/b.mpy") bytes"
done
