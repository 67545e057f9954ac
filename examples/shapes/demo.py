# SPDX-License-Identifier: 0BSD
# Uses everything that shapes.c defines.
import shapes

print("area of a 2 x 3 rectangle:", shapes.area(2, 3), "square", shapes.UNIT)
print("area of a square of 4:    ", shapes.area(4))
print("area of a circle of 1:     %.4f" % shapes.circle_area(1))
print("area of a triangle:       ", shapes.polygon_area([(0, 0), (4, 0), (0, 3)]))
print("dimensions:               ", shapes.DIMENSIONS)

r = shapes.Rect(3, 2)
print(r, "has width", r.width, "height", r.height, "area", r.area)
print("twice as large:           ", r * 2)
print("contains (2, 1), (3, 1):  ", r.contains(2, 1), r.contains(3, 1))
print("equal:                    ", r == shapes.Rect(3, 2), r == shapes.UNIT_SQUARE, r == 6)

try:
    r.width = 5
except AttributeError:
    print("a Rect cannot be changed")
try:
    shapes.Rect(-1, 2)
except ValueError as error:
    print("ValueError:", error)
