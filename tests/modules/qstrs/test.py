# SPDX-License-Identifier: MIT
import qstrs as q

print(q.colour_red, q.colour_green, q.joined_name)
for name in ("circle", "square", "hexagon", "apple", "banana", "cherry"):
    print(getattr(q, "get_" + name)())
for name in ("left", "right", "append", "some" + "thing"):
    print(name, q.in_code(name), q.weight(name))
print(q.weight("heavy"), q.weight("li" + "ght"))
for s in q.odd():
    print(repr(s))
print(q.pasted, repr(q.left_over), [q.is_empty(s) for s in ("", "le" + "ft", "x")])
print(sorted(n for n in dir(q) if n[:2] != "__"))
