// SPDX-License-Identifier: MIT
// A checked, read-only view of an ELF file, 32 or 64 bit, little-endian: a relocatable object, or a
// firmware with its symbols. The bytes belong to somebody else and may hold anything.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "elf/elf.h"

namespace natmod::elf {

struct ElfSection {
    std::string_view name;
    uint32_t type = SHT_NULL;
    uint64_t flags = 0;
    uint64_t address = 0;  // in an executable
    uint64_t size = 0;
    uint64_t align = 1;             // a power of two
    std::span<const uint8_t> data;  // empty for SHT_NOBITS
    uint32_t link = 0, info = 0;
    uint64_t entsize = 0;
    bool in_group = false;     // member of a comdat group
    uint32_t relocations = 0;  // the SHT_REL or SHT_RELA section for this one, 0 if there is none
};

struct ElfSymbol {
    std::string_view name;         // of a section symbol: the section's name
    uint64_t value = 0, size = 0;  // value: offset in the section; in an executable an address
    uint32_t section = SHN_UNDEF;  // index, or one of the next three
    bool absolute = false;         // SHN_ABS
    bool common = false;           // SHN_COMMON: `value` is the alignment
    uint8_t binding = STB_LOCAL, type = STT_NOTYPE;

    bool undefined() const { return section == SHN_UNDEF && !absolute && !common; }
};

struct ElfReloc {
    uint64_t offset = 0;  // in the section it belongs to; checked by whoever applies it
    uint32_t type = 0;
    uint32_t symbol = 0;  // index, in range
    int64_t addend = 0;   // 0 for SHT_REL, whose addend is in the place
};

struct ElfGroup {
    std::string_view signature;
    std::vector<uint32_t> sections;  // in range
};

struct ElfObject {
    std::string name;  // for messages: "file.o" or "lib.a(file.o)"
    uint16_t type = ET_REL;
    int word_size = 4;
    uint16_t machine = 0;
    uint32_t flags = 0;                // e_flags, which mean something for the machine
    std::vector<ElfSection> sections;  // 0 is the null section
    std::vector<ElfSymbol> symbols;    // 0 is the null symbol
    std::vector<ElfGroup> groups;      // comdat groups only

    // Relocations of that section in file order; `has_addends` says which kind they are. Throws
    // Error if their table is damaged.
    std::vector<ElfReloc> relocs(uint32_t section, bool& has_addends) const;
};

bool is_elf(std::span<const uint8_t> bytes);

// Throws Error, with `name` as the place, for anything but a well-formed relocatable object.
ElfObject parse_elf(std::span<const uint8_t> bytes, std::string name);

// The same for executables and shared libraries (ET_EXEC, ET_DYN), without their groups and
// relocations.
ElfObject parse_executable(std::span<const uint8_t> bytes, std::string name);

}  // namespace natmod::elf
