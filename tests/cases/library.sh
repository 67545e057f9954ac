#!/bin/sh
# SPDX-License-Identifier: MIT
# A whole library on its way from folder to device, with either description: check it, build it for
# every architecture with a compiler here, package it, install it with mip, import it.
. "$TOP/tests/cases/lib.sh"

cp -r "$TOP/tests/modules/library" library
for from in make cmake; do
    expect_ok "$NATMOD" check --from "$from" library
    expect_ok "$NATMOD" build --from "$from" library -o "$from.mpy"
done
# The folder of a source is no part of the result.
cmp make.mpy cmake.mpy || fail "the two descriptions give two modules"

port=$((21000 + $$ % 20000))
url=http://127.0.0.1:$port
expect_ok "$NATMOD" package library --archs x64,x86,armv6m,armv7m,armv7emsp,armv7emdp,xtensa,rv32imc,rv64imc \
    --version 1.4.2 --url "$url" -o out
for mpy in out/*/*.mpy; do
    expect_ok "$NATMOD" verify "$mpy"
done
python3 -m http.server --bind 127.0.0.1 --directory out "$port" >server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$TMP"' EXIT

# With each firmware of its own architecture, the part that the package chooses for it.
mkdir run
cp library/test.py run/
hosts=" "
for row in $ROWS; do
    micropython=${row#*=}
    case $hosts in *" $micropython "*) continue ;; esac
    hosts="$hosts$micropython "
    rm -rf device
    # The server may still be starting.
    expect_ok "$micropython" -c "
import mip, time
for attempt in range(100):
    try:
        mip.install('$url/package.json', target='device')
        break
    except OSError:
        time.sleep_ms(100)
"
    (cd run && MICROPYPATH="$TMP/device" "$micropython" test.py) >stdout || fail "$micropython"
    # The loader is a package, which prints with its file.
    sed -i "s/<module 'meter' from '[^']*'>/<module 'meter'>/" stdout
    diff -u "$TOP/tests/modules/library/expected.txt" stdout || fail "$micropython prints something else"
done
