# SPDX-License-Identifier: MIT
import bigints as b
import sys


def attempt(name, *args):
    try:
        print(name, getattr(b, name)(*args))
    except Exception as e:
        print(name, type(e).__name__ + ":", e)


print(b.limits())
values = (0, 1, -1, True, False, 1 << 29, -(1 << 30), (1 << 31) - 1, 1.5, "1", None, [])
for x in values:
    attempt("sign", x)
    attempt("maybe", x)
for x in (1 << 64, -(1 << 64), 1 << 70, 10**30):
    attempt("sign", x)
for x in (sys.maxsize, sys.maxsize - 1, -sys.maxsize, sys.maxsize + 1, -sys.maxsize - 2):
    attempt("sign", x)
for x in (0xABCDEF, -1, 1 << 70, (1 << 70) + 0x123456, -(1 << 80) - 1, True):
    attempt("low_bits", x)
attempt("low_bits", 1.5)
attempt("low_bits", "x")
for x in (0, 7, (1 << 31) - 1, -1, 1 << 64):
    attempt("checked", x)
for x in (5, 1 << 70, True, 1.0, "5", None):
    attempt("kind", x)
for args in ((1, 3), (123456789, -1000), (-987654, 77), (5, 0)):
    attempt("arithmetic", *args)
for n in (0, 5, 20, 21, 30):
    attempt("factorial", n)


class Sub(int):
    pass


class Index:
    def __int__(self):
        return 9


for x in (Sub(3), Index()):
    attempt("sign", x)

# A negative word is refused without memory too.
import micropython


def checked_without_memory(x):
    raised = None
    micropython.heap_lock()
    try:
        b.checked(x)
    except Exception as e:
        raised = e
    micropython.heap_unlock()
    return type(raised)


print(checked_without_memory(-1))
