# SPDX-License-Identifier: MIT
import gc
from finaliser import Handle, counts, old, row


def work():
    kept = Handle(1)
    print(kept.close(), kept.close(), counts())
    for i in range(200):
        Handle(i)


kept = Handle(1000)
work()
# Some may still be seen on the stack: most is what can be promised.
for i in range(5):
    gc.collect()
    junk = [[j] * 10 for j in range(100)]
opened, closed = counts()
print(opened, closed > 190, closed < 202)
print(kept.close())
print(row(100), old())
