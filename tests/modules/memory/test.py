# SPDX-License-Identifier: MIT
import gc
import memory as m


def attempt(fun, *args):
    try:
        print(fun(*args))
    except Exception as e:
        print(type(e).__name__)


for n in (1, 10, 1000):
    attempt(m.typed, n)
attempt(m.bytes, 1)
attempt(m.bytes, 4)
print(len(m.bytes(1000)))
for how in range(5):
    attempt(m.too_much, how)
print(m.gc())
c = m.Chain("a" * 3, [1, 2], 3.5, None)
for i in range(20):
    gc.collect()
    junk = [bytearray(40) for j in range(200)]
print(c(), m.Chain()())

# what was given back is there again: this would not fit otherwise
gc.collect()
before = gc.mem_free()
for i in range(100):
    m.typed(1000)
gc.collect()
print(abs(gc.mem_free() - before) < 20000)
