# SPDX-License-Identifier: MIT
import io
import os
import files

name = "files-module-test.tmp"
print(files.save(name, b"first line\nsecond\n\nlast \x00\x01"))
print(files.part(name, 0, 5), files.part(name, 6, 100), files.part(name, -3, 3), files.part(name, 100, 1))
print(files.lines(name))
with open(name, "rb") as file:
    print(files.at(file, 7, 0), file.tell(), files.at(file, -4, 1), files.at(file, -2, 2), files.at(file, 0, 0), file.read(2))
print(files.save(name, bytearray(3)), files.part(name, 0, 9), files.save(name, ""), files.lines(name))
os.remove(name)
for attempt in (lambda: files.part(name, 0, 1), lambda: files.lines(name), lambda: files.save("no/such/folder", b"")):
    try:
        attempt()
    except OSError as e:
        print("OSError", e.errno)
try:
    files.save(name, 5)
except TypeError as e:
    print("TypeError", e)

f = io.StringIO("held")
print(f.read(2), files.memory(f))
f = io.BytesIO()
f.write(b"bytes")
print(files.memory(f))
try:
    files.memory(5)
except TypeError as e:
    print(e)
