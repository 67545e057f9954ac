# SPDX-License-Identifier: MIT
import cfiles as c
import gc

NAME = "cfiles-test.bin"
print(c.write(NAME, "w"))
with open(NAME, "rb") as f:
    print(f.read())
print(c.lines(NAME))
print(c.seek(NAME))
print(c.write(NAME, "ab+")[5:])
print(c.write(NAME, "wt"))

for path in ("cfiles-gone", "cfiles-gone/below", ""):
    try:
        c.lines(path)
    except OSError as e:
        print(repr(path), path == "" or e.errno)  # for no name, each file system has its own

with open(NAME, "wb") as f:
    f.write(b"abc")
c.keep(NAME)
for i in range(4):
    gc.collect()
    junk = [bytes(100) for _ in range(20)]
    print(c.next())
with open(NAME, "rb") as f:
    print(f.read())

with open(NAME, "w") as f:
    f.write("one\ntwo\nthree")
print(c.copy(NAME, NAME + "2"))
with open(NAME + "2") as f:
    print(repr(f.read()))

try:  # some file systems read nothing from what is opened for writing, without an error
    with open(NAME, "w") as f:
        f.read(1)
    fails = False
except OSError:
    fails = True
print(c.fail(NAME) == (0, fails))
c.move(NAME, NAME + "2")
print(c.remove(NAME), c.remove(NAME + "2"))
try:
    c.move(NAME, "x")
except OSError as e:
    print(e.errno)

for which, texts in enumerate((
    ("12,-34 rest", " 5 ,6", "5,x", "", "   ", "x", "+7,8"),
    ("0x1F ff 17", "-017 0xAb 8", "10 g", "0"),
    ("1 2 3 4", "-2147483648 9223372036854775807 -32768 127", "1 2"),
    ("1.5 -2.25e1", ".5 5.", "1e2 x", "-4", "abc", "3"),
    ("word key=5", "  a   b c=7", "long-word-with-more-than-19 x=1", "a =5", ""),
    ("123456789xy", "12 34 56 ab", "1 2 3"),
    ("$12AF*3e %", "$12AF*zz", "$*3e", "12AF", "$AB*1 x"),
    ("]x-]yes]no", "abc", "xx"),
)):
    for text in texts:
        print(which, repr(text), c.scan(which, text))

with open(NAME, "w") as f:
    f.write("one 1\ntwo\t2.25\n three -3.5e0\nend")
print(c.table(NAME))
with open(NAME, "w") as f:
    f.write("a 1 b x 2")
print(c.table(NAME))
with open(NAME, "w") as f:
    f.write("12-34")
print(c.pair(NAME, "56-78"), c.pair(NAME, "9"))
c.remove(NAME)
