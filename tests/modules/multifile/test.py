# SPDX-License-Identifier: MIT
import multifile as m

print(m.Shape(), m.Shape(8), m.SIDES)
print(m.bump(), m.state(), m.bump())
print(m.included())
print(m.sum(""), m.sum("abc"), m.sum("a longer text, to be added up"))
print(type(m.state()[3]) is m.Shape)
