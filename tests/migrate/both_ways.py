# SPDX-License-Identifier: MIT
import both_ways

counter = both_ways.counter(2)
print(counter.take(), counter.take(), type(counter))
try:
    counter.take()
except ValueError as error:
    print(error)
