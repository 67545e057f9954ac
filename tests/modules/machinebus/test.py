# SPDX-License-Identifier: MIT
import machinebus

data = bytearray(b"\x01\x02")
print(machinebus.exchange(machinebus.spi, data), data)

n = 0
while machinebus.bus(n):
    bus = machinebus.bus(n)
    print(n, machinebus.register(bus, 0x20), machinebus.primitive(bus))
    try:
        machinebus.register(bus, 0x7F)
    except OSError as error:
        print(error.errno)
    n += 1
print([machinebus.has_protocol(obj) for obj in (machinebus.spi, [], 5, "", bus)])


class Pin:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def value(self):
        return 0


for text in "Pin(GPIO5, mode=OUT)", "Pin(5)", "Pin(Pin.cpu.A5, mode=Pin.IN)", "five", "Pin(", "":
    machinebus.name(Pin(text))
