# SPDX-License-Identifier: 0BSD
"""Where the firmware put a native module: natmod.base("shapes") is the address of its text.

Nothing in the module says so. Its functions do: a function object has the address of its code, whose first words are
found again in the module's .mpy file; the distance from there to the start of text is the same in memory.
"""

import struct
import sys
import uctypes

_WORD = struct.calcsize("P")
_MASK = (1 << 8 * _WORD) - 1


def _read(address, words):
    # Words of 32 bits, because memory for instructions may have no bytes to read.
    array = uctypes.struct(address, (uctypes.ARRAY, words | uctypes.UINT32))
    return b"".join(array[i].to_bytes(4, "little") for i in range(words))


def _pointer(address):
    return int.from_bytes(_read(address, _WORD // 4), "little")


def _codes(owner, depth=1):
    """Addresses of functions of a module or class."""
    for name in dir(owner):
        thing = getattr(owner, name, None)
        address = id(thing) & _MASK
        if isinstance(thing, type):
            slot = _read(address + _WORD + 4, 1)[0]  # number of the one with the constructor
            if slot:
                yield _pointer(address + 16 + slot * _WORD)
            if depth:
                yield from _codes(thing, depth - 1)
        elif type(thing) is type(print):  # a variable number of arguments, which come first
            yield _pointer(address + 2 * _WORD)
        elif type(thing).__name__ == "function":
            yield _pointer(address + _WORD)


class _Mpy:
    """The .mpy file; see docs/mpy-format.md."""

    def __init__(self, file):
        self.file = file
        _, _, features, _ = file.read(4)
        if features & 64:
            self.number()
        names, objects = self.number(), self.number()
        for _ in range(names):
            size = self.number()
            if not size & 1:
                file.seek((size >> 1) + 1, 1)
        for _ in range(objects):
            self.skip_object()
        self.find_text()

    def number(self):
        value = 0
        while True:
            byte = self.file.read(1)[0]
            value = value << 7 | byte & 127
            if byte < 128:
                return value

    def skip_object(self):
        kind = self.file.read(1)[0]
        if kind == 10:
            for _ in range(self.number()):
                self.skip_object()
        elif kind > 4:
            self.file.seek(self.number() + (kind < 7), 1)

    def find_text(self):
        """That of the innermost code: what is around it is start code, or other files of a package."""
        while True:
            kind = self.number()
            start, self.size = self.file.seek(0, 1), kind >> 3
            self.file.seek(self.size, 1)
            if kind & 3 == 2:
                self.start = start
                flags = self.number()
                data = self.number() if flags & 32 else 0
                if flags & 64:
                    self.number()
                self.file.seek(data, 1)
            if not kind & 4:
                return
            self.number()  # of codes in it: the native one is the first

    def offsets(self, code):
        """Where these bytes are in text."""
        step = 256
        for at in range(0, self.size, step):
            self.file.seek(self.start + at)
            part = self.file.read(min(step + len(code) - 1, self.size - at))
            found = part.find(code)
            while found >= 0:
                yield at + found
                found = part.find(code, found + 1)


def base(module):
    if isinstance(module, str):
        name, module = module, __import__(module)
        for part in name.split(".")[1:]:
            module = getattr(module, part)
    else:
        name = module.__name__
    for folder in sys.path:
        try:
            file = open((folder + "/" if folder else "") + name.replace(".", "/") + ".mpy", "rb")
        except OSError:
            continue
        with file:
            mpy = _Mpy(file)
            votes = {}
            for code in _codes(module):
                code &= ~3
                for offset in mpy.offsets(_read(code, 4)):
                    votes[code - offset] = votes.get(code - offset, 0) + 1
        best = [b for b in votes if votes[b] == max(votes.values())]
        if len(best) == 1:
            return best[0]
    raise RuntimeError("natmod: no function of %s is found in its .mpy file" % name)
