# SPDX-License-Identifier: MIT
import meter

w = meter.Window(8, start=0xFF, label="in")
print(w, len(w), bool(w), w.LARGEST, bytes(w))
print(w.push(b"hello"), w, w[0], w[-1], bool(w))
w[0] = 72
print(w.take(2, keep=True), w.take(count=2), w.take())
print(w.push(memoryview(b"abcdefg")), bytes(w), w.take(7))


def fails(what, *args, **kwargs):
    try:
        what(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, error.args)
    else:
        print("no error")


fails(w.take, 1)
fails(w.push, bytes(9))
fails(w.push, 3.5)
fails(lambda: w[0])
fails(meter.Window)
fails(meter.Window, 0)
fails(meter.Window, 4, colour=1)
fails(meter.Window, "4")
print(issubclass(meter.RangeError, ValueError))

s = meter.Smoother(0.5)
print(s(1), s(2), s(3), s.factor, s.value)
s.factor = 0.25
print(s(3), round(s.response(0.5), 4), meter.Smoother(0.5, 4)(2))
fails(meter.Smoother, 0)
fails(meter.Smoother, float("nan"))
fails(lambda: s.colour)
print(round(meter.mean([1, 2, 3.5]), 3), meter.mean(x for x in (2, 4)), meter.mean(b"\x01\x03"))
fails(meter.mean, ())
fails(meter.mean, 7)

print(hex(meter.check.adler32(b"123456789")), hex(meter.check.fletcher16(b"abcdefgh")))
print(hex(meter.check.adler32(b"6789", meter.check.adler32(b"12345"))))
adler32 = meter.check.adler32
print(adler32(b""), meter.check, meter, meter.__version__, meter.MARK)
