# SPDX-License-Identifier: MIT
import machine

import pinbase


class Pin(machine.PinBase):
    def __init__(self):
        self.level = 0
        self.seen = []

    def value(self, *level):
        if not level:
            return self.level
        self.level = int(level[0])
        self.seen.append(self.level)


class Stuck(machine.PinBase):
    def value(self, *level):
        if level:
            raise ValueError("stuck")
        return 1


pin = Pin()
print(pinbase.levels(pin, "0110"), pin.seen, pinbase.ioctl(pin, 1), pinbase.ioctl(pin, 77), pinbase.kind(pin))
pin.seen.clear()
signal = machine.Signal(pin, invert=True)
print(pinbase.levels(signal, "101"), pin.seen, pinbase.ioctl(signal, 1), pinbase.kind(signal))
print(pinbase.ioctl([], 1), pinbase.kind([]))

try:
    pinbase.levels(Stuck(), "1")
except ValueError as error:
    print(error)
print(pinbase.time_pulse(Pin(), 1, 50), pinbase.time_pulse(Stuck(), 1, 50))
