# SPDX-License-Identifier: MIT
import gc
import rootpointers as r

# zero at start
print(r.kept(), [r.slot(i) for i in range(4)], r.list(), r.text())


def fill(n):
    # objects to which nothing else refers: made in a frame that is gone when they are looked for
    r.keep({"key": [n, str(n) * 10]})
    for i in range(4):
        r.slot(i, bytearray([n + i] * 20))
    for i in range(10):
        r.push("item %d" % (n * i))
    r.text("text number %d" % n)


def churn():
    # use the heap up several times over, so that whatever was freed is overwritten
    for i in range(30):
        gc.collect()
        junk = [[bytearray(16), "junk %d" % j, [j] * 4] for j in range(300)]
    return len(junk)


fill(7)
print(churn())
print(r.kept())
print([bytes(r.slot(i))[-3:] for i in range(4)])
print(r.list())
print(r.text())

# replaced, and alive again
fill(8)
churn()
print(r.kept(), r.slot(-1)[0], len(r.list()), r.list()[0], r.list()[-1], r.text())
r.keep(None)
churn()
print(r.kept(), r.slot(3, None), r.text())

# the module itself survives when nobody refers to it
import sys

sys.modules.clear()
text = r.text
del r
churn()
print(text())
