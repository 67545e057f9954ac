import micropython

import hal

print(hal.elapsed(0), hal.elapsed(30), hal.short())
fine = None
micropython.heap_lock()
fine = hal.in_interrupt()
micropython.heap_unlock()
print(fine)
seen = []
print(hal.turn(seen, seen.append), seen)
print([hal.read() for _ in range(4)])
hal.write("to the console")
hal.write("")
