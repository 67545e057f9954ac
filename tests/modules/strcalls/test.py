# SPDX-License-Identifier: MIT
import strcalls as s


def attempt(name, *args):
    try:
        print(name, getattr(s, name)(*args))
    except Exception as e:
        print(name, type(e).__name__ + ":", e)


view = s.view()
view[0] = ord("S")
print(bytes(view), len(view), bytes(s.view_of(10, 5)), s.bytes(), s.str(), hash(s.str()) == hash("constant text"))
for o in ("", "text", "a longer one, not interned", b"", b"by\0tes", "\u00e4", s.str(), s.bytes()):
    attempt("parts", o)
for args in (("hello", "l", 1), ("hello", "l", -1), ("hello", "", 1), ("hello", "", -1), ("hello", "xyz", 1), ("", "a", 1), (b"a\0b\0", b"\0", -1)):
    attempt("find", *args)
for o in ("text", "\u00e4\u20ac\U0001f600x", b"\xc3\xa4"):
    for i in (0, 1, 2, 3, -1, 4, 5, -9, "x"):
        attempt("at", o, i, False)
        attempt("at", o, i, True)
for o in ("plain", 'quote"', "tab\tnl\ncr\r", "\0\x1f\x7f", "\u00e4\u20ac", "back\\slash"):
    s.json(o)
attempt("format", "{} {name} {:>5}|{!r}", 1, "ab", "c")
attempt("format", "{missing}")
attempt("split", "a b  c")
attempt("split", "a,b,,c", ",")
attempt("split", "a,b,,c", ",", 1)
attempt("split", "a", "")
attempt("hex", b"\x00\xff\x10")
attempt("hex", b"\x00\xff\x10", ":")
attempt("unhex", "00ff10")
attempt("unhex", "0g")
for o in ("text", b"by\0tes", ""):
    print(s.copy(o))
attempt("make", 5)
attempt("make", b"\xc3\xa4", "utf8")
attempt("make", b"\xff", "utf8")
attempt("add", "a", "b")
attempt("add", b"a", b"b")
attempt("add", "a", b"b")
for o in ("strcalls", "made here for the first time", "", "with space"):
    attempt("qstr", o)
print(s.qstr("\u00e4")[1:])
for c in (0, 9, 32, 48, 57, 65, 70, 71, 90, 95, 97, 102, 122, 127, 128, 0xE4, 0x20AC):
    print(c, s.classes(c))
for o in ("", "ascii", "\u00e4\u20ac\U0001f600"):
    print(s.utf8(o))
for o in ("", "middle", "\0nul", "x" * 50):
    print(s.vstr(o))
attempt("fixed", "1234567")
attempt("fixed", "123456789")
print(s.print('text"'))
