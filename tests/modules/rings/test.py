# SPDX-License-Identifier: MIT
import rings as r


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e.args)


print(r.get(), r.get16())
for b in (1, 2, 0xFF, 4, 5, 6, 7):
    print(r.put(b))
print(r.get(), r.get16(), r.put16(0x1234), r.put16(0x5678), r.put16(9))
print([r.get() for _ in range(7)], r.get16())
r.put(9)
print(r.get16(), r.get())
for data in (b"", b"ab", b"abc", b"abcdefgh", b"\0\xff"):
    print(r.bytes(data))
while r.get() >= 0:
    pass
print(r.own())
for piece, error in ((100, 0), (2, 0), (3, 5), (2, 11), (1, 0)):
    p = r.pipe(piece, error)
    attempt(r.exactly, p, b"some data\nin lines\n")
    p = r.pipe(piece, error)
    attempt(r.write, p, b"0123456789", 0)
    attempt(r.write, p, b"ab", 1)
    attempt(p.tell)
    attempt(p.read1, 3)
    attempt(p.read1)
    attempt(p.seek, 0)
    attempt(p.read, 5)
    attempt(p.readlines)
    attempt(p.write1, b"xyz")
    attempt(p.ioctl, 6, 41)
    attempt(p.ioctl, 99)
p = r.pipe(4, 0)
p.write(b"one\ntwo\n\nlast")
print(p.readlines(), r.protocol(p))
attempt(r.protocol, r.pipe(1, 1))
print(r.nonblocking(11), r.nonblocking(5))
