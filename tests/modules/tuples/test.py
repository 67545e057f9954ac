# SPDX-License-Identifier: MIT
from tuples import Pair, swap, CodeError, fail

p = Pair(1, "two")
print(p, repr(p), str(p), [p])
print(p.left, p.right, p[0], p[-1], p[:1], len(p), list(p), "two" in p)
a, b = p
print(a, b, p == Pair(1, "two"), p == Pair(2, 1), p < Pair(1, "zwei"), isinstance(p, tuple), bool(p))
print(p + (3,), p * 2, hash(p) == hash(Pair(1, "two")), {p: 1}[Pair(1, "two")])
print(swap(p), swap((8, 9)), type(swap(p)) is Pair)
for args in (((1, 2, 3),), (p + (3,),), (p, p)):
    try:
        print(swap(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for args in ((), (5,), (5, "x")):
    try:
        fail(*args)
    except CodeError as e:
        print(repr(e), e, e.args, e.code, isinstance(e, RuntimeError))
try:
    raise CodeError("made in Python")
except RuntimeError as e:
    print(repr(e), e.code)
