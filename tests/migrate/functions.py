# SPDX-License-Identifier: MIT
import functions as m
print(m.one(1), m.add(1), m.add(1, 2, 3))
for args in ((), (1, 2, 3, 4)):
    try:
        m.add(*args)
    except TypeError:
        print("TypeError")
