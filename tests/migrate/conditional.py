# SPDX-License-Identifier: MIT
import conditional as m
print(m.Thing, m.extra(), m.mode)
