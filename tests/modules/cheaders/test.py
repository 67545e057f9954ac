# SPDX-License-Identifier: MIT
import cheaders as c
import time

before = int(time.time())
now, *checks = c.times()
print(before <= now <= before + 60, checks)
print(c.numbers(3.5), c.numbers(5.0))
print(c.generic(2.25), c.generic(16.0))
