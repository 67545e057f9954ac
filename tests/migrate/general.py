# SPDX-License-Identifier: MIT
import general as m
print(m.count(), m.count(1, 2), m.count(1, key=2))
print(m.look("value"))
try:
    m.look("missing")
except KeyError as e:
    print("KeyError", e)
try:
    m.look(1, 2)
except TypeError:
    print("TypeError")

class C:
    f = m.count
print(C().f(1))
