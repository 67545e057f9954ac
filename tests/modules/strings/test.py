# SPDX-License-Identifier: MIT
import strings as s


def attempt(fun, *args):
    try:
        result = fun(*args)
        if isinstance(result, str) and any(ord(c) > 126 for c in result):
            result = "encoded", result.encode()  # how it is printed depends on the version
        print(repr(result))
    except Exception as e:
        print(type(e).__name__ + ":", e)


for x in ("abc", b"abc", "", b"", "a\0b", "x" * 300, "length", 5, None, bytearray(b"ab")):
    attempt(s.reverse, x)
attempt(s.reverse, "\u00e9")  # its bytes reversed are not UTF-8
for x in ("abc", "", "a\0b", b"bytes", "x" * 300, "caf\u00e9", 5, bytearray(2)):
    attempt(s.c_length, x)

for how in range(6):
    attempt(s.make, b"made", how)
    attempt(s.make, bytearray(b"\xc3\xa9\0z"), how)
    attempt(s.make, b"", how)
attempt(s.make, b"\xff\xfe", 0)
print(s.make(b"made", 2) is s.make(b"made", 4), s.make(b"a longer piece of text", 0) is s.make(b"a longer piece of text", 0))

attempt(s.build, "x", 0)
attempt(s.build, "a longer name than fits", 3)
attempt(s.build, "caf\u00e9\0", 2)
print(len(s.build("n" * 100, 200)))
attempt(s.build, 5, 1)

attempt(s.represent)
attempt(s.represent, 1, "two", b"three", None, [4.5], {"k": ()}, "q'uote", b"\xff")

for x in ("kind", "other", "some text that is not interned", b"kind", 5, None, bytearray(1)):
    attempt(s.kind, x)
attempt(s.kind, "".join(["ki", "nd"]))
attempt(s.names)
attempt(s.parts, "a,bc,,d")
attempt(s.parts, "")
attempt(s.parts, b"1,2")

for text in ("kind", "text that is not interned", b"kind", b"bytes that are not interned"):
    found = {text: "found"}
    print([(x == text, text == x, found.get(x), {x: 1}.get(text), hash(x) == hash(text)) for x in s.copies(text)])
