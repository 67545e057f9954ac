# SPDX-License-Identifier: MIT
import newer as n
import sys
from collections import namedtuple


def attempt(name, *args):
    try:
        print(name, getattr(n, name)(*args))
    except Exception as e:
        print(name, type(e).__name__, e.args)


for v in (0, 5, (1 << 30) + 5, True):
    attempt("uint", v)
for v in (-1, 1 << 70, 1.5, "x"):
    attempt("uint", v)
for v in (0, -1, 1 << 40, -(1 << 62), (1 << 63) - 1, True):
    attempt("ll", v)
for v in (1.5, "x", None):
    attempt("ll", v)
for v in (0, 1, -1, 127, 128, -128, -129, 0x123456789A, 1 << 80):
    for size in (1, 2, 8, 12):
        for flags in range(8):
            attempt("to_bytes", v, size, flags)


def outcome(name, *args):
    try:
        return getattr(n, name)(*args)
    except OverflowError:
        return "overflow"


# Around the sizes of words and of the digits of big ints.
edges = [s * ((1 << bits) + d) for bits in (30, 31, 32, 47, 48, 62, 63, 64, 65, 90) for d in (-1, 0, 1) for s in (1, -1)]
# And those whose low bits look like the number of their digits.
edges += [s * ((1 << bits) + low) for bits in (31, 63, 90) for low in range(40) for s in (1, -1)]
for v in edges:
    low = v & 0xFFFFFFFFFFFFFFFF
    if outcome("ll", v) != (low - (1 << 64) if low >> 63 else low):
        print("ll", v, outcome("ll", v))
    if outcome("uint", v) != (v if 0 <= v <= 2 * sys.maxsize + 1 else "overflow"):
        print("uint", v, outcome("uint", v))
    for size in (1, 3, 4, 7, 8, 9, 12):
        end = 1 << 8 * size
        for flags in range(8):
            signed, check = flags & 2, flags & 4
            fits = -(end >> 1) <= v < end >> 1 if signed else 0 <= v < end
            data = (v & (end - 1)).to_bytes(size, "big" if flags & 1 else "little") + b"U" * (12 - size)
            expected = data if fits or not check else "overflow"
            if outcome("to_bytes", v, size, flags) != expected:
                print("to_bytes", v, size, flags, outcome("to_bytes", v, size, flags))
for v in (0, 1, 0x1234, 0xFF, 0x12345678):
    print(n.bits(v))
for at in (0, 3, 6):
    print(n.insert("XY", at), n.insert("", at))
print(n.resized(), n.ring())
for v in ([5, 6, 7], [1], None, (1, 2)):
    attempt("optional", v)
    attempt("ensure", v)
print([n.tuple_like(v) for v in ((), (1,), namedtuple("N", ("a",))(1), [], "t")])
attempt("table", 4)
attempt("table", "s")
attempt("table", None)


class Base:
    def who(self):
        return "base"


class Derived(Base):
    def who(self):
        return "derived"


print(n.super_call(Derived, Derived()))
attempt("super_call", Base, Base())
print(n.star_call(lambda *a, **k: (a, k), (2, 3), {"x": 4}))
attempt("star_call", len, (2, 3), {})
print(n.separators())

# library.c
import io, math, time

print(n.e == math.e, n.pi == math.pi, n.tau == math.tau, n.inf, n.nan != n.nan, n.open is open)
for items in ([1, 2], [1, 2, 3, 1, 2, "a", (1,), None.__class__, 1 << 70, 1.5], list(range(40))):
    print(n.sets(items))
for keys in ([], [3], [5, 1, 4, 1, 3, 9, 1, 5], list(range(20)), list(range(20, 0, -1)), [7] * 9):
    print(n.heap((keys, ())), n.heap((keys, list(range(0, len(keys), 3)))), n.melded(keys))
for kind in range(3):
    try:
        n.raises(kind)
    except Exception as e:
        print(repr(e))


def gen():
    got = yield 1
    print("got", got)
    try:
        yield 2
    except ValueError as e:
        print("caught", e)
    yield 3
    return "end"


class Next:
    def __next__(self):
        return "next"


class Send:
    def send(self, x):
        return ("sent", x)

    def throw(self, e):
        return ("thrown", e)

    def close(self):
        return "closed"


g = gen()
for send, throw in ((None, None), ("value", None), (None, ValueError("thrown")), (None, None), (None, None)):
    print(n.resume((g, send, throw)))
g = gen()
next(g)
print(n.resume((g, None, KeyError("out"))), n.resume((iter([4]), None, None)), n.resume((iter(()), None, None)))
print(n.resume((Next(), None, None)), n.resume((Send(), 5, None)), n.resume((Send(), None, ValueError(1))))
print(n.resume((Send(), None, GeneratorExit())), n.resume((Next(), None, StopIteration())), n.resume((Next(), None, ValueError)))


class Items:
    def __init__(self, end):
        self.end = end

    def __getitem__(self, i):
        if i == 3:
            raise self.end
        return i * i


print(n.items(Items(IndexError())), n.items(Items(StopIteration())))
try:
    n.items(Items(KeyError("k")))
except KeyError as e:
    print(repr(e))
print(n.waited(0), n.waited(5), n.error_name(2), n.error_name(110), n.error_name(12345), n.error_name("x"))
for t in (0, 1, 86399, 86400, 951782399, 951782400, 951868800, 1000000000, 1709164800, 1735689599, 1735689600, 2147483647, 3000000000):
    print(n.date(t))
for d in ((1970, 1, 1, 0, 0, 0), (2000, 2, 29, 12, 0, 0), (2024, 14, 31, 25, 61, 61), (2024, 1, -40, -1, -1, -1), (2024, -3, 1, 0, 0, 0), (2050, 12, 31, 23, 59, 59)):
    print(n.seconds(d))
for t in (0, 1000000000):
    made = n.epoch(t)
    print(made[0] == time.gmtime(t)[:8], made[1:])
print(n.files(io.BytesIO(b"0123456789")))
import os

open("newer-module-file.tmp", "w").close()
print(n.folders("newer-module-folder.tmp"))
os.remove("newer-module-file.tmp")


class Device:
    def __init__(self):
        self.data = bytearray(b"0123456789ab")

    def readblocks(self, block, buf, offset=0):
        at = 4 * block + offset
        buf[:] = self.data[at : at + len(buf)]

    def count(self):
        return 3

    def sync(self):
        print("sync")


class Writable(Device):
    def writeblocks(self, block, buf, offset=0):
        at = 4 * block + offset
        self.data[at : at + len(buf)] = buf
        return 7 if offset else 0  # no error number


class Modern(Writable):
    def ioctl(self, request, arg):
        return (request, arg)


for d in (Device(), Writable(), Modern()):
    print(n.device(d), d.data)
print(n.pending("pending"), n.heap_info(1000), [n.is_template(x) for x in ("t", 1, str)])


class Stack(list):
    def __init__(self):
        print(n.base_made(self))
        super().__init__()
        print(n.base_made(self))


Stack()
buf = bytearray(4)
for error in (0, 11, 99, 5):
    f = n.file((5, error, True))
    try:
        print(f.readinto1(buf), buf, f.readinto1(buf, 2), buf, list(n.file((8, 0, True))))
        print(list(n.file((0, error, False)).read1(3) for _ in range(2)))
        print(n.file((0, error, False)).readinto1(buf))
    except Exception as e:
        print(repr(e))
