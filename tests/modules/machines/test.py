# SPDX-License-Identifier: MIT
import machine
import micropython

import machines

names = "ADC", "I2C", "Pin", "PWM", "Signal", "SPI", "Timer", "UART", "SoftI2C", "SoftSPI"
print([kind == getattr(machine, name) for kind, name in zip(machines.types(), names)])

# Any pin that may be an output: a number that most boards have.
for number in 2, 4, 5, "A0", "P0":
    try:
        pin = machine.Pin(number)
        break
    except (ValueError, TypeError):
        pass
print(machines.is_pin(pin), machines.is_pin(5), machines.output(number), machines.output(pin))
print(machines.open_drain(pin))
try:
    machines.output("no such pin")
except (ValueError, TypeError):
    print("no pin")
pin.init(pin.OUT)
micropython.heap_lock()
machines.bits(pin, b"\x00\xff\x55")
micropython.heap_unlock()
print(pin.value())
