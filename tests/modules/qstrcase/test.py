# SPDX-License-Identifier: MIT
import qstrcase as q

for name in ("red", "green", "lime", "blue", "navy", "black", "append", "bl" + "ue"):
    print(name, q.plain(name))
print(q.first(["one", "skip", "many", "stop", "one"]))
print(q.first(["other", "many"]), q.first([]), q.first(["stop"]))
for args in (("number", 1), ("number", 2), ("number", 3), ("name", "red"), ("name", "blue"), ("name", "x"), ("none", 1)):
    print(args, q.nested(*args))
print(q.macro("append"), q.macro("sideways"), q.macro("plain"))
print(q.thing.red, q.thing.green, q.thing.size, hasattr(q.thing, "blue"))
print([q.middle(name) for name in ("red", "green", "blue", "falls", "last", "else")])
for a in ("one", "two", "three"):
    print([q.both(a, b) for b in ("one", "two", "x")])
