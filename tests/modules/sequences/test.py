# SPDX-License-Identifier: MIT
from collections import OrderedDict
import sequences as s


def attempt(fun, *args):
    try:
        print(fun(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(s.squares, 0)
attempt(s.squares, 10)
print(sum(s.squares(1000)))

for x in ([1, "a"], (2,), [], (), "ab", {1: 2}, 5, range(2)):
    attempt(s.twice, x)

attempt(s.cross, [1, 2, 3], (4, 5, 6))
attempt(s.cross, [1, 2], (4, 5, 6))
attempt(s.cross, [1, 2, 3], (4, 5, 6, 7))
attempt(s.cross, "abc", (4, 5, 6))

a = [1, 2, 3, 2]
print(s.list_work(a), a)
b = list(range(100))
print(s.list_work(b), b[0], b[1], b[-1] is b, len(b), len(b[-1]))
attempt(s.list_work, (1, 2))
attempt(s.list_work, [1, "x"])

c = s.count("hello world")
print(sorted(c.items()))
attempt(s.count, [1, 1.0, True, None])
attempt(s.count, [[]])
d = s.describe()
print(len(d), d["answer"], d[None])
attempt(s.get, d, "answer")
attempt(s.get, d, "question")
attempt(s.walk, {"a": 1, 2: 3, "b": 10})
attempt(s.walk, {})
attempt(s.walk, OrderedDict([("x", 1), ("y", 2)]))
attempt(s.walk, [1])
attempt(s.walk, {1: "x"})
print([s.code(x) for x in ("red", "green", "blue", "black", "gre" + "en", "a colour that nobody has ever interned")])

attempt(s.lengths)
attempt(s.lengths, "abc", b"", [1], (), {1: 2}, range(7), 5, None, bytearray(3))
attempt(s.empty)
u = s.unique([3, 1, 3, 2, 1])
print(sorted(u[0]), u[1], type(u[0]))
