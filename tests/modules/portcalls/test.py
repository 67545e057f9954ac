# SPDX-License-Identifier: MIT
import gc

import portcalls as p


def attempt(name, *args):
    try:
        print(name, getattr(p, name)(*args))
    except Exception as e:
        print(name, type(e).__name__, e.args)


def noise():  # an emulator's may be none
    try:
        from os import urandom
    except ImportError:
        return True
    return len({urandom(8) for _ in range(4)}) > 1


print(p.clocks(), p.interrupt(-1))
attempt("files", "portcalls.txt", "text")
attempt("files", "no/such/folder/x", "")
print(p.track(100))
junk = [bytearray(200) for _ in range(200)]
junk = None
gc.collect()
junk = [bytearray(200) for _ in range(200)]
print(p.tracked(100) == bytes(range(100)))
for t in ("<b", "<B", ">h", "<H", ">i", "<I", ">q", "<Q", "@b", ">f", "<d"):
    for v in (0, 1, -1, 127, 300, 2.5):
        attempt("values", t, v)
attempt("values", "<i", "x")
INF = float("inf")
for t in ("<e", ">e", "@e"):
    for v in (0.0, -0.0, 1, 1.5, -2.25, 65504.0, 65519.0, 65520.0, INF, -INF, 2049.0, 2051.0, 2**-14, 2**-24, -3 * 2**-24, 2**-25, 1.5 * 2**-25, 1e-30, 0.000061, 0.1):
        b, f, whole = p.values(t, v)
        print(b, f if f in (0, INF, -INF) else int(f * 2**24), whole)
print(p.values("<e", float("nan"))[1:])
for order in "<>@":
    for o in (5, "text", ["list"]):
        print(p.words(order, o))
for v in (1, 0x123456, -2):
    print(p.set_int(v, False), p.set_int(v, True))
print(p.with_finaliser())
print(p.crc(b"", 0), p.crc(b"123456789", 0) == 0xCBF43926, p.seeds() or not noise())
print(p.crc(b"6789", p.crc(b"12345", 0)) == p.crc(b"123456789", 0))
