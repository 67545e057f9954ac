# SPDX-License-Identifier: MIT
import callbacks as c


def attempt(fun, *args, **kw):
    try:
        print(fun(*args, **kw))
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(c.call, lambda: "called")
attempt(c.call, lambda *a: a, 1, 2, 3, 4, 5)
attempt(c.call, len, "four")
attempt(c.call, dict)
attempt(c.call, 5)
attempt(c.call, lambda x: x)
attempt(c.call, lambda: [][1])
attempt(c.call, "a-b".split, "-")
attempt(c.call, c.call, c.call, max, 3, 9)
attempt(c.call_0_1_2, lambda *a: list(a))
attempt(c.call_kw, lambda a, b, key, scale=0: (a, b, key, scale), "v")
attempt(c.call_kw, lambda a, b: 0, "v")


class Bag:
    def __init__(self):
        self.items = []

    def add(self, x):
        self.items.insert(0, x)

    def __repr__(self):
        return "Bag" + str(self.items)


attempt(c.add_to, [1], 2)
attempt(c.add_to, bytearray(b"a"), 98)
bag = Bag()
c.add_to(bag, 1)
attempt(c.add_to, bag, 2)
attempt(c.add_to, {}, 1)

attempt(c.attribute, bag)
attempt(c.attribute, bag, "green")
attempt(c.attribute, bag)
print(bag.colour)
attempt(c.attribute, 5, "red")
Bag.colour = "class"
attempt(c.attribute, Bag)

attempt(c.pack, 0x4142)
attempt(c.pack, "x")
attempt(c.sorted, ["ccc", "a", "bb"], len)
attempt(c.sorted, [3, 1, 2], lambda x: -x)

r = c.Relay(lambda *a, **k: (a, sorted(k.items())))
print(r(), r(1, 2), r(1, x=2, y=3), r.calls)
attempt(c.Relay, 5)
attempt(r.calls)

# a generator driven by C, and C inside it
print(list(map(c.Relay(lambda x: x * 2), (y for y in c.sorted([1, 2], abs)))))


# deep: Python and C in turn
def down(n):
    return 0 if n == 0 else 1 + c.call(down, n - 1)


print(down(10))  # a small board has room for twenty
