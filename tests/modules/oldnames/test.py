# SPDX-License-Identifier: MIT
import oldnames

print(oldnames.check(1), oldnames.check("x"))
try:
    oldnames.check(None)
except ValueError as e:
    print("ValueError", e)

for o in (1, 1 << 70, 1.5, "text", b"bytes", len, [], None):
    print(oldnames.kind(o))
print(oldnames.memory({1: 2, 3: 4}))
try:
    oldnames.fail(True)
except RuntimeError as e:
    print(e.args)
try:
    oldnames.fail(False)
except OSError as e:
    print(e.errno)
Made = oldnames.type(list, {"extra": lambda self: len(self) + 1})
print(Made.__name__, Made([1, 2]).extra())
