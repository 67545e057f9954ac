# SPDX-License-Identifier: MIT
import clib as c

for a, b in (("hello world", "lo"), ("abc", "abcd"), ("abd", "abc"), ("aab", "z"), ("x", "x")):
    print(c.strings(a, b))
for s in ("12", "-34x", "0x1F", " 077 ", "", "abc", "2.75", "-0.5e1", "99999", "0x.8p3", "1e", "infinity"[:2], ".5."):
    print(repr(s), c.numbers(s))
print(c.format(42, "text"))
print(c.format(42, "truncated"))
print(c.format(-1, ""))
print(c.format(1234567, "s"))
print(c.sorted([5, 3, 9, -1, 7, 0, 7]), c.sorted([]), c.sorted(list(range(20, 0, -1))))
print(c.classes("aZ5 \t_~g"))
print(c.moves())
