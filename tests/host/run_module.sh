#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds a module with natmod and runs its case on the host:
#
#     tests/host/run_module.sh MODULE_DIR CASE.txt ARCH [HOST...]
#
# ARCH may end in -6.1 or -6.2, an older ABI. HOST: the hosts to run it on, by default ARCH itself (see
# run.sh); `real` is the MicroPython that NATMOD_MICROPYTHON names. Works on a copy of the module's folder,
# so that tests of one module may run at the same time. NATMOD names the program; WORK, if set, the folder
# to work in.
set -eu

if [ $# -lt 3 ]; then
    echo "usage: tests/host/run_module.sh MODULE_DIR CASE.txt ARCH [HOST...]" >&2
    exit 2
fi
module=$1
case=$2
arch=$3
shift 3
[ $# -gt 0 ] || set -- "$arch"
here=$(cd "$(dirname "$0")" && pwd)
: "${NATMOD:=natmod}"
if [ -z "${WORK:-}" ]; then
    WORK=$(mktemp -d)
    trap 'rm -rf "$WORK"' EXIT
fi

fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

rm -rf "$WORK"
mkdir -p "$WORK"
cp -R "$module" "$WORK/module"
rm -rf "$WORK/module/build-natmod"
flags=
[ ! -f "$module/flags" ] || flags=$(cat "$module/flags")
abi=6.3
case $arch in *-6.[12]) abi=${arch##*-} ;; esac
clang=$here/../../build/clang/clang
if [ "$arch" = xtensawin ]; then
    clang=${NATMOD_CLANG:-$clang}
    [ -x "$clang" ] || {
        echo "skipped: $clang is missing; make clang-test unpacks it"
        exit 77
    }
    flags="$flags --cc $clang"
fi
# shellcheck disable=SC2086  # options, split at blanks
"$NATMOD" build "$WORK/module" --arch "${arch%-6.?}" --abi "$abi" $flags || fail "natmod build of $(basename "$module") for $arch"

folder=$WORK/module/build-natmod/$arch
for host in "$@"; do
    if [ "$host" = real ]; then
        "$NATMOD_MICROPYTHON" "$here/real.py" "$folder" "$case" >"$WORK/transcript" ||
            fail "$NATMOD_MICROPYTHON ended with status $?"
        diff -u --label "$case" --label "on $NATMOD_MICROPYTHON" "$case" "$WORK/transcript" ||
            fail "the case is not what a real MicroPython prints"
    else
        "$here/run.sh" "$host" "$case" "$folder" || fail "$(basename "$case") on the host for $host"
    fi
done
