#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod package: MicroPython's own mip installs its folder, served on loopback.
. "$TOP/tests/cases/lib.sh"

cat >serve.py <<'END'
# Serves the files below a folder; prints its port. Ends when asked for /quit.
import socket, sys

root = sys.argv[1]
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
port = int(sys.argv[2])
server.bind(socket.getaddrinfo("127.0.0.1", port)[0][-1])
server.listen(1)
print("ready")
while True:
    client = server.accept()[0]
    path = client.readline().split()[1].decode()
    while client.readline() != b"\r\n":
        pass
    try:
        with open(root + path, "rb") as file:
            body = file.read()
        client.write(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
        client.write(body)
    except OSError:
        client.write(b"HTTP/1.0 404 Not Found\r\n\r\n")
    client.close()
    if path == "/quit":
        break
END

expect_ok "$NATMOD" new picked --class
sed -i '/MP_QSTR_ANSWER/a\    { MP_ROM_QSTR(MP_QSTR___version__), MP_ROM_QSTR(MP_QSTR_one) },' picked/picked.c
port=$((20000 + $$ % 20000))
url=http://127.0.0.1:$port
expect_ok "$NATMOD" package picked --archs x64,x86,armv6m -o out --version 1.2 --url "$url"
cp -r out first
expect_ok "$NATMOD" package picked --archs x64,x86,armv6m -o out --version 1.2 --url "$url"
diff -r first out || fail "the same package twice is not the same"
expect_ok "$NATMOD" package picked --archs x64,x86,armv6m -o out/flat --flat --url "$url/flat"
[ -z "$(find out/flat -mindepth 1 -type d)" ] || fail "a flat package has folders"

"$NATMOD_MICROPYTHON" serve.py out "$port" >ready &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$TMP"' EXIT
for _ in $(seq 100); do grep -q ready ready && break; sleep 0.1; done

# The mip of each firmware; the loader package chooses the part, and is the module.
mkdir elsewhere  # the folder of the sources is named like the module
count=0
for row in $ROWS; do
    case $row in x64=*) micropython=${row#x64=} ;; *) continue ;; esac
    rm -rf device
    expect_ok "$micropython" -c "
import mip
mip.install('$url/package.json', target='device')
mip.install('$url/x64_6.3/package.json', target='device/one')
mip.install('$url/flat/package.json', target='device/flat')
mip.install('$url/flat/picked-x64_6.3.json', target='device/flat/one')
mip.install('$url/x64_6.3/picked.mpy', target='device/direct')
"
    cmp device/picked/armv6m.mpy out/armv6m_6.3/picked.mpy || fail "mip installed something else"
    for path in device device/flat; do
        (cd elsewhere && MICROPYPATH="$TMP/$path" "$micropython" -c "
import picked
print(picked.add(1, 2), picked.Counter(3).step(), picked.__version__, picked.__name__)
from picked import ANSWER
print(ANSWER)
") >stdout || fail "$path: the package does not work"
        expect_same '3 4 one picked
42'
    done
    for path in device/one device/flat/one device/direct; do
        (cd elsewhere && MICROPYPATH="$TMP/$path" "$micropython" -c 'import picked; print(picked.add(2, 2))') >stdout ||
            fail "$path: the module does not work"
        expect_same 4
    done
    count=$((count + 1))
done
[ "$count" -gt 0 ] || fail "no firmware for x64"
cd elsewhere
# Which part it takes on other hosts: their sys.implementation._mpy has the architecture's number
# in bits 10 to 13 and the ABI in bits 8 and 9.
sed '/^import sys/d; /^_module/,$d' "$TMP/device/picked/__init__.py" >"$TMP/choose.py"
expect_ok "$NATMOD_MICROPYTHON" -c "
source = open('$TMP/choose.py').read()
class sys:
    class implementation:
        pass
def choose(number, abi=3):
    sys.implementation._mpy = 6 | abi << 8 | number << 10
    names = {'sys': sys}
    exec(source, names)
    try:
        return names['_part']()
    except ImportError:
        return None
print([choose(number) for number in range(13)], choose(2, 2))
"
expect_same "[None, 'x86', 'x64', None, 'armv6m', 'armv6m', 'armv6m', 'armv6m', 'armv6m', None, None, None, None] None"
# It refuses a part that is cut short or changed, which firmware would hang on or run.
for change in 'head -c 300' 'tr m n'; do
    rm -rf "$TMP/damaged"
    cp -r "$TMP/device" "$TMP/damaged"
    $change <"$TMP/device/picked/x64.mpy" >"$TMP/damaged/picked/x64.mpy"
    MICROPYPATH="$TMP/damaged" expect_fail timeout 20 "$NATMOD_MICROPYTHON" -c 'import picked'
    expect_match '^ImportError: x64\.mpy of picked is damaged: copy it again$'
done
# Without a part for the host it says so.
rm "$TMP/device/picked/x64.mpy"
sed -i 's/2: "x64", *//; s/, 2: "x64"//' "$TMP/device/picked/__init__.py"
MICROPYPATH="$TMP/device" expect_fail "$NATMOD_MICROPYTHON" -c 'import picked'
expect_match 'no part for this MicroPython'

cd "$TMP"
# Relative addresses are for a mip that knows them.
expect_ok "$NATMOD" package picked --archs x64 -o relative
expect_match 'note: only the mip of MicroPython 1\.27'
expect_match '^hint: --url'
grep -q '"picked.mpy"' relative/x64_6.3/package.json || fail "an address is not relative"

expect_error 'no architectures|--archs' "$NATMOD" package picked --archs '' -o none
[ ! -e none ] || fail "a failed package left files"
