import conditional as m
print(m.Thing, m.extra(), m.mode)
