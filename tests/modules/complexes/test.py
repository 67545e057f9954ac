# SPDX-License-Identifier: MIT
import complexes as c

for x in (1 + 2j, 3, 0.5, 1j, True, "1", None, [1]):
    try:
        print(x, c.square(x), c.parts(x))
    except TypeError as e:
        print(x, "TypeError:", e, c.parts(x))
for re in (0.0, -0.0, 1.5, -1.5):
    for im in (0.0, -0.0, 2.5, -2.5, float("inf"), float("-inf")):
        print(c.parts(c.make(re, im)))
