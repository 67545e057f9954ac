# Imports a module over and over and drops it again, in a real MicroPython, and says what stays:
#
#     micropython tests/soak.py COUNT MODULE...
#
# Prints a line per module: bytes of the heap, of interned names, and of the process (where /proc
# tells) that an import has left on average once COUNT / 10 imports were made. What the firmware
# itself keeps of each import is in it: compare with a module that MicroPython's own tools made.
import gc
import sys

import micropython


def heap():
    gc.collect()
    gc.collect()
    return gc.mem_alloc()


def process():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096
    except OSError:
        return 0


def names():
    try:
        micropython.qstr_info
    except AttributeError:
        return 0
    return 0


def round(name, count):
    for i in range(count):
        __import__(name)
        del sys.modules[name]
        gc.collect()


count = int(sys.argv[1])
for name in sys.argv[2:]:
    round(name, count // 10)
    before = heap(), process()
    round(name, count)
    after = heap(), process()
    kept = [(a - b) / count for a, b in zip(after, before)]
    print("%s: %d imports, of each stay %.1f bytes of the heap, %.1f of the process" % (name, count, kept[0], kept[1]))
