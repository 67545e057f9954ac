# SPDX-License-Identifier: MIT
"""The headers, symbols and relocations of a relocatable ELF file, to change in place."""

import struct

SHT_SYMTAB, SHT_RELA, SHT_REL = 2, 4, 9


class Record:
    """Numbers at a place of the file; `fields` is name: struct format."""

    def __init__(self, content, at, fields):
        self.content, self.at, self.fields = content, at, fields

    def place(self, name):
        at = self.at
        for field, form in self.fields.items():
            if field == name:
                return "<" + form, at
            at += struct.calcsize("<" + form)
        raise KeyError(name)

    def __getitem__(self, name):
        form, at = self.place(name)
        return struct.unpack_from(form, self.content, at)[0]

    def __setitem__(self, name, value):
        form, at = self.place(name)
        size = 8 * struct.calcsize(form)
        raw = (value & (1 << size) - 1).to_bytes(size // 8, "little")
        self.content[at : at + size // 8] = raw


class Elf:
    def __init__(self, content):
        self.content = bytearray(content)
        self.is_64 = content[4] == 2
        word = "Q" if self.is_64 else "I"
        start, = struct.unpack_from("<" + word, content, 40 if self.is_64 else 32)
        size, count = struct.unpack_from("<HH", content, 58 if self.is_64 else 46)
        header = dict(name="I", type="I", flags=word, addr=word, offset=word, size=word, link="I", info="I",
                      addralign=word, entsize=word)
        self.sections = [Record(self.content, start + i * size, header) for i in range(count)]
        self.symbols = self.entries((SHT_SYMTAB,), dict(name="I", info="B", other="B", shndx="H", value="Q", size="Q")
                                    if self.is_64 else dict(name="I", value="I", size="I", info="B", other="B", shndx="H"))
        self.relocs = self.entries((SHT_RELA,), dict(offset=word, info=word, addend=word.lower()))
        self.relocs += self.entries((SHT_REL,), dict(offset=word, info=word))

    def entries(self, types, fields):
        size = sum(struct.calcsize("<" + form) for form in fields.values())
        return [Record(self.content, at, fields) for section in self.sections if section["type"] in types
                for at in range(section["offset"], section["offset"] + section["size"] - size + 1, size)]
