// SPDX-License-Identifier: MIT
// Object files: every part of them, and the lines that debug information gives their relocations.

#include "../elf_samples.h"
#include "../targets.h"
#include "elf/arm_attributes.h"
#include "elf/line_table.h"
#include "elf/object.h"

namespace natmod::fuzz {

void read_object(Input bytes) {
    constexpr size_t kMostLines = 20;  // each reads the whole table
    elf::ElfObject object = elf::parse_elf(bytes, "fuzz.o");
    keep(elf::arm_attributes(object));
    size_t lines = 0;
    for (uint32_t i = 0; i < object.sections.size(); i++) {
        bool has_addends = false;
        for (const elf::ElfReloc& reloc : object.relocs(i, has_addends))
            if (lines++ < kMostLines) keep(elf::source_line(object, i, reloc.offset));
    }
}

std::vector<Bytes> objects() {
    using namespace elf_samples;
    return {object(kX64), object(kX86), object(kArm), object(kXtensa), object(kRiscv32)};
}

}  // namespace natmod::fuzz
