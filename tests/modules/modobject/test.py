# SPDX-License-Identifier: MIT
import modobject as m

print(m)
print(type(m), m.__name__)
print(sorted(n for n in dir(m) if n != "__class__"))

for name in ("small", "negative", "text", "nothing", "yes", "no", "motto", "raw", "version"):
    print(name, repr(getattr(m, name)))
print(m.limits["low"], m.limits["high"], m.limits["of"], len(m.limits), sorted(m.limits))

# class and type objects as values
print(m.Empty, m.number_type is int, m.Oops is ValueError)
print(type(m.the_empty) is m.Empty, isinstance(m.the_empty, m.Empty))
try:
    m.Empty()
except TypeError as e:
    print("TypeError", e)

# a module object as a value
print(m.inner, m.inner.answer())

# identity, as C sees it
print([m.same(x) for x in (m.version, m.Empty, m.inner, None, "beta", m.limits, 0, "alpha")])

# the globals are a fixed dict
for action in ("m.small = 1", "m.other = 1", "del m.small"):
    try:
        exec(action, {"m": m})
        print(action, "done")
    except AttributeError:
        print(action, "AttributeError")
print(m.small, hasattr(m, "other"))
try:
    m.limits["low"] = 0
except TypeError:
    print("TypeError")

# imports once
import modobject

print(modobject is m)
from modobject import *

print(small, inner.answer())
