# SPDX-License-Identifier: MIT
import classes
from classes import Point, Plain


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


# constructor and printing
p = Point(3, -4)
print(p, repr(p), str(p), [p], "%s %r" % (p, p))
print(Point(), Point(7))
attempt("Point(1, 2, 3)")
attempt("Point(x=1)")
attempt("Point('1')")

# the type
print(Point, Point.__name__, type(p) is Point, isinstance(p, Point), isinstance(1, Point))
print(classes.is_point(p), classes.is_point(Plain()), classes.is_point(Point))

# attributes: load, store, delete
print(p.x, p.y, p.norm1)
p.x = 10
p.y += 1
print(p, p.norm1)
for code in ("p.norm1 = 1", "p.z = 1", "del p.x", "p.z", "p.tag", "del p.z"):
    try:
        exec(code)
        print(code, "done")
    except AttributeError:
        print(code, "AttributeError")
p.tag = ["kept"]
print(p.tag, hasattr(p, "tag"))
del p.tag
print(hasattr(p, "tag"))
attempt("setattr(p, 'x', 'text')")

# methods
print(p.move(1, 1), p.mirror(), p.reset(), p)
move = p.move
print(move(5, 6), p)
print(Point.move(p, 1, 1))
attempt("p.move(1)")
attempt("p.reset(1)")

# static and class methods, constants of the class
print(Point.unit(8), p.unit(9), Point.name(), p.name())
print(Point.DIMENSIONS, p.DIMENSIONS, Point.KIND, p.KIND)
print(sorted(n for n in dir(Point) if n[0] != "_"))
for code in ("Point.DIMENSIONS = 3", "del Point.KIND", "Point.new = 1"):
    try:
        exec(code)
        print(code, "done")
    except (AttributeError, TypeError):
        print(code, "refused")

# the default representation
q = Plain(1, 2)
print(repr(q), q.reset(), q.Point is Point)
attempt("q.x")
