#include "link/context.h"

#include <fmt/core.h>

#include "link/arch.h"

namespace natmod {

Context::Context(const LinkOptions& link_options, const ArchLinker& arch_linker)
    : options(link_options), arch(arch_linker), word(link_options.arch->family.elf.word_size) {
    // Sections of size 0 whose rank makes their address what the name says.
    auto make = [&](std::string_view name, Rank rank) {
        InputSection& section = sections.emplace_back();
        section.name = name;
        section.rank = rank;
        section.live = true;
        return &section;
    };
    text_start = make("(start of text)", Rank::start);
    ram_start = make("(start of RAM)", Rank::start);
    ram_start->block = Block::ram;
    init_start = make("(first init function)", Rank::init_array);
    init_start->priority = -1;
    init_end = make("(last init function)", Rank::init_array);
    init_end->priority = INT32_MAX;
    got_section = make("(GOT)", arch.got_first ? Rank::literals : Rank::got);
    fixups = make("(fix-ups)", Rank::end);
}

Symbol* Context::global(std::string_view name) {
    Symbol*& symbol = globals[name];
    if (!symbol) {
        symbol = &symbol_storage.emplace_back();
        symbol->name = name;
        symbol->weak = true;  // until somebody needs it
    }
    return symbol;
}

std::string describe(const InputSection& section, uint64_t offset) {
    std::string result = section.file
                             ? fmt::format("{}: section {}", section.file->name(), section.name)
                             : std::string(section.name);
    if (!section.file) return result;
    for (const Symbol* symbol : section.file->symbols) {
        if (!symbol || symbol->section != &section || symbol->type != STT_FUNC) continue;
        if (offset >= symbol->value && offset - symbol->value < symbol->size)
            return result + fmt::format(", in {}()", symbol->name);
    }
    return result + fmt::format(" at {:#x}", offset);
}

}  // namespace natmod
