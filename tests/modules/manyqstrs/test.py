# SPDX-License-Identifier: MIT
import manyqstrs as m

names = [n for n in dir(m) if n[:5] == "many_"]
print(m.COUNT, len(names), len(set(names)))
print(all(getattr(m, n)(0) == n for n in names), m.total())
for n in names:
    getattr(m, n)(1)
print(m.total(), sum(range(m.COUNT)))
print(m.many_ant_0(1), m.many_toad_f(-1), m.total())
print(sorted(names)[::40])
