# SPDX-License-Identifier: MIT
import delegation as d

print(d.level, d.double, d.get(), hasattr(d, "other"))
d.level = 21
print(d.level, d.double, d.get())
del d.level
print(d.level, d.get())
for code in ("d.double = 1", "d.other = 1", "del d.other", "d.get = 1", "d.other"):
    try:
        exec(code)
        print(code, "done")
    except AttributeError:
        print(code, "AttributeError")
print(d, type(d))
