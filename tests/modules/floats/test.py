# SPDX-License-Identifier: MIT
import floats as f


def attempt(fun, *args):
    try:
        print(fun(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(f.sqrt, 9)
attempt(f.sqrt, 0.25)
attempt(f.sqrt, True)
print(f.sqrt(1 << 80) == 1 << 40)
attempt(f.sqrt, -1)
attempt(f.sqrt, "9")
attempt(f.sqrt, None)
print("%.4f" % f.sqrt(2))

for x in (1, 0.5, 2.75, 3):
    print(x, f.libm(x))

print(f.arithmetic(3, 0.5))
print(f.arithmetic(-1.5, 2))
print(f.arithmetic(1e3, 8)[7], f.arithmetic(1, 0)[3], f.arithmetic(0, 0)[3])

inf = float("inf")
nan = float("nan")
for x in (1, 1.5, -2.0, -0.0, inf, -inf, nan, False, "1.5", None, [], 1 << 100):
    print(x, f.kind(x))
print(f.special())
print(f.widths(0.75), f.widths(-8), f.widths(16777216))
attempt(f.widths, "x")
print(f.spread([2, 4, 4, 4, 5, 5, 7, 9]), f.spread(range(1, 8, 3))[0])
attempt(f.spread, ())
attempt(f.spread, ["x"])


# complex is not a float, a class with __float__ is as good as one
class Half:
    def __float__(self):
        return 0.5


attempt(f.sqrt, 1j)
attempt(lambda x: "%.4f" % f.sqrt(x), Half())

print(f.passed(lambda x: x + 0.25, 1.5))
print(f.passed(int, -2.75))
attempt(f.passed, str, 1)
