# SPDX-License-Identifier: MIT
import machine
import micropython

import irqs


class Source:
    """What plays a Pin that interrupts where there is none: it calls with the heap locked."""

    def irq(self, handler, hard=False):
        self.handler = handler
        print("irq", handler == irqs.handler, hard)

    def interrupt(self, times):
        handler = self.handler
        micropython.heap_lock()
        for _ in range(times):
            handler(self)
        micropython.heap_unlock()


class Pin:
    def __init__(self):
        self.level = 0

    def value(self, level=None):
        if level is not None:
            self.level = level
        return self.level


later = []
source = Source()
irqs.attach(source)
irqs.prepare(None, None)
source.interrupt(3)
print(irqs.count())

pin = Pin()
irqs.prepare(later.append, pin)
source.interrupt(1)
print(irqs.wait(1, 1000), later, pin.level)

# More than the queue takes: the handler goes on.
irqs.prepare(lambda count: None, None)
source.interrupt(200)
print(irqs.count())

# A real one, hard, where the firmware has it. Otherwise, what it does.
irqs.prepare(None, None)
try:
    timer = machine.Timer(-1, mode=machine.Timer.PERIODIC, period=2, callback=irqs.handler, hard=True)
except (AttributeError, TypeError, ValueError):
    timer = None
    source.interrupt(5)
print(irqs.wait(5, 5000))
if timer:
    timer.deinit()

irqs.prepare(later.append, pin)
if timer:
    timer = machine.Timer(-1, mode=machine.Timer.ONE_SHOT, period=2, callback=irqs.handler, hard=True)
else:
    source.interrupt(1)
print(irqs.wait(1, 5000))
for _ in range(1000):  # what is scheduled has its turn when Python branches
    if len(later) == 2:
        break
print(irqs.count(), later, pin.level)
