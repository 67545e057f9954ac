# SPDX-License-Identifier: MIT
import pins


class Methods:
    """A pin without a protocol."""

    IN, OUT, OPEN_DRAIN = "in", "out", "open drain"

    def __init__(self):
        self.level = 0
        self.seen = []

    def init(self, mode):
        self.seen.append(mode)

    def value(self, *level):
        if not level:
            return self.level
        self.level = int(level[0])
        self.seen.append(self.level)


pin = Methods()
print(pins.levels(pin, "0110"), pin.seen, pins.virtual(pin, 1), pins.virtual(pin, 0))
pin.seen.clear()
pins.modes(pin)
print(pin.seen)
pin.seen.clear()
pins.pulse(pin, 5)
print(pin.seen)

# How exact a delay is depends on what else this machine does: docs/sdk.md has what a board measured.
print(pins.delays(100, 20) > 0, pins.delays(1, 3000) > 0)
