# SPDX-License-Identifier: MIT
# Imports a module over and over and drops it again, in a real MicroPython, and says what stays:
#
#     micropython tests/soak.py COUNT MODULE...
#
# Prints a line per module: bytes of the heap, and of the process where /proc tells, that an import
# leaves on average once COUNT / 10 imports were made. It all is the firmware's: from 1.24 on it keeps
# what it loaded machine code to, Unix a page of code at least. Any module of machine code leaves that,
# one that MicroPython's own tools made as well; `natmod size` says how much ("heap" and "exec").
import gc
import sys


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


def import_and_drop(name, count):
    for i in range(count):
        __import__(name)
        del sys.modules[name]
        gc.collect()


count = int(sys.argv[1])
for name in sys.argv[2:]:
    import_and_drop(name, count // 10)
    before = heap(), process()
    import_and_drop(name, count)
    after = heap(), process()
    kept = tuple((a - b) / count for a, b in zip(after, before))
    print("%s: %d imports, each leaves %.1f bytes of the heap, %.1f of the process" % ((name, count) + kept))
