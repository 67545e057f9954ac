# SPDX-License-Identifier: MIT
import functions as f


def attempt(fun, *args, **kw):
    try:
        return fun(*args, **kw)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


print(type(f.none), type(f.kw))
for fun in (f.none, f.one, f.two, f.three, f.var, f.between, f.kw):
    for n in range(6):
        print(n, attempt(fun, *range(n)))

# keyword arguments go to kw only
print(attempt(f.one, 1, a=2))
print(attempt(f.var, 1, a=2))
print(attempt(f.kw, 1, 2, a=3, scale=40))
print(attempt(f.kw, 1, **{"scale": None}))
print(attempt(f.kw, scale=1))

# the wrong type of argument
print(attempt(f.two, 1, "x"))
print(attempt(f.two, None, 1))

# functions are objects
print(f.pick(1) is f.one, f.pick(0)(), f.pick(4)(1, 2))
print([g(3, 4) for g in (f.two, f.var, f.between)])
print(attempt(f.pick, 5), attempt(f.pick, -1))
print(list(map(f.one, "abc")), sorted([3, 1, 2], key=f.one))


class User:
    static = f.static
    bound = getattr(f, "class")


print(type(f.static) is staticmethod, User.static(1, 2) == f.two(1, 2), User().static(3, 4) == f.two(3, 4))
print(type(getattr(f, "class")) is classmethod)
