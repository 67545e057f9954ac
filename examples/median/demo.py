# SPDX-License-Identifier: 0BSD
import median

# A sensor with two wild readings, and a channel of its own for another one.
print([median.smooth(0, value) for value in (10, 11, 900, 12, -800, 13, 12)])
print(median.smooth(1, 5))
median.reset()
print(median.smooth(0, 1), median.CHANNELS)
try:
    median.smooth(4, 0)
except ValueError as error:
    print(error)
