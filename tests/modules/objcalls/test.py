# SPDX-License-Identifier: MIT
import sys

import objcalls as o


def attempt(name, *args):
    try:
        print(name, getattr(o, name)(*args))
    except Exception as e:
        print(name, type(e).__name__ + ":", e)


class Python:
    def method(self):
        return 1

    def __call__(self, x):
        return ("called", x)


class Plain:
    pass


class MyError(ValueError):
    pass


class Text(str):
    pass


class Raises:
    def __eq__(self, other):
        raise KeyError("eq")


things = (1, 1 << 70, 1.5, "text", "a longer text, not interned", b"bytes", None, True, (1,), [1], {1: 2}, len, print,
          Python(), Plain(), Python, Plain().__class__, ValueError, ValueError("v"), MyError("m"), MyError, Text("t"), (i for i in ()), [].append, Python().method, lambda: 0)
for i, thing in enumerate(things):
    slots = list(o.slot(thing))
    slots[2] = slots[2] or o.is_bound(thing)  # a bound method has its print in firmwares with detailed errors only
    print(i, o.is_fun(thing), o.is_native_exception(thing), o.is_exception_type(thing), o.is_exception(thing),
          o.is_bound(thing), o.is_generator(thing), tuple(slots), o.immediate(thing), o.identity(thing) is thing,
          o.identity2(thing) is thing, o.id(thing) == id(thing), o.checked(thing))
for a in (1, 1.0, "text", float("nan"), (1, 2), Raises()):
    for b in (1, True, "text", None, (1, 2)):
        attempt("equal", a, b)
        attempt("not_equal", a, b)
for pair in (("a", "a"), ("a", "b"), ("long text " * 5, "long text " * 5), ("", ""), ("\u00e4", "\u00e4"), ("a\0b", "a\0c"), ("a", b"a"), (b"ab", "ab"), (b"a", "b")):
    attempt("str_equal", *pair)
for i in (-sys.maxsize, -sys.maxsize - 1, sys.maxsize, sys.maxsize + 1):
    try:
        print("int", o.int(i) == i)
    except OverflowError as e:
        print("int", e)
for s in ("plain", "quote'", 'both\'"', "\n\t\r\\\0\x1f\x7f", "\u00e4\u20ac\U0001f600", b"bytes\xff\0'", b"", ""):
    o.quoted(s)
for s in ("objcalls", "never seen before, and long", ""):
    attempt("intern", s)
    attempt("utf8", s)
    attempt("cstr", s)
attempt("intern", 5)
print(bytes(o.utf8(b"\xff\xfe"), "utf-8"), bytes(o.via_qstr(b"\xff\xfe\xfd"), "utf-8"))
attempt("cstr", "nul\0inside")
attempt("via_qstr", "abcdef")
attempt("via_qstr", "\u00e4\u00e4")

add = o.closure(lambda a, b: (a, b), "closed")
print(add("given"))
method = o.bound(lambda self, x=3: (self, x), "self")
print(method(), method(4), method(x=5))
attempt("cell", "value")
m = o.module("made_in_c")
print(m.key, m.__name__)
try:
    raise MyError("with trace")
except MyError as e:
    caught = e
print(o.traceback(caught), o.traceback(ValueError()))
print(repr(o.vlist()))
for e in (ValueError(), ValueError("text"), ValueError(1, 2), OSError(2), OSError(999), MyError("own"), KeyError("k"), StopIteration(5), 5, "str"):
    o.print_exception(e)
print(o.concatenated((1, 2), [3]), o.concatenated((), ()), o.times([1, "x"], 3), o.times([1], 0))
for op in (o.LESS, o.LESS_EQUAL, o.EQUAL, o.MORE, o.MORE_EQUAL, o.NOT_EQUAL):
    print([o.cmp_bytes(op, a, b) for a, b in ((b"", b""), (b"a", b"b"), (b"ab", b"a"), (b"\xff", b"\x01"), (b"a\0b", b"a\0"))])
    print([o.cmp_objs(op, a, b) for a, b in (((), []), ((1,), (2,)), ((1, 2), (1,)), ((1, "a"), (1, "b")), ((1, 2, 3), (1, 2, 4)))])
attempt("cmp_objs", o.LESS, (1,), ("a",))
attempt("cmp_objs", o.EQUAL, (Raises(),), (1,))
items = list(range(6))


class Slices:
    def __getitem__(self, index):
        return index


S = Slices()
for s in (S[:], S[1:4], S[-3:], S[5:2], S[-99:99], S[::2], S[::-1], S[4:0:-2], S[0:0:3]):
    print(s, o.slice(items, s))
attempt("slice", items, S[0:5:0])
for args in ((items, 3), (items, 3, 4), (items, 5, -1), (items, 0, 1, 2), (items, 9), ([1.0, True], 1), ([], None)):
    attempt("index", *args)
print(o.count((1, 1.0, True, "1", None), 1), o.count([], 0))
print(o.list_init(), o.list_new("abc"), o.list_new(range(3)))
attempt("list_new", 5)
print(o.sort([3, 1, 2]), o.sort(["b", "A", "c"], lambda s: s.lower(), True))
attempt("sort", [1, "a"])
print(o.dict({"a": 1}), o.set({1, 2, 3}), o.set(set()))
attempt("dict", {})
print(o.instance_callable(Python()), o.instance_callable(Plain()), o.instance_call(Python(), 9))
attempt("instance_call", Plain(), 9)
for a in (7, -7, 0):
    for b in (2, -2, 3):
        print(o.small(a, b))
print(o.attrtuple(1, "two"), o.attrtuple(None, ()).reverse)
print(o.float_get(2.5), o.float_hash(2.0) == hash(2.0), o.float_hash(2.5) == hash(2.5))
print(o.ellipsis(), o.ellipsis() is ..., o.not_implemented())


class Native(list):
    size = o.property(lambda self: len(self) * 10)


print(Native((1, 2)).size, type(o.property(len)) is property)
try:
    Native().size = 5
except AttributeError:
    print("read only")
