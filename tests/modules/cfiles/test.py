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
        print(repr(path), e.errno)

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

print(c.fail(NAME))
c.move(NAME, NAME + "2")
print(c.remove(NAME), c.remove(NAME + "2"))
try:
    c.move(NAME, "x")
except OSError as e:
    print(e.errno)
