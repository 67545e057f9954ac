# SPDX-License-Identifier: MIT
import runcalls as r


def attempt(name, *args):
    try:
        print(name, getattr(r, name)(*args))
    except BaseException as e:
        print(name, type(e).__name__, e.args)


for args in ((255, 16, 0, " ", 8, 0), (-255, 16, r.PREFIX, "0", 8, 0), (5, 10, r.LEFT, "*", 6, 0), (10**25, 10, r.SIGN, " ", 30, 0),
             (-7, 2, r.SPACE | r.PREFIX, " ", 0, 6), (0, 8, r.PREFIX, " ", 5, 0), (True, 10, 0, " ", 3, 0), (42, 10, r.CENTER, "-", 8, 0),
             (-42, 10, r.PAD, "_", 8, 0), (7, 10, r.SPACE, " ", 0, 0)):
    print(r.print_int(*args))
for args in (("text", 0, " ", 8), ("text", r.LEFT, ".", 8), ("text", r.CENTER, "-", 9), ("text", 0, " ", 2), ("", 0, "x", 3), ("nul\0in", 0, " ", 0)):
    print(r.print_strn(*args))
for args in ((1.5, "f", 0, " ", 8, 2), (-1.5, "g", r.SIGN, "0", 8, 3), (1e10, "e", r.LEFT, " ", 12, 1), (0.5, "f", r.PERCENT, " ", 8, 1),
             (float("inf"), "f", r.SIGN, " ", 6, 1), (float("nan"), "g", 0, " ", 5, 1), (-0.0, "f", 0, " ", 0, 0)):
    print(r.print_float(*args))
print(r.names("value"))
print(r.local("local value"), r.build_class())


class Attrs:
    value = 5

    def method(self, *args, **kwargs):
        return ("method", args, kwargs)

    @property
    def broken(self):
        raise OSError(5)

    @property
    def lost(self):
        raise AttributeError("lost")

    @staticmethod
    def static(x):
        return ("static", x)

    @classmethod
    def klass(cls, x):
        return (cls.__name__, x)


a = Attrs()
for name in ("method", "value", "missing", "broken", "lost"):
    attempt("method", a, name, False)
    attempt("method", a, name, True)
attempt("method", 5, "to_bytes", True)
attempt("method", [], "nothing", True)
print(r.member(a, 7), r.member(a, "text")[1])
bound = r.member(a, Attrs.method)
print(bound[0] is Attrs.method, bound[1] is a)
print(r.self_call(Attrs.method, a, "arg"), r.var_call(lambda x, y: (x, y), (1, 2), {}))
print(r.protected1(len, "abc"), r.protected2(divmod, 7, 2))


def raises(*args):
    raise ValueError("in a call")


def gen():
    yield 1
    yield 2
    return 3


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n == 0:
            raise StopIteration
        if self.n < 0:
            raise KeyError("past the end")
        return self.n


for o in ((1, 2), "text", {"k": 1}, range(3), gen(), Iter(3), Iter(0), 5, b"\xff\0", []):
    if not isinstance(o, Iter):
        attempt("iterate", o)
    attempt("unpack", o if not isinstance(o, Iter) else Iter(3), 2)
    attempt("unpack_ex", o if not isinstance(o, Iter) else Iter(4), 1, 1)
attempt("unpack_ex", "abcdef", 1, 2)
attempt("unpack_ex", "a", 1, 1)
attempt("unpack", (1, 2, 3), 2)
attempt("unpack", [i for i in (1, 2, 3)], 3)
import sys

attempt("import_from", sys, "byteorder")
attempt("import_from", sys, "nothing_there")
attempt("import_all", sys)
attempt("builtin", "sys")
attempt("builtin", "no_such_module")
print(r.make_stop(None))
for value in (5, 0, -3, True, (1 << 30) - 1):
    attempt("native", value)
for i in range(16):
    attempt("fail", i)
try:
    r.fail(16)
except MemoryError as e:
    print(e.args[0].replace(str(sys.maxsize), "MAXSIZE"))
for value in ("text", 1.5, None, a):
    attempt("conversion", value)
for value in (ValueError, ValueError(1), 5, int):
    print(repr(r.make_raise(value)))
attempt("recurse")
print(r.gil(5))
calls = []
print(r.schedule(calls.append, 5))
for i in range(10):
    pass
print(calls)
