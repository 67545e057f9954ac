# SPDX-License-Identifier: MIT
import statics as s

print(s.numbers())
print(s.constants())
print(s.zeros(), s.zeros())
print(s.pointers())
print(s.nodes())
s.change()
print(s.numbers())
s.change()
print(s.numbers())
print(s.pointers())
print(s.calls(6, 7))
print(s.calls(6, 7)[-1], s.calls(6, 7)[-1])
print([s.next() for i in range(5)], s.remember(3), s.remember(4))
print(s.constants())

# the collector moves nothing and clears nothing of it
import gc

for i in range(20):
    gc.collect()
    junk = [bytearray(100) for j in range(50)]
print(s.numbers())
print(s.remember(5), s.next(), s.nodes())
print(s.aligned(14))

# what the compiler takes out of constant tables
print(s.folded())
print(s.listed())
