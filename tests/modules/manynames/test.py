# SPDX-License-Identifier: MIT
import gc
import manynames as m

gc.collect()
names = list(m.__dict__)
print(m.__name__, len(names), names[:3], names[-7:])
print([getattr(m, "N_%02x" % i) for i in range(256)] == list(range(-128, 128)))
print([getattr(m, "add_%02x" % i)(1000) for i in range(48)] == list(range(1000, 1048)))
print(m.plus_one is m.add_01, m.plus_one is m.add_02, m.plus_one(1), m.add_01(2))
print(m.count(), m.count(1, 2, 3), m.none, m.yes, m.large, m.least)
print(hasattr(m, "N_100"), hasattr(m, "add_30"))
try:
    m.add_00("x")
except TypeError:
    print("TypeError")
try:
    m.N_00 = 1
except AttributeError:
    print("fixed", m.N_00)
