# SPDX-License-Identifier: MIT
from classes import Point
p = Point(3, 4)
print(p, p + p, p.swap(), p.norm(), Point.ORIGIN, Point)
try:
    p + 1
except TypeError as e:
    print("TypeError")
try:
    Point(1)
except TypeError as e:
    print(e)
