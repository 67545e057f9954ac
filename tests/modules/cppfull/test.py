# SPDX-License-Identifier: MIT
import gc
import cppfull as c

for depth in range(6):
    print(c.tree(depth))
print(c.array(0), c.array(10), c.array(1000))
print(c.settings(5), c.settings(99), c.settings(0))
print(c.constants())
for i in range(10):
    gc.collect()
    c.tree(8)
print(c.tree(3), c.settings(1))


def attempt(fun, *args):
    try:
        print(fun(*args))
    except Exception as e:
        print(type(e).__name__, e if isinstance(e, IndexError) else "")


print(c.median(1), c.median(100))
attempt(c.median, 0)
print(c.trees(4000))
print(c.words("the cat and the dog and the cow"))
print(c.words(" ".join(str(i % 700) for i in range(1400))) == "".join(i + "=2 " for i in sorted(str(i) for i in range(700))))
print(c.sequences(9), c.sequences(101))
attempt(c.function, True, 4)
attempt(c.function, False, 4)
attempt(c.reserve, 1000)
attempt(c.reserve, 0x3FFFFFFF)
attempt(c.reserve, -1)
print(c.aligned())
