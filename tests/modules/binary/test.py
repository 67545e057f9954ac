# SPDX-License-Identifier: MIT
from array import array
import binary as b

print(b.sizes())
for a in (
    array("b", [1, -2, 3]),
    array("H", [1, 65535]),
    array("h", [-300, 5, 300]),
    array("i", [-70000, 1, 2, 3]),
    array("I", [0xFFFFFFFF, 1]),
    array("q", [-(1 << 40), 1]),
    array("f", [1.5, -2.0, 4.25]),
    bytearray(b"abc"),
    array("H"),
):
    n = b.reverse(a)
    print(n, [int(x) if isinstance(x, int) else x for x in a], b.total(a))
for bad in (b"abc", "abc", 5):
    try:
        print(b.reverse(bad))
    except TypeError as e:
        print("TypeError:", e)
print(b.total(b"ab"), b.total(memoryview(array("h", [5, -6]))))
for signed in (0, 1):
    for big in (0, 1):
        print([b.get_int(x, signed, big) for x in (b"\xfe", b"\xfe\xff", b"\x01\x02\x83", b"\xff\xff\xff\xfe")])
