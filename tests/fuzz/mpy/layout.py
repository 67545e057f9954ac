# SPDX-License-Identifier: MIT
"""A .mpy taken apart and put together again, for mutants. It writes what it is told, however wrong."""

import zlib

BYTECODE, NATIVE, VIPER, ASSEMBLER = range(4)
RELOCS, RODATA, BSS = 0x10, 0x20, 0x40
END_OF_RELOCS = 0xFF


def varuint(value):
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | value & 0x7F)
    return bytes(reversed(groups))


class Reader:
    def __init__(self, content):
        self.content = content
        self.at = 0

    def byte(self):
        self.at += 1
        return self.content[self.at - 1]

    def varuint(self):
        value = 0
        while True:
            byte = self.byte()
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    def take(self, size):
        self.at += size
        return bytearray(self.content[self.at - size : self.at])


class Element:
    """A raw code. `wrong_length` and its like are added to numbers that are written, and to nothing else."""

    wrong_length = wrong_rodata = wrong_children = 0

    def __init__(self, reader):
        head = reader.varuint()
        self.kind, announces = head & 3, head >> 2 & 1
        self.text = reader.take(head >> 3)
        self.numbers, self.bss, self.rodata = [], 0, bytearray()
        self.flags = reader.varuint() if self.kind >= VIPER else 0
        if self.kind == NATIVE:
            self.numbers = [reader.varuint()]
        if self.kind == ASSEMBLER:
            self.numbers = [reader.varuint(), reader.varuint()]
        if self.kind == VIPER:
            size = reader.varuint() if self.flags & RODATA else 0
            self.bss = reader.varuint() if self.flags & BSS else 0
            self.rodata = reader.take(size)
        self.children = [Element(reader) for _ in range(reader.varuint())] if announces else []
        self.relocs = []  # [op, address or None, count or None]
        while self.kind != BYTECODE and self.flags & RELOCS:
            op = reader.byte()
            if op == END_OF_RELOCS:
                break
            address = reader.varuint() if op & 1 else None
            self.relocs.append([op, address, reader.varuint() if has_count(op) else None])

    def bytes(self):
        announces = bool(self.children)
        out = varuint(max(0, len(self.text) + self.wrong_length) << 3 | announces << 2 | self.kind)
        out += self.text
        if self.kind >= VIPER:
            out += varuint(self.flags)
        for number in self.numbers:
            out += varuint(number)
        if self.kind == VIPER:
            if self.flags & RODATA:
                out += varuint(max(0, len(self.rodata) + self.wrong_rodata))
            if self.flags & BSS:
                out += varuint(self.bss)
            if self.flags & RODATA:
                out += self.rodata
        if announces:
            out += varuint(max(0, len(self.children) + self.wrong_children))
            out += b"".join(child.bytes() for child in self.children)
        if self.kind != BYTECODE and self.flags & RELOCS:
            for op, address, count in self.relocs:
                out += bytes([op])
                out += varuint(address or 0) if op & 1 else b""
                out += varuint(count or 0) if has_count(op) else b""
            out += bytes([END_OF_RELOCS])
        return out


def has_count(op):
    return op >> 1 in (1, 3, 5)


class Mpy:
    wrong_qstrs = wrong_objects = 0

    def __init__(self, content):
        reader = Reader(content)
        self.header = reader.take(4)
        self.arch_flags = reader.varuint() if self.header[2] & 0x40 else None
        counts = reader.varuint(), reader.varuint()
        self.qstrs = [self.read_qstr(reader) for _ in range(counts[0])]  # a number, or (text, end)
        self.objects = [self.read_object(reader) for _ in range(counts[1])]  # bytes, kind first
        self.code = Element(reader)
        self.trailer = bytes(content[reader.at :])

    @staticmethod
    def read_qstr(reader):
        head = reader.varuint()
        return head >> 1 if head & 1 else (reader.take(head >> 1), reader.byte())

    @staticmethod
    def read_object(reader):
        start = reader.at
        kind = reader.byte()
        if kind >= 5:
            reader.take(reader.varuint() + (kind <= 6))
        return bytearray(reader.content[start : reader.at])

    @property
    def word(self):
        return 8 if self.header[2] >> 2 & 0xF in (2, 12) else 4

    @property
    def module(self):
        """The element with the module's text; the one around it is its starter."""
        return self.code.children[0] if self.code.children else self.code

    def bytes(self):
        """Without the trailer."""
        out = bytes(self.header)
        if self.header[2] & 0x40:
            out += varuint(self.arch_flags or 0)
        out += varuint(max(0, len(self.qstrs) + self.wrong_qstrs))
        out += varuint(max(0, len(self.objects) + self.wrong_objects))
        for qstr in self.qstrs:
            if isinstance(qstr, int):
                out += varuint(qstr << 1 | 1)
            else:
                out += varuint(len(qstr[0]) << 1) + qstr[0] + bytes([qstr[1]])
        return out + b"".join(self.objects) + self.code.bytes()


def with_checksum(content):
    return content + b"Nm" + zlib.crc32(content).to_bytes(4, "little")
