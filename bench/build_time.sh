#!/bin/bash
# SPDX-License-Identifier: MIT
# Measures what a clean `natmod build` costs beside the compilers that it runs:
#
#     bench/build_time.sh [SOURCE [ROUNDS [FILES...]]]
#
# SOURCE is a user C module in one file (default: examples/shapes/shapes.c). Modules of FILES sources
# (default: 1, 10 and 100) are copies of it whose names have a number. ROUNDS times (default 5) the script
# runs in turn: the compiler on each source, the preprocessor on each (the least that scans can cost), a
# clean build and one that has nothing to do. What counts is processor time, that of all processes
# together, and of each the least, as the machine may be busy. NATMOD names the program.
set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
natmod=${NATMOD:-$top/build/natmod/natmod}
source=$(realpath "${1:-$top/examples/shapes/shapes.c}")
rounds=${2:-5}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- 1 10 100
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=$(basename "$source" .c)

make_module() {
    rm -rf "$work/module"
    mkdir "$work/module"
    cd "$work/module"
    cp "$source" "$name.c"
    for i in $(seq "$1"); do
        [ "$i" -eq 1 ] || sed "/MP_REGISTER_MODULE/d; s/$name/$name$i/g" "$source" >"$name$i.c"
    done
    for file in *.c; do echo "SRC_USERMOD_C += \$(USERMOD_DIR)/$file"; done >micropython.mk
}

# The compilers' commands of the build before: calls.compile, calls.preprocess.
write_calls() {
    python3 - <<'END' >"$work/calls.compile"
import json
for entry in json.load(open("build-natmod/compile_commands.json")):
    if not entry["file"].endswith("module.init.c"):
        print(entry["command"])
END
    sed "s, -c , -E -DNO_QSTR ,; s, -o .*, -o $work/text," "$work/calls.compile" >"$work/calls.preprocess"
}

# Least processor time so far of a name, in milliseconds.
declare -A best
measure() {
    local took
    took=$(TIMEFORMAT='%U %S'; { time eval "$2" >"$work/log" 2>&1 || { cat "$work/log" >&3; exit 1; }; } 3>&2 2>&1 |
        awk '{ printf "%d", ($1 + $2) * 1000 }')
    if [ -z "${best[$1]:-}" ] || [ "$took" -lt "${best[$1]}" ]; then best[$1]=$took; fi
}

printf '%5s %10s %12s %12s %12s %14s\n' files compilers preprocessor 'clean build' 'build again' 'clean/compilers'
for files in "$@"; do
    make_module "$files"
    "$natmod" build . >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }  # fills the cache of runtimes
    write_calls
    best=()
    for _ in $(seq "$rounds"); do
        measure compile "sh $work/calls.compile"
        measure preprocess "sh $work/calls.preprocess"
        rm -rf build-natmod
        measure build '"$natmod" build .'
        measure again '"$natmod" build .'
    done
    awk -v n="$files" -v c="${best[compile]}" -v p="${best[preprocess]}" -v b="${best[build]}" \
        -v a="${best[again]}" 'BEGIN {
        printf "%5d %7d ms %9d ms %9d ms %9d ms %14.2f\n", n, c, p, b, a, b / c }'
done
