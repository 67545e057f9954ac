# SPDX-License-Identifier: MIT
# Runs what a test module's test.py does while memory is short, in a real MicroPython:
#
#     micropython low_memory.py MODULE...
#
# First it runs test.py as it is, but makes each call of a function of the module twice, the first time
# with the heap locked. Then it imports each module, and runs every statement on its own, with a heap
# that has no block left, one block, two, and so on until it needs no more. So each allocation fails
# once, together with all that follow. MemoryError is right, and so is any other exception or result;
# only the program must not end. Then test.py runs again, and the shell compares what it prints after
# the line "=====" with expected.txt: the module must work as before.
import gc
import sys
import micropython

MOST_BLOCKS = 200  # tried for one statement; what needs more is tried up to here
SKIP = ("def ", "class ", "import ", "from ", "@", "#")
CONTINUES = (" ", "\t", ")", "]", "}", "else", "elif", "except", "finally")


class Locked:
    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        value = getattr(self.module, name)
        return twice(value) if type(value).__name__ == "function" else value


def twice(function):
    def call(*args, **keywords):
        n = -1 if keywords else len(args)
        a, b, c, d = (args + (None,) * 4)[:4]
        micropython.heap_lock()
        try:
            if n == 0:
                function()
            elif n == 1:
                function(a)
            elif n == 2:
                function(a, b)
            elif n == 3:
                function(a, b, c)
            elif n == 4:
                function(a, b, c, d)
        except BaseException:
            pass
        micropython.heap_unlock()
        return function(*args, **keywords)

    return call


def statements(text):
    at = []
    for line in text.split("\n"):
        if at and (not line or line.startswith(CONTINUES) or at[-1].startswith("@")):
            at.append(line)
            continue
        if at:
            yield "\n".join(at)
        at = [line]
    yield "\n".join(at)


def attempt(code, names):
    try:
        exec(code, names)
    except BaseException:
        pass


# Fills the heap, all of it but `left` blocks: those are taken first, so that they are side by side.
def fill(left):
    spare = None
    for _ in range(left):
        spare = (spare,)
    kept = None
    size = 65536
    try:
        while True:
            while size >= 64:
                try:
                    while True:
                        kept = [kept, bytearray(size)]
                except MemoryError:
                    size //= 2
            kept = (kept,)
    except MemoryError:
        pass
    spare = None
    gc.collect()
    return kept


# One by one, so that no old word on the stack keeps more than one of them.
def empty(kept):
    while kept:
        before = kept[0]
        if isinstance(kept, list):
            kept.clear()
        kept = before


def sweep(code, names):
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    attempt(code, names)
    blocks = (gc.mem_alloc() - before) // BLOCK + 2
    left = 0
    while left <= min(blocks, MOST_BLOCKS):
        gc.collect()
        kept = fill(left)
        attempt(code, names)
        empty(kept)
        kept = None
        left += 1 + left // 16
    gc.enable()
    gc.collect()


BLOCK = 32 if sys.maxsize > 0x7FFFFFFF else 16
with open("test.py") as file:
    text = file.read()
# Now, as it takes memory.
whole = compile(text, "test.py", "exec")
text = "\n".join(line for line in text.split("\n") if not line.startswith("micropython.heap_"))
steps = [(statement, compile(statement, "test.py", "exec")) for statement in statements(text)]

names = {"__name__": "locked"}
modules = {}
for name in sys.argv[1:]:
    try:
        __import__(name)
    except ImportError:  # a package has that name, or firmware
        continue
    if name in sys.modules:
        module = modules[name] = sys.modules[name]
        locked = sys.modules[name] = Locked(module)
        for attribute in dir(module):  # for "from NAME import *"
            names[attribute] = getattr(locked, attribute)
try:
    exec("\n".join(line for line in text.split("\n") if not line.endswith("import *")), names)
except Exception as e:  # where it needs a real module
    print("locked:", repr(e))
sys.modules.update(modules)

# MicroPython may leave an entry that is no object in sys.modules when an import runs out of memory.
kept = dict(sys.modules)
for name in modules:
    sweep(compile("sys.modules.pop(name, None)\n__import__(name)", "import", "exec"), {"sys": sys, "name": name})
sys.modules.update(kept)

names = {"__name__": "short"}
for statement, code in steps:
    if not statement.startswith(SKIP):
        sweep(code, names)
    attempt(code, names)

print("=====")
exec(whole, {"__name__": "__main__"})
