# SPDX-License-Identifier: MIT
import cstd as c

for args in ((b"hello world", b"o w"), (b"", b""), (b"abc", b""), (b"a\0b\0c", b"\0c"), (b"\xff\x80", b"\x80"), (b"aaaa", b"aab")):
    print(c.memory(*args))
for args in (("hello", "LO"), ("", ""), ("Hello", "hEllo"), ("ab", "abc"), ("a long enough text", "xyz ")):
    print(c.strings(*args))
for args in (("a,b,,c", ","), (",,", ","), ("", ","), ("no", ""), ("a;b,c", ",;")):
    print(c.tokens(*args))
for x in (-1, 0, 9, 10, 31, 32, 65, 97, 127, 128, 255):
    print(x, c.classes(x))
for s in ("0", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615",
          "99999999999999999999999", "-99999999999999999999999", "0x7f", "0x", "zz", " +5x", "", "-", "0777"):
    for base in (0, 10, 16, 36):
        print(s, base, c.numbers(s, base))
for s in ("0", "1.5", "-2.25e2", ".5", "5.", "1e3x", "-", "", "0x10", "12345678", "1e-400"):
    print(s, c.decimals(s))
for a in (7, -7, 0):
    for b in (2, -2, 3):
        print(c.divisions(a, b))
print(c.randoms())
print(c.prints(5, "text"))
print(c.prints(0, ""))
print(c.prints(1000, "longer text"))
for n in (5, 0, 1000):
    print(c.file_prints(n))
print(c.environment())
for a in (1, -1, 123456789, -987654321):
    for n in (0, 1, 31, 32, 33, 63):
        print(c.wide(a, n))
