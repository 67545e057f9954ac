import newer as n
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
