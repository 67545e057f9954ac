# SPDX-License-Identifier: MIT
import iterators
from iterators import Count, Range, Both, Borrowed, Ending


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


# iternext only
c = Count(3)
print(iter(c) is c, next(c), list(c), list(c))
print([x for x in Count(5, 2)], sum(Count(4)), 2 in Count(3), tuple(map(str, Count(2))))
for x in Count(2):
    print("for", x)
attempt("next(c)")
attempt("next(c, 'default')")
attempt("list(Count(15))")

# getiter: a fresh iterator each time
r = Range(6, 2)
print(list(r), list(r), [(a, b) for a in Range(2) for b in Range(2)])
it = iter(r)
print(next(it), next(it), iter(it) is it)
print(max(Range(5)), sorted(Range(3), reverse=True), dict(zip("ab", Range(2))))
a, b, *rest = Range(5)
print(a, b, rest)

# both
b = Both(2, 51)
print(list(b), next(b, "end"))
print([x for x in b])

# the iterator of something else
print(list(Borrowed(7)), tuple(Borrowed(8)))
for x in Borrowed(9):
    print(x)

# C consumes
for code in (
    "iterators.sum(Count(4))",
    "iterators.sum(Range(5))",
    "iterators.sum([1, 2, 3])",
    "iterators.sum(x * x for x in range(4))",
    "iterators.sum({5: 0})",
    "iterators.sum(b'ab')",
    "iterators.sum(Count(14))",
    "iterators.sum(5)",
    "iterators.sum('ab')",
    "iterators.pairs(Range(5))",
    "iterators.pairs(Count(4))",
    "iterators.pairs('abcdef')",
    "iterators.pairs([])",
):
    attempt(code)


# a Python class as iterable, one that raises
class Bad:
    def __iter__(self):
        yield 1
        raise KeyError("inside")


attempt("iterators.sum(Bad())")
attempt("iterators.pairs(Bad())")


# an end with a value
print(list(Ending(2, 7)), tuple(Ending(1, 7)), sum(Ending(3, 7)), max(Ending(2, 7)))
print([x for x in Ending(2, 7)], sorted(Ending(3, 7)), dict(zip("ab", Ending(2, 7))))
print(iterators.sum(Ending(3, 7)), iterators.pairs(Ending(3, 7)))
for x in Ending(1, 7):
    print("for", x)
for args in ((0,), (0, None), (0, 7), (0, "text")):
    try:
        next(Ending(*args))
    except StopIteration as e:
        print(repr(e), e.value)
print(next(Ending(0, 7), "default"))


def delegate(*args):
    value = yield from Ending(*args)
    print("value", value)


for args in ((1,), (2, None), (2, 7), (0, "text")):
    print(list(delegate(*args)))


async def waits():
    return await Waiting()


class Waiting:
    def __await__(self):
        return Ending(2, "awaited")

    __iter__ = __await__


coroutine = waits()
print(coroutine.send(None), coroutine.send(None))
try:
    coroutine.send(None)
except StopIteration as e:
    print(e.value)
