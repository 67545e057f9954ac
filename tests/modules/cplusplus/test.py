# SPDX-License-Identifier: MIT
import cplusplus as c


def attempt(fun, *args):
    try:
        print(fun(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


print(c.constructed(), c.constructed())
print(c.area(False, 5), c.area(True, 5))
attempt(c.apply, lambda x: x + [len(x)], [])
attempt(c.apply, lambda x: 1 // x, 0)
print(c.biggest(3, 300), c.biggest(-1, -2))
attempt(c.biggest, 1, "x")
s = c.Stack()
print(s, [s.push(i * i) for i in range(8)])
attempt(s.push, 9)
print([s.pop() for i in range(8)])
attempt(s.pop)
attempt(c.Stack, 1)
print(c.sizes["small"], c.sizes["name"], c.sizes["type"], len(c.sizes))
