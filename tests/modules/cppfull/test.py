import gc
import cppfull as c

for depth in range(6):
    print(c.tree(depth))
print(c.array(0), c.array(10), c.array(1000))
print(c.settings(5), c.settings(99), c.settings(0))
print(c.constants())
for i in range(10):
    gc.collect()
    c.tree(8)
print(c.tree(3), c.settings(1))
