#!/bin/bash
# SPDX-License-Identifier: MIT
# Processor time of a build of Natmod itself, as `make` does it but without a compile cache, and the
# seconds that its slowest steps took:
#
#     bench/own_build.sh [-DOPTION=VALUE...]
set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
export CCACHE_DISABLE=1

cmake -S "$top" -B "$work" -G Ninja -DNATMOD_UNITY=ON -DBUILD_TESTING=OFF --log-level=NOTICE "$@" >"$work/log"
took=$(TIMEFORMAT='%U %S %R'; { time cmake --build "$work" >"$work/log" 2>&1 || { cat "$work/log" >&3; exit 1; }; } 3>&2 2>&1)
echo "$took" | awk '{ printf "%.0f CPU-seconds (%.0f user, %.0f system), %.0f elapsed\n", $1 + $2, $1, $2, $3 }'
awk '!/^#/ { printf "%6.1f %s\n", ($2 - $1) / 1000, $4 }' "$work/.ninja_log" | sort -rn | head -n 12
