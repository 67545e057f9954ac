# SPDX-License-Identifier: MIT
import io
import streams
from streams import Pipe, TextPipe


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


# bytes
p = Pipe()
print(p.write(b"hello, world"), p.read(5), p.read(2), p.read(), p.read(), p.read(1))
p.write("text is taken too")
buf = bytearray(6)
print(p.readinto(buf), buf, p.readinto(buf, 3), buf)
print(p.read())
print(p.write(b"0123456789", 3), p.read(), p.write(b"0123456789", 3, 2), p.read())
attempt("p.write(b'x' * 65)")
attempt("p.write(5)")

# text, lines, print
t = TextPipe()
print("one", 2, [3], file=t)
print("second line", file=t, end="")
print(repr(t.readline()), repr(t.readline()), repr(t.readline()))
t.write("a\nb\n\nc")
print([line for line in t])
t.write("left over")
print(t.read(4), t.read(-1))

# seek, flush, close
p.write(b"abcdef")
print(p.seek(2, 1), p.read(1), p.seek(0, 1))
attempt("p.seek(9, 1)")
attempt("p.seek(0)")
print(p.flush(), p.read())
with Pipe() as w:
    print(w.write(b"inside"))
attempt("w.read()")
attempt("w.write(b'x')")
print(t.close(), streams.close(p))
attempt("p.read(1)")

# C and the streams of others
p = Pipe()
print(streams.copy(io.BytesIO(b"from a BytesIO object"), p), p.read())
p.write(b"to a BytesIO object")
b = io.BytesIO()
print(streams.copy(p, b), b.getvalue())
attempt("streams.copy(io.BytesIO(b'x' * 100), Pipe())")
attempt("streams.copy(5, p)")
attempt("streams.copy(p, [])")
print(streams.exactly(io.BytesIO(b"12345678"), 3), streams.exactly(io.StringIO("ab"), 10))
attempt("streams.exactly(w, 3)")
b = io.BytesIO(b"0123456789")
print(streams.seek(b, 4, 0), streams.seek(b, -2, 1), streams.seek(b, -1, 2), b.tell())
p.write(b"uvwxyz")
print(streams.seek(p, 2, 1), p.read())


# a stream written in Python
class Zeros(io.IOBase):
    def __init__(self, n):
        self.left = n

    def readinto(self, buf):
        n = min(self.left, len(buf))
        self.left -= n
        for i in range(n):
            buf[i] = 48
        return n

    def ioctl(self, request, arg):
        return 0


print(streams.copy(Zeros(12), p), p.read())
