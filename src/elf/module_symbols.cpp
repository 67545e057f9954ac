// SPDX-License-Identifier: MIT
#include "elf/module_symbols.h"

#include "abi/arch_table.h"

namespace fs = std::filesystem;

namespace natmod::elf {

ModuleSymbols::ModuleSymbols(const fs::path& path)
    : path_(path), file_(path), object_(parse_executable(file_.bytes(), path.string())) {
    for (const ElfSection& section : object_.sections)
        if (section.name == ".text") text_ = section;
    if (abi::ElfMachine{object_.machine, object_.word_size} == abi::kArm.elf) thumb_bit_ = 1;
}

std::optional<uint64_t> ModuleSymbols::offset_of(uint64_t address, uint64_t base) const {
    address &= ~thumb_bit_;
    if (address < base || address - base >= text_.size) return {};
    return address - base;
}

uint64_t ModuleSymbols::offset_of(const ElfSymbol& function) const {
    return (function.value & ~thumb_bit_) - text_.address;
}

const ElfSymbol* ModuleSymbols::function_at(uint64_t offset) const {
    for (const ElfSymbol& symbol : object_.symbols) {
        if (symbol.type != STT_FUNC) continue;
        uint64_t begin = offset_of(symbol);
        if (begin <= offset && offset - begin < symbol.size) return &symbol;
    }
    return nullptr;
}

Place ModuleSymbols::line_at(uint64_t offset) const {
    return source_line(object_, 0, text_.address + offset);
}

}  // namespace natmod::elf
