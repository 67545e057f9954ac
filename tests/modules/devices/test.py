# SPDX-License-Identifier: MIT
import sys
import time

import devices

if sys.platform == "rp2":
    import machine
    from machine import ADC, PWM, Pin, Timer, UART

    uart = UART(0, 115200, tx=Pin(0), rx=Pin(1))
    machine.mem32[0x40034030] |= 1 << 7  # what is sent comes back, without a wire
    adc = ADC(26)
    pwm = PWM(Pin(2))
    timer = Timer()
else:
    # What plays the devices where there are none.
    class UART:
        def __init__(self):
            self.waiting = b""

        def write(self, data):
            self.waiting += data
            return len(data)

        def any(self):
            return len(self.waiting)

        def read(self, n):
            data, self.waiting = self.waiting[:n], self.waiting[n:]
            return data

    class ADC:
        def read_u16(self):
            return 0x8008

    class PWM:
        values = {"freq": 0, "duty_u16": 0}

        def value(self, name, *new):
            if not new:
                return self.values[name]
            self.values[name] = new[0]

        def freq(self, *new):
            return self.value("freq", *new)

        def duty_u16(self, *new):
            return self.value("duty_u16", *new)

    class Timer:
        PERIODIC = 1

        def init(self, *, mode, period, callback):
            assert mode == self.PERIODIC and period == 5
            for _ in range(4):
                callback(self)

        def deinit(self):
            pass

    uart, adc, pwm, timer = UART(), ADC(), PWM(), Timer()

print(devices.exchange(uart, b"natmod"), devices.exchange(uart, bytes(range(5))))
print(abs(devices.level(adc) - adc.read_u16()) < 1000, 0 < devices.level(adc) <= 65535)
freq, duty = devices.pulse(pwm, 1000, 16384)
print(abs(freq - 1000) < 10, abs(duty - 16384) < 100)
devices.start(timer, 5)
while devices.ticks() < 3:
    time.sleep(0)
count = devices.stop(timer)
for _ in range(1000):
    time.sleep(0)
print(count >= 3, devices.ticks() == count)
for device in 5, "":
    try:
        devices.level(device)
    except AttributeError:
        print("no device")
