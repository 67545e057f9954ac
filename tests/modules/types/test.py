# SPDX-License-Identifier: MIT
import types as t
from array import array
from collections import OrderedDict
import builtins

for name, type_ in sorted(t.table().items()):
    other = getattr(builtins, name, None)
    print(name, type_.__name__, "no builtin" if other is None else type_ is other)

objects = (
    None, True, 5, 1 << 70, 1.5, 1j, "s", b"b", bytearray(1), memoryview(b""), (), (1,), [], {}, set(),
    range(2), map(len, ""), zip(), property(), staticmethod(len), t, array("b"), ValueError, len, lambda: 0,
    int, OrderedDict(), object(), "", 0, [0], StopIteration(), UnicodeError("x"), ...,
)
for o in objects:
    print(t.name(o), t.type_str(o), bytes(t.checks(o)) and [int(x) for x in t.checks(o)])
print(t.constants())
c = t.constants()
print(c[3] is ..., c[4] is NotImplemented, c[5] is ())
for type_, arg in ((int, "12"), (str, 5), (list, "ab"), (float, 2), (tuple, [1]), (bytes, 3), (bool, []), (5, 1)):
    try:
        print(t.make(type_, arg))
    except TypeError as e:
        print("TypeError:", e)


class Sub(dict):
    pass


print(t.name(Sub()), t.type_str(Sub()), [int(x) for x in t.checks(Sub())])
