#!/bin/bash
# Measures what a clean `natmod build` of a one-file module costs, compared with the compiler alone:
#
#     bench/build_time.sh [SOURCE [ROUNDS]]
#
# SOURCE is a user C module in one file (default: examples/shapes/shapes.c). The script runs in turn,
# ROUNDS times (default 20): the compiler on SOURCE, the preprocessor on it (the least that a scan can
# cost), and a clean build. The shortest time of each counts, as the machine may be busy. NATMOD names
# the program.
set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
natmod=${NATMOD:-$top/build/natmod/natmod}
source=${1:-$top/examples/shapes/shapes.c}
rounds=${2:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/module"
cp "$source" "$work/module/module.c"
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/module.c' >"$work/module/micropython.mk"
cd "$work/module"

# Fills the cache of runtimes, and tells the compiler's command.
"$natmod" build . >/dev/null 2>&1
compile=$(python3 - <<'END'
import json
for entry in json.load(open("build-natmod/compile_commands.json")):
    if entry["file"].endswith("/module.c"):
        print(entry["command"])
END
)
preprocess="${compile% -o *} -E -DNO_QSTR -o $work/text"
preprocess=${preprocess/ -c / }
cp -R build-natmod "$work/headers"

# Shortest time so far of a name, in microseconds.
declare -A best
measure() {
    local name=$1 start=${EPOCHREALTIME/./} end
    eval "$2"
    end=${EPOCHREALTIME/./}
    local took=$((end - start))
    if [ -z "${best[$name]:-}" ] || [ "$took" -lt "${best[$name]}" ]; then best[$name]=$took; fi
}
for _ in $(seq "$rounds"); do
    rm -rf build-natmod
    cp -R "$work/headers" build-natmod
    measure compile "$compile"
    measure preprocess "$preprocess"
    rm -rf build-natmod
    measure build '"$natmod" build . >/dev/null 2>&1'
    measure again '"$natmod" build . >/dev/null 2>&1'
done

echo "$(wc -l <module.c) lines, shortest of $rounds:"
show() { awk -v name="$1" -v t="$2" 'BEGIN { printf "%-24s %7.1f ms\n", name, t / 1000 }'; }
show "compiler alone" "${best[compile]}"
show "preprocessor" "${best[preprocess]}"
show "natmod build, clean" "${best[build]}"
show "natmod build, again" "${best[again]}"
awk -v b="${best[build]}" -v c="${best[compile]}" -v p="${best[preprocess]}" 'BEGIN {
    printf "clean build / compiler                %.2f\n", b / c
    printf "clean build / compiler + preprocessor %.2f\n", b / (c + p)
}'
