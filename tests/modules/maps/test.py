# SPDX-License-Identifier: MIT
import maps
from maps import Bag


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


b = Bag(colour="red", size=5)
print(b.colour, b.size, len(b), sorted(b.keys()))
b.colour = "blue"
b.extra = [1]
del b.size
print(b.colour, b.extra, len(b), hasattr(b, "size"), b["colour"])
attempt("b.size")
try:
    del b.size
except AttributeError:
    print("AttributeError")
b[5] = "five"
b[(1, 2)] = "pair"
b[None] = 0
print(b[5], b[5.0], b[(1, 2)], b[None], len(b), b["extra"] is b.extra)
attempt("b['nosuch']")
attempt("b[[]]")
del b[5]
attempt("b[5]")
b.clear()
print(len(b), b.keys())
b.again = 1
print(b.again, len(Bag()))

print([maps.fixed(x) for x in ("one", "two", "three", "tw" + "o", 5)])
attempt("maps.parse()")
attempt("maps.parse('first', 8, 'second', 'x')")
attempt("maps.parse('second', 1)")
attempt("maps.parse('third', 1)")
print(maps.no_keywords())
for n in (0, 1, 10, 200):
    print(n, maps.many(n))
