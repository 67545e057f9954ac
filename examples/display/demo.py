# SPDX-License-Identifier: 0BSD
from display import Display

try:
    # A Raspberry Pi Pico; other boards have other pins.
    from machine import SPI, Pin

    spi = SPI(0, baudrate=20_000_000, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
    dc, cs = Pin(20, Pin.OUT), Pin(17, Pin.OUT)
    wire = None
except ImportError:
    # No hardware: what a display would see, as (command, data).
    wire = []

    try:
        from machine import PinBase
    except ImportError:
        PinBase = object

    class Line(PinBase):
        def __init__(self, level=0):
            self.level = level

        def value(self, level=None):
            if level is None:
                return self.level
            self.level = level

    class Bus:
        def write(self, data):
            assert not cs.level, "not selected"
            if not dc.level:
                wire.append((data[0], bytearray()))
            else:
                wire[-1][1].extend(data)

    spi, dc, cs = Bus(), Line(), Line()


def on_the_wire():
    """The commands since the last call; with real hardware nobody knows."""
    sent = [(command, bytes(data)) for command, data in wire or ()]
    if wire is not None:
        wire.clear()
        assert cs.level, "still selected"
    return sent


def expect(*sent):
    seen = on_the_wire()
    assert wire is None or seen == list(sent), seen


display = Display(spi, dc, cs, 8, 6)
display.on()
expect((0x11, b""), (0x3A, b"\x55"), (0x29, b""))
print("show", display.show())

display.fill(0x1234)
print("show", display.show(), display.show())
expect((0x2A, b"\0\0\0\7"), (0x2B, b"\0\0\0\5"), (0x2C, b"\x12\x34" * 48))

# Two rectangles, one of them partly outside, are one on the wire.
display.rect(5, 3, 10, 1, 0xABCD)
display.rect(2, 4, 2, 1, 0x0001)
print("show", display.show())
expect(
    (0x2A, b"\0\2\0\7"),
    (0x2B, b"\0\3\0\4"),
    (0x2C, b"\x12\x34" * 3 + b"\xab\xcd" * 3 + b"\0\1" * 2 + b"\x12\x34" * 4),
)
display.rect(8, 0, 5, 5, 0)
display.rect(0, 0, 0, 5, 0)
print("show", display.show())

picture = memoryview(display)
print(len(picture), bytes(picture[70:78]))
picture[0:4] = b"\xff\xee\xdd\xcc"
print(display.touch(-3, 0, 5, 1), display.touch(0, 6, 1, 1), display.show())
expect((0x2A, b"\0\0\0\1"), (0x2B, b"\0\0\0\0"), (0x2C, b"\xff\xee\xdd\xcc"))

display.command(0x36, b"\x60")
display.command(0x21)
expect((0x36, b"\x60"), (0x21, b""))
for size in (0, 5), (5, 2000):
    try:
        Display(spi, dc, cs, *size)
    except ValueError as error:
        print(error)
