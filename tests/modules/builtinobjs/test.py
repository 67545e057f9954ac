# SPDX-License-Identifier: MIT
import builtinobjs as b
import builtins
import collections

for name in sorted(b.functions):
    if name != "namedtuple":
        print(name, b.functions[name] is getattr(builtins, name))
for name in sorted(b.others):
    print(name, callable(b.others[name]), b.others[name] is getattr(builtins, name, None))
for name in sorted(b.exceptions):
    e = b.exceptions[name]
    print(name, e.__name__, e is getattr(builtins, name, e), issubclass(e, BaseException))
for name in sorted(b.types):
    t = b.types[name]
    print(name, t.__name__, t is getattr(builtins, name, t), type(t) is type)
f = b.functions
print(f["len"]("abc"), f["max"](3, 1, key=lambda x: -x), f["sorted"]([2, 1], reverse=True), f["pow"](2, 10, 1000))
Point = f["namedtuple"]("Point", ("x", "y"))
print(Point(1, 2), f["namedtuple"] is collections.namedtuple, b.types["deque"] is collections.deque, b.types["ordereddict"] is collections.OrderedDict)
for o in (1, 1.5, collections.deque((), 2), collections.OrderedDict(), ValueError(), "x"):
    print(b.same(o) is type(o), b.same(o))
