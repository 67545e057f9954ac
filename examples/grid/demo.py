# SPDX-License-Identifier: 0BSD
from grid import Grid

g = Grid(4, 3)
g[1, 2] = 7
g[3, 0] = 255
print(g[1, 2], g[0, 0])

view = memoryview(g)
view[0:2] = b"\x01\x02"
print(len(view), bytes(g))

for place in (4, 0), (0, -1), (1,):
    try:
        g[place]
    except (IndexError, TypeError) as error:
        print(type(error).__name__, error)
