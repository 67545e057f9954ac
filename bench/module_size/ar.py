# SPDX-License-Identifier: MIT
"""Reads ar archives, for MicroPython's linker where the Python package `ar` is not installed."""
import io


class Entry:
    def __init__(self, name, offset, size):
        self.name, self.offset, self.size = name, offset, size


class Archive:
    def __init__(self, file):
        self.file = file
        self.entries = {entry.name: entry for entry in read_entries(file)}

    def __iter__(self):
        return iter(self.entries.values())

    def open(self, name, mode="rb"):
        self.file.seek(self.entries[name].offset)
        return io.BytesIO(self.file.read(self.entries[name].size))


# The members but for the tables, in the System V format with long names: ar(5).
def read_entries(file):
    names = b""
    offset = len(b"!<arch>\n")
    while True:
        file.seek(offset)
        header = file.read(60)
        if len(header) < 60:
            return
        name, size = header[:16].rstrip(), int(header[48:58])
        offset += 60
        if name == b"//":
            names = file.read(size)
        elif name.startswith(b"/") and name[1:].isdigit():
            yield Entry(names[int(name[1:]) :].split(b"/\n")[0].decode(), offset, size)
        elif name not in (b"/", b"/SYM64/"):
            yield Entry(name.removesuffix(b"/").decode(), offset, size)
        offset += size + size % 2
