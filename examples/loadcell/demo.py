# SPDX-License-Identifier: 0BSD
from loadcell import Cell

VALUES = 0x123456, -1, -0x800000, 0x7FFFFF

try:
    # The pins of a Raspberry Pi Pico; other boards have other numbers.
    from machine import Pin

    clock, data = Pin(6, Pin.OUT), Pin(7, Pin.IN)
    chip = None
except ImportError:
    # No hardware: a chip that counts the pulses.
    try:
        from machine import PinBase
    except ImportError:
        PinBase = object

    class Chip:
        pulses = 0
        values = []

        def clock(self):
            self.pulses += 1

        def level(self):
            if not self.values:
                return 1
            if not 1 <= self.pulses <= 24:
                return int(self.pulses != 0)
            return self.values[0] >> 24 - self.pulses & 1

    class Clock(PinBase):
        def value(self, level=None):
            if level:
                chip.clock()

    class Data(PinBase):
        def value(self, level=None):
            return chip.level()

    chip, clock, data = Chip(), Clock(), Data()

for gain in 1, 2, 3:
    cell = Cell(clock, data, gain)
    if chip:
        chip.values = [VALUES[0]]
        chip.pulses = 0
    print(cell.ready(), hex(cell.read()))
    assert not chip or chip.pulses == 24 + gain

# Negative values, and what there is without a chip; on a board nobody can tell.
for value in VALUES[1:]:
    if chip:
        chip.values = [value]
        chip.pulses = 0
        assert cell.read() == value
if chip:
    chip.values = []
    try:
        cell.read(5)
        print("a value from nowhere")
    except OSError:
        pass
try:
    Cell(clock, data, 4)
except ValueError as error:
    print(error)
