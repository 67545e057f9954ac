#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds the host for an architecture, if it is not there, and runs a case with a module on it:
#
#     tests/host/run.sh [-classic] HOST CASE.txt [MODULE.mpy | FOLDER]
#
# HOST: x64, rv32imc, rv64imc, xtensa, xtensawin; also x64-asan, the same with sanitizers, and xtensa-c, the
# object representation of the esp8266 (`xtensa` alone is representation A on the same machine code).
# A host per float ABI: arm-soft, arm-softfp (floats in core registers, beside an FPU), arm-hard; rv32imc and
# rv64imc pass floats in integer registers, rv32imc-f and rv64imc-d in those of the FPU.
# An ending changes the host: -6.1 or -6.2, the native ABI of MicroPython 1.20 or 1.22; -twice (x64 and ARM), text
# executes at one address and is written at another, as on the nRF52; -short, each statement is tried with
# failing allocations first; -textless, firmware built without texts of errors.
# The case imports modules from the folder; -classic: see main.c. Ends with status 0 if the transcript
# equals the case, otherwise prints the difference. The host is built in build/host/ARCH of the repository,
# or in $NATMOD_HOST_DIR/ARCH.
set -eu

fail() {
    printf 'host: %s\nhint: %s\n' "$1" "$2" >&2
    exit 2
}

classic=
if [ "${1:-}" = -classic ]; then
    classic=-classic
    shift
fi
[ $# -eq 2 ] || [ $# -eq 3 ] ||
    fail "usage: tests/host/run.sh [-classic] ARCH CASE.txt [MODULE.mpy | FOLDER]" "see the head of the script"
arch=$1
case=$2
folder=${3:-$(dirname "$2")}
[ -d "$folder" ] || folder=$(dirname "$folder")

abi=
while :; do
    case $arch in
    *-6.[12] | *-twice | *-short | *-textless) abi="$abi -${arch##*-}" ;;
    *) break ;;
    esac
    arch=${arch%-*}
done

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=${NATMOD_HOST_DIR:-$top/build/host}/$arch

common="-std=gnu11 -g -Wall -Wextra -Werror -Wno-cast-function-type -Wno-missing-field-initializers"
free="-Os -ffreestanding -fno-builtin"
parts="main own own_driver short gc qstr number print str array seq map exc type call runtime stream builtins machine table loader eval script"
linux="$parts port_linux"
arithmetic="rt_float rt_integer rt_number" # what Xtensa's compilers lack
link=
run=
case $arch in
x64 | x64-asan)
    cc=gcc
    flags="-O1 -DHOST_HAS_LIBC"
    [ "$arch" = x64 ] || flags="$flags -fsanitize=address,undefined -fno-omit-frame-pointer"
    link=$flags
    parts="$parts port_hosted port_x64"
    ;;
arm-soft | arm-softfp | arm-hard)
    cc=arm-none-eabi-gcc
    flags="$free -mthumb -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=${arch#arm-}"
    [ "$arch" != arm-soft ] || flags="$free -mthumb -mcpu=cortex-m3"
    link="$flags -nostdlib -static"
    parts="$linux port_arm"
    run=qemu-arm
    ;;
rv32imc | rv32imc-f | rv64imc | rv64imc-d)
    cc=riscv64-unknown-elf-gcc
    case $arch in
    rv32imc) flags="-march=rv32imac -mabi=ilp32" ;;
    rv32imc-f) flags="-march=rv32imafc -mabi=ilp32f" ;;
    rv64imc) flags="-march=rv64imac -mabi=lp64" ;;
    *) flags="-march=rv64imafdc -mabi=lp64d" ;;
    esac
    flags="$free $flags -mcmodel=medany"
    link="$flags -nostdlib -static"
    parts="$linux port_riscv"
    case $arch in rv32*) run=qemu-riscv32 ;; *) run=qemu-riscv64 ;; esac
    ;;
xtensa | xtensa-c)
    cc=xtensa-lx106-elf-gcc
    flags="$free -mlongcalls -mtext-section-literals"
    [ "$arch" = xtensa ] || flags="$flags -DHOST_REPR_C"
    link="$flags -nostdlib -static"
    parts="$linux port_xtensa $arithmetic"
    run="qemu-xtensa -cpu lx106"
    ;;
xtensawin)
    cc=${NATMOD_CLANG:-$top/build/clang/clang}
    [ -x "$cc" ] || {
        echo "skipped: $cc is missing; make clang-test unpacks it"
        exit 77
    }
    # With a frame pointer, clang 23 puts it into a7 before it has read an argument there.
    flags="$free --target=xtensa -fno-pic -fomit-frame-pointer -ffunction-sections -DHOST_WINDOWED"
    for feature in windowed density mul32 loop sext nsa minmax exception; do
        flags="$flags -Xclang -target-feature -Xclang +$feature"
        features="${features:-} -target-feature +$feature"
    done
    parts="$linux port_xtensawin $arithmetic"
    run="qemu-xtensa -cpu dc233c"
    ;;
*) fail "no host for '$arch'" "see the head of the script" ;;
esac
command -v "$cc" >/dev/null || fail "$cc is missing" "scripts/install-deps test"
if [ -n "$run" ]; then
    qemu=$(command -v "${run%% *}-static" || command -v "${run%% *}") ||
        fail "${run%% *} is missing" "apt-get install qemu-user-static"
    options=${run#"${run%% *}"}
    run="$qemu$options"
fi

# Objects are compiled one after another: few, small, and only when a source is newer.
build() {
    objects=
    for part in $parts; do
        source=$here/$part.c
        [ -f "$source" ] || source=$here/$part.S
        case $part in rt_*) source=$top/sdk/rt/compiler/${part#rt_}.c ;; esac
        objects="$objects $work/$part.o"
        # shellcheck disable=SC2086  # options, split at blanks
        if [ "$part" = port_xtensawin ]; then
            # The driver does not hand the features to its assembler.
            "$cc" $flags -E -o "$work/$part.s" "$source"
            "$cc" -cc1as -triple xtensa $features -filetype obj -o "$work/$part.o" "$work/$part.s"
        else
            "$cc" $common $flags -DHOST_DROPS -c -o "$work/$part.o" "$source"
        fi
    done
    # shellcheck disable=SC2086
    if [ "$arch" = xtensawin ]; then
        xtensa-lx106-elf-ld -static -e _start -o "$work/host.new" $objects
    else
        case $arch in arm* | rv*) objects="$objects -lgcc" ;; esac
        "$cc" $link -o "$work/host.new" $objects
    fi
    mv "$work/host.new" "$work/host"
}

mkdir -p "$work"
# Tests that run at the same time wait for the first to build.
exec 9>"$work/lock"
if command -v flock >/dev/null; then flock 9; fi
if [ ! -x "$work/host" ] || [ -n "$(find "$here" -maxdepth 1 -newer "$work/host" \( -name '*.[chS]' -o -name run.sh \))" ]; then
    build
fi
exec 9>&-

transcript=$(mktemp)
trap 'rm -f "$transcript"' EXIT
status=0
# shellcheck disable=SC2086
ASAN_OPTIONS=detect_leaks=0 $run "$work/host" $classic $abi "$folder" "$case" >"$transcript" || status=$?
diff -u --label "$case" --label "on $arch$abi" "$case" "$transcript" || exit 1
[ "$status" -eq 0 ] || { echo "host: ended with status $status"; exit 1; }
