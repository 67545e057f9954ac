// SPDX-License-Identifier: MIT
#include "link/context.h"

#include <fmt/core.h>

#include "link/arch.h"

namespace natmod::link {

Context::Context(const LinkOptions& link_options, const ArchLinker& arch_linker, Attempt attempt)
    : options(link_options),
      arch(arch_linker),
      word(link_options.arch->family.elf.word_size),
      form(attempt.least_form),
      may_pack(attempt.may_pack) {
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
    chain_text = make("(chain in text)", Rank::end);
    chain_ram = make("(chain in RAM)", Rank::start);
    chain_ram->block = Block::ram;
    fixups = make("(fix-ups)", Rank::end);
    firmware_record = make("(firmware)", Rank::constants);
    firmware_text = make("(firmware's name)", Rank::constants);
    packed_globals = make("(packed globals)", Rank::constants);
    packed_words = make("(words of packed globals)", Rank::data);
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

void set_content(Context& ctx, InputSection& section, std::string content) {
    std::string_view kept = ctx.keep(std::move(content));
    section.data = {reinterpret_cast<const uint8_t*>(kept.data()), kept.size()};
    section.size = kept.size();
}

uint64_t number_at(const InputSection& section, uint64_t offset, int size) {
    uint64_t number = 0;
    for (int i = 0; i < size && offset + i < section.data.size(); ++i)
        number |= static_cast<uint64_t>(section.data[offset + i]) << (8 * i);
    return number;
}

uint8_t* image_of(Context& ctx, const InputSection& section) {
    if (section.block == Block::text) return ctx.text.data() + section.offset;
    if (section.offset < ctx.bss_size || section.zero()) return nullptr;
    return ctx.rodata.data() + (section.offset - ctx.bss_size);
}

Place describe(const InputSection& section, uint64_t offset) {
    if (!section.file) return std::string(section.name);
    Place place(section.file->name());
    place.part = fmt::format("section {}", section.name);
    for (const Symbol* symbol : section.file->symbols) {
        if (!symbol || symbol->section != &section || symbol->type != STT_FUNC) continue;
        if (offset >= symbol->value && offset - symbol->value < symbol->size) {
            place.part += fmt::format(", in {}()", symbol->name);
            return place;
        }
    }
    place.part += fmt::format(" at {:#x}", offset);
    return place;
}

}  // namespace natmod::link
