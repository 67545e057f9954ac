# SPDX-License-Identifier: MIT
import macros as m

for n in (0, 1, 2, 3, 4, 7, 255, 4096):
    print(m.numbers(n))
for a, b in ((1, 2), (0, 5), (1 << 28, 2), ((1 << 28) + (1 << 29), 4), (3, -1 << 29)):
    print(m.overflows(a, b))
print(m.memory(), m.atomic(5), m.atomic("x"))
m.formats()
print(m.small())
for f in (1.0, -2.5, 0.25, 1024.0):
    print(m.floats(f))
m.constants()
print(m.features())
