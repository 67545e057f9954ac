# SPDX-License-Identifier: MIT
import constants as m
print(m.__name__, m.twice(21))
try:
    m.fail()
except ValueError as e:
    print(e)
print(m.LIMIT, m.STEP, m.SECOND, m.NEGATIVE, m.SIZE, m.LABEL)
print(m.NOTHING, m.YES, m.NO, m.EMPTY, m.Error)
