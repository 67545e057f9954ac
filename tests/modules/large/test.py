# SPDX-License-Identifier: MIT
import large

for row in range(16):
    print(row, large.run(row, row * 1000 + 7), large.run(row, 0))
print(large.all(), large.all())
print([large.lookup(i) for i in (0, 1, 4095, 4096, 8191, -1)])
print(sum(large.lookup(i) for i in range(8192)))
