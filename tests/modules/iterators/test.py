import iterators
from iterators import Count, Range, Both, Borrowed


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
