# SPDX-License-Identifier: MIT
import io
import printing as p

p.formats()
p.objects()
p.objects(1, -2.5, "text", b"bytes", None, True, [1, "a"], ("t",), {"k": 1}, len is len, "tab\t")


class Shown:
    def __str__(self):
        return "shown"

    def __repr__(self):
        return "Shown()"


p.objects(Shown(), [Shown()], ValueError("v"))

out = io.StringIO()
p.to(out, 5)
p.to(out, "x")
p.to(out, [Shown()])
print(out.getvalue())
raw = io.BytesIO()
p.to(raw, None)
print(raw.getvalue())
for x in (5, [], None):
    try:
        p.to(x, 1)
        print("written")
    except (OSError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(p.count("a b c"), p.count([1, 2, 3]))

print(p.more())
