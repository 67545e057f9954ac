# SPDX-License-Identifier: MIT
import micropython

import hal

# A clock that steps back by a millisecond, as the qemu port's may, ends a delay too early: time.sleep_us too.
print(hal.elapsed(0), hal.elapsed(30), any(hal.short() for _ in range(10)))
fine = None
micropython.heap_lock()
fine = hal.in_interrupt()
micropython.heap_unlock()
print(fine)
seen = []
print(hal.turn(seen, seen.append), seen)


def nested(number):
    hal.pending()
    hal.pending()
    seen.append(number)


print(hal.turn(seen, nested), seen)
print([hal.read() for _ in range(4)])
hal.write("to the console")
hal.write("")
