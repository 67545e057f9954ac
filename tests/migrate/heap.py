# SPDX-License-Identifier: MIT
import gc
import heap as m
gc.collect()
fill = [bytearray(40) for i in range(500)]
gc.collect()
m.list.append(3)
print(m.greeting, m.pair, m.list, m.big, m.answer)
from heap import pair
print(pair)
