// SPDX-License-Identifier: MIT
// DWARF's line tables, in an object of nothing else: the first byte is a number of relocations, as
// many follow, and the rest is .debug_line, and the strings it refers to as well.

#include "../targets.h"
#include "elf/line_table.h"

namespace natmod::fuzz {

void read_lines(Input bytes) {
    if (bytes.empty()) return;
    constexpr size_t kRela = 12;
    size_t relocations = std::min<size_t>(bytes[0], (bytes.size() - 1) / kRela) * kRela;
    Input table = bytes.subspan(1, relocations), lines = bytes.subspan(1 + relocations);
    auto section = [](std::string_view name, uint32_t type, Input data) {
        elf::ElfSection result;
        result.name = name;
        result.type = type;
        result.data = data;
        result.size = data.size();
        return result;
    };
    elf::ElfObject object;
    object.sections = {{},
                       section(".text", elf::SHT_PROGBITS, {}),
                       section(".debug_line", elf::SHT_PROGBITS, lines),
                       section(".debug_line_str", elf::SHT_PROGBITS, lines),
                       section(".debug_str", elf::SHT_PROGBITS, lines),
                       section(".rela.debug_line", elf::SHT_RELA, table)};
    object.sections[2].relocations = 5;
    object.symbols.resize(2);
    object.symbols[1].section = 1;
    for (uint32_t section_index : {0U, 1U})
        for (uint64_t offset : {0U, 1U, 7U, 1000U})
            keep(elf::source_line(object, section_index, offset));
}

}  // namespace natmod::fuzz
