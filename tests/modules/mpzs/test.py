# SPDX-License-Identifier: MIT
import mpzs as m


def attempt(name, *args):
    try:
        print(name, args, getattr(m, name)(*args))
    except Exception as e:
        print(name, args, type(e).__name__ + ":", e)


BIG = 0x123456789ABCDEF0123456789ABCDEF
numbers = (0, 1, -1, 0xFFFF, -0x10000, BIG, -BIG, 1 << 64, -(1 << 100))
for a in numbers:
    attempt("absolute", a)
    attempt("negative", a)
    attempt("sign", a)
    attempt("make", a)
    attempt("truncated", a)
    print(m.make(a) == a)
    for b in (0, 3, -BIG, 1 << 64, 0xFFFFFFFF):
        print(m.add(a, b), m.subtract(a, b), m.multiply(a, b), m.order(a, b))
    for n in (0, 1, 15, 16, 17, 63, 130):
        print(m.left(a, n), m.right(a, n))
    for base in (2, 10, 16):
        attempt("format", a, base)
attempt("absolute", 1.5)
for flag in (True, False):
    for a in (0, 5, -5, (1 << 30) - 1):
        attempt("longlong", a, flag) if flag or a <= 0 else None
for data in (b"", b"\x00", b"\x01\x02\x03", b"\xff" * 9, b"\x00\x00\x80"):
    print(m.frombytes(data, True), m.frombytes(data, False))
for a in (0, 1, -1, 127, 128, -128, -129, 255, 256, BIG):
    for n in (0, 1, 2, 5, 12):
        print(a, n, [m.asbytes(a, n, f) for f in range(4)])
for s in ("abc", "", "x" * 12):
    print(m.impl(s, True), m.impl(s, False))
for s, base in (("123", 10), ("ff", 16), ("1" * 70, 2), ("zz", 36), ("12a", 10), ("0x1f", 16), ("0b1", 2), ("0x1", 36), ("", 10), ("-1", 10), (" 1", 10), ("1_0", 10), ("129", 8), ("x", 10), ("000", 10)):
    attempt("parse", s, base, False)
    attempt("parse", s, base, True)
for s in ("1.5", "2j", "1+2j", "x"):
    attempt("complex", s)
for a in (5, -5, BIG, -BIG):
    m.print(a)
    print()
op = m.ops()
neg, add, mul = op & 0xFF, op >> 8 & 0xFF, op >> 16
for a in (BIG, -BIG):
    attempt("unary", neg, a)
    for b in (5, BIG, True):
        attempt("binary", add, a, b)
        attempt("binary", mul, a, b)
for args in ((BIG, 3, 1000007), (BIG, 77, BIG + 2)):
    attempt("pow3", *args)
for a in (1 << 64, -(1 << 70)):
    print(m.float(a) == float(a), m.float(a) * 0)
for a in (0.0, 1.5, -1.5, 1e6, -1e6, 2.5 * 1024, float("inf"), float("-inf"), float("nan")):
    attempt("from_float", a)
print(m.from_float(16777216.0 * 1024 * 1024 * 1024 * 1024))
import sys

for a in numbers:
    print(m.invert(a), m.on_stack(a), m.words(a))
    for b in (0, 3, -3, -1, BIG, -BIG, 1 << 64, -0x10000):
        print(getattr(m, "and")(a, b), getattr(m, "or")(a, b), m.xor(a, b), m.divide(a, b) if b else None)
    for b in (0, 1, 2, 5):
        print(m.power(a, b, None))
for args in ((BIG, 3, 1000007), (3, BIG, 1 << 64), (2, 0, 7), (-BIG, 5, BIG + 2)):
    print(m.power(*args))
for s, base in (("123456789012345678901234567890", 10), ("ffffffffffffffffffffffg", 16), ("", 10), ("zZ9", 36), ("-1", 10), ("000", 2)):
    print(m.of_text(s, base, False), m.of_text("1" + s, base, True))
for i in (sys.maxsize, -sys.maxsize, -sys.maxsize - 1, sys.maxsize + 1, 2 * sys.maxsize + 1, 2 * sys.maxsize + 2):
    print(m.words(i))
for a, f in ((0, 0.0), (5, 1.5), (-(1 << 70), -65536.0), (1 << 64, 2.0**70), (7, 0.99), (1, float("inf")), (1, -float("inf")), (1, float("nan"))):
    value, made = m.through_float(a, f)
    print(value == float(a), made)
