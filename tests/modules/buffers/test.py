# SPDX-License-Identifier: MIT
from array import array
import buffers
from buffers import Block


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


# what others offer
for code in (
    "b'abc'",
    "'abc'",
    "'\\u00e9'",
    "bytearray(b'\\xff\\x01')",
    "array('H', [1, 256, 3])",
    "memoryview(b'abcdef')[2:4]",
    "memoryview(bytearray(4))",
    "b''",
    "Block(True)",
    "Block(False)",
    "5",
    "[1]",
    "None",
):
    attempt("buffers.kind(%s)" % code)
    attempt("buffers.sum(%s)" % code)

# writing
for code in ("bytearray(3)", "array('b', [1, 2])", "b'abc'", "'abc'", "memoryview(b'ab')", "3"):
    attempt("buffers.fill(%s, 7)" % code)
whole = bytearray(b"0123456789")
buffers.fill(memoryview(whole)[3:6], 45)
print(whole)

# what the class offers
b = Block(True)
print(bytes(b), len(memoryview(b)), memoryview(b)[3] == 0x0303)
memoryview(b)[3] = 0xFFFF
buffers.fill(memoryview(b)[6:], 1)
print(bytes(b))
print(bytes(buffers.fill(b, 65)))
r = Block(False)
attempt("buffers.fill(r, 1)")
print(bytes(r) == bytes(Block(0)), bytearray(r)[-1], b"<" + bytes(b)[:3])
try:
    memoryview(r)[0] = 1
    print("written")
except TypeError:
    print("TypeError")

# static data: by reference and copied
ref, copy, array_copy, view = buffers.shared()
print(ref, copy, array_copy, bytes(view))
ref[0] = 83
print(ref, copy, array_copy, bytes(view), buffers.shared()[1])
view[5] = 68
print(ref, type(view), type(ref), type(copy))
ref[0], view[5] = b"sd"

# digests: what RFC 1321 and RFC 3174 list, and every length around a block
import binascii

digits = b"1234567890" * 8
for sha1 in (False, True):
    for text in (b"", b"a", b"abc", b"message digest", b"abcdefghijklmnopqrstuvwxyz", digits):
        print(binascii.hexlify(buffers.digest(sha1, text)))
    print(binascii.hexlify(buffers.digest(sha1, *[b"01234567" * 8] * 10)))
    print(binascii.hexlify(buffers.digest(sha1, *[b"a" * 1000] * 20)))
    chain = b""
    for n in range(130):
        part = memoryview(digits + digits)[n % 3 :][:n]
        chain = buffers.digest(sha1, chain, part[: n // 2], part[n // 2 :])
    print(binascii.hexlify(chain))
