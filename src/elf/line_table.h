// SPDX-License-Identifier: MIT
// Finds source lines for messages in DWARF, versions 2 to 5. It reads only .debug_line, and only
// when there is a message to write.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "elf/object.h"

namespace natmod::elf {

// The line of the code at `offset` in that section, or in an executable, with 0 for the section, at
// that address; empty if the object does not tell, or tells
// it in a way that is damaged, compressed or unknown.
Place source_line(const ElfObject& object, uint32_t section, uint64_t offset);

// All lines of an executable.
struct SourceLines {
    struct Row {
        uint64_t begin = 0, end = 0;  // addresses
        size_t file = 0;
        uint32_t line = 0;
    };
    std::vector<std::string> files;  // absolute if DWARF 5
    std::vector<Row> rows;           // by address

    const Row* find(uint64_t address) const;  // nullptr if there is none
};

SourceLines source_lines(const ElfObject& executable);

}  // namespace natmod::elf
