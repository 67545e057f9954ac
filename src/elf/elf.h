// SPDX-License-Identifier: MIT
// Numbers of the ELF specification (generic ABI, chapters 4 and 5) that a linker of relocatable
// objects needs, under the specification's names.
#pragma once

#include <cstdint>

namespace natmod::elf {

enum : uint16_t { ET_REL = 1, ET_EXEC = 2, ET_DYN = 3 };

enum : uint32_t {
    SHT_NULL = 0,
    SHT_PROGBITS = 1,
    SHT_SYMTAB = 2,
    SHT_STRTAB = 3,
    SHT_RELA = 4,
    SHT_NOTE = 7,
    SHT_NOBITS = 8,
    SHT_REL = 9,
    SHT_INIT_ARRAY = 14,
    SHT_FINI_ARRAY = 15,
    SHT_PREINIT_ARRAY = 16,
    SHT_GROUP = 17,
    SHT_SYMTAB_SHNDX = 18,
    SHT_ARM_EXIDX = 0x70000001  // unwind index of ARM; on x86-64, as SHT_X86_64_UNWIND, .eh_frame
};

enum : uint64_t {
    SHF_WRITE = 0x1,
    SHF_ALLOC = 0x2,
    SHF_EXECINSTR = 0x4,
    SHF_MERGE = 0x10,
    SHF_STRINGS = 0x20,
    SHF_GROUP = 0x200,
    SHF_TLS = 0x400,
    SHF_COMPRESSED = 0x800,
    SHF_GNU_RETAIN = 0x200000,  // extension: keep even if nothing refers to it
};

enum : uint32_t {
    SHN_UNDEF = 0,
    SHN_LORESERVE = 0xff00,
    SHN_ABS = 0xfff1,
    SHN_COMMON = 0xfff2,
    SHN_XINDEX = 0xffff,
};

enum : uint8_t { STB_LOCAL = 0, STB_GLOBAL = 1, STB_WEAK = 2, STB_GNU_UNIQUE = 10 };

enum : uint8_t {
    STT_NOTYPE = 0,
    STT_OBJECT = 1,
    STT_FUNC = 2,
    STT_SECTION = 3,
    STT_FILE = 4,
    STT_COMMON = 5,
    STT_TLS = 6,
    STT_GNU_IFUNC = 10,
};

inline constexpr uint32_t GRP_COMDAT = 1;

}  // namespace natmod::elf
