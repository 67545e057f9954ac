# SPDX-License-Identifier: MIT
import gc, sys
import micropython
import stress


def name_of(function, *args):
    try:
        return function(*args)
    except BaseException as e:
        return type(e).__name__


# Imported and dropped. MicroPython 1.24 and newer keeps the blocks of each import until a reset.
def drop_and_import():
    global stress
    sys.modules.pop("stress", None)
    stress = None
    gc.collect()
    import stress
    return stress.imports()


for _ in range(10):
    drop_and_import()
gc.collect()
before = gc.mem_alloc()
print("first state each time", set(drop_and_import() for _ in range(60)))
gc.collect()
print("keeps little", gc.mem_alloc() - before < 60 * 2048)


# Exceptions that leave frames of C, of a handler in C, and of C++.
class Own(Exception):
    pass


def raiser(exception):
    raise exception


for exception in (ValueError(1), SystemExit(3), KeyboardInterrupt(), MemoryError(), StopIteration(), Own("x")):
    for call in (stress.call, stress.guard, stress.call_cxx):
        for _ in range(20):
            try:
                call(raiser, exception)
                print("not raised")
            except BaseException as e:
                if e is not exception:
                    print("another one", e)
nested = lambda x: stress.guard(lambda y: stress.call_cxx(lambda z: stress.call(raiser, z), y), x)
print("through all", name_of(stress.guard, nested, Own()), stress.depth())
print("caught inside", stress.call(lambda x: name_of(stress.guard, raiser, x), SystemExit()), stress.depth())


def frames():
    for i in range(3):
        yield stress.call_cxx(stress.guard, lambda x: x) if i == 9 else stress.guard(str, i)


print("generator", list(frames()))


# Recursion through the same frames, until the firmware says that it is enough.
for call in (stress.call, stress.guard, stress.call_cxx):
    deepest = 0

    def recurse(n):
        global deepest
        deepest = max(n, deepest)
        return call(recurse, n + 1)

    print("recursion", name_of(recurse, 0), deepest > 3, stress.depth())
print("still right", stress.call(str, 5), stress.call_cxx(len, "four"))


# The heap locked: no global name may be new, either.
sum = refused = None
micropython.heap_lock()
sum = stress.add(2, 3)
try:
    stress.hold(None, 50)
    refused = False
except MemoryError:
    refused = True
micropython.heap_unlock()
print("locked", sum, refused)


# What only a frame of C knows survives, also if the callback drops all that it can reach.
def collect(n):
    gc.collect()
    junk = [bytes(n) for _ in range(30)]
    gc.collect()
    return len(junk)


print("held", all(stress.hold(collect, 200) == [30, bytes(range(200))] for _ in range(5)))

events = []


def drop(n):
    events.clear()
    collect(40)
    return n


for _ in range(5):
    events.append(stress.Event(drop))
    print("dropped itself", events[0].fire(), len(events))
event = stress.Event(None)
event.set(lambda n: event.set(drop))
print("replaced its callback", event.fire(), event.fire())


# Imports in a function, in a callback of the module itself, while another import runs.
def local():
    import stress

    return stress.add(1, 1)


print("in a function", local(), stress.call(lambda n: drop_and_import(), 0), stress.add(2, 2))


class Importing:
    def __init__(self):
        import stress

        self.sum = stress.call_cxx(lambda n: stress.add(n, n), 4)


print("in a class", stress.guard(lambda kind: kind().sum, Importing))

# Threads, but none that stays behind where memory is short.
try:
    import _thread
    import time

    threads = __name__ == "__main__" and sys.platform == "linux" and time.sleep
except (ImportError, AttributeError):
    threads = False
done = [None] * 3


def work(n):
    import stress

    ok = True
    for i in range(100):
        ok = ok and stress.guard(lambda x: stress.add(x, n), i) == i + n
        ok = ok and name_of(stress.call_cxx, raiser, Own()) == "Own"
        ok = ok and len(stress.hold(str, i)[1]) == i
    done[n] = ok


if threads:
    for n in range(3):
        _thread.start_new_thread(work, (n,))
    for _ in range(3000):
        if None in done:
            time.sleep(0.01)
else:
    for n in range(3):
        work(n)
print("threads", done)
