// SPDX-License-Identifier: MIT
// Narrows tables of mp_arg_t. In the firmware's layout the first word holds a qstr and flags of 16
// bits each, and C has no relocation that puts a qstr there. The SDK's layout has a word for
// each:
//
//     SDK:       qstr | flags | default        firmware:  flags << 16 | qstr, default
//
// The linker can turn the first into the second, because it can add the qstr's number to the word
// `flags << 16`. That saves a third of the table, and the conversion at each call. It knows the
// tables by ARGUMENT_MARK.

#include <algorithm>

#include "link/context.h"

namespace natmod::link {
namespace {

// Whether the section is one table and nothing else.
bool is_argument_table(const Context& ctx, const InputSection& section) {
    auto word = static_cast<uint64_t>(ctx.word);
    if (section.executable() || section.size == 0 || section.size % (3 * word) != 0) return false;
    size_t names = 0;
    for (const Reloc& reloc : section.relocs) {
        uint64_t column = reloc.offset % (3 * word);
        const Value& late = reloc.symbol->late;
        bool name = column == 0 && reloc.symbol->kind == SymbolKind::late &&
                    late.kind == ValueKind::qstr_number && late.offset == 0 && reloc.addend == 0;
        if (!name && column != 2 * word) return false;
        names += name ? 1 : 0;
    }
    if (names != section.size / (3 * word)) return false;
    for (uint64_t row = 0; row < section.size; row += 3 * word) {
        uint64_t flags = number_at(section, row + word, ctx.word);
        if (flags > 0xffff || (flags & ARGUMENT_MARK_MASK) != ARGUMENT_MARK) return false;
    }
    // With two tables in one section, the second would move.
    for (const Symbol* symbol : section.file->symbols)
        if (symbol && symbol->section == &section && symbol->value != 0) return false;
    return true;
}

void narrow(Context& ctx, InputSection& section) {
    auto word = static_cast<uint64_t>(ctx.word);
    std::string content;
    auto put = [&](uint64_t value) {
        for (uint64_t i = 0; i < word; ++i) content += static_cast<char>(value >> (8 * i));
    };
    for (uint64_t row = 0; row < section.size; row += 3 * word) {
        put(number_at(section, row + word, ctx.word) << 16);
        put(number_at(section, row + 2 * word, ctx.word));
    }
    for (Reloc& reloc : section.relocs) {
        uint64_t row = reloc.offset / (3 * word), column = reloc.offset % (3 * word);
        if (column == 0)
            reloc.addend = static_cast<int64_t>(number_at(section, 3 * row * word + word, 2) << 16);
        reloc.offset = static_cast<uint32_t>(2 * row * word + (column == 0 ? 0 : word));
    }
    set_content(ctx, section, std::move(content));
}

// Whether that is so of each table of the module's sources.
bool are_all_tables(const Context& ctx, const ObjectFile& file) {
    auto word = static_cast<uint64_t>(ctx.word);
    for (const InputSection* section : file.sections) {
        if (!section || section->executable() || is_argument_table(ctx, *section)) continue;
        for (const Reloc& reloc : section->relocs) {
            uint64_t flags = number_at(*section, reloc.offset + word, ctx.word);
            if (reloc.symbol->kind == SymbolKind::late &&
                reloc.symbol->late.kind == ValueKind::qstr_number && flags <= 0xffff &&
                (flags & ARGUMENT_MARK_MASK) == ARGUMENT_MARK)
                return false;
        }
    }
    return true;
}

// What comes compiled may have tables that nobody has scanned.
bool has_libraries(const Context& ctx) {
    auto is_other = [](const ArchiveFile& archive) {
        constexpr size_t kEmpty = sizeof "!<arch>";  // the object of a source with nothing in it
        return !archive.of_toolchain && !archive.path.ends_with(kRuntimeArchive) &&
               archive.bytes.size() > kEmpty;
    };
    auto is_object = [](const std::string& path) { return path.ends_with(".o"); };
    return std::ranges::any_of(ctx.archives, is_other) ||
           std::ranges::any_of(ctx.options.libraries, is_object);
}

}  // namespace

// Where all tables are to have the firmware's layout, its function parses them.
void bind_argument_parser(Context& ctx) {
    if (!ctx.options.opaque_arguments || !ctx.options.static_arguments || ctx.options.abi < 3 ||
        has_libraries(ctx))
        return;
    for (const ObjectFile& file : ctx.files)
        if (!file.archive && !are_all_tables(ctx, file)) return;
    Symbol* parse = ctx.global("mp_arg_parse_all");
    if (!parse->undefined()) return;
    Symbol* entry = ctx.global("natmod_tab_arg_parse_all");
    if (entry->undefined()) bind_outside(ctx, *entry);
    alias(ctx, parse->name, *entry);
}

void narrow_argument_tables(Context& ctx) {
    if (!ctx.options.opaque_arguments || ctx.options.abi < 3) return;
    for (ObjectFile& file : ctx.files)
        for (InputSection* section : file.sections)
            if (section && section->live && !file.archive && is_argument_table(ctx, *section))
                narrow(ctx, *section);
}

}  // namespace natmod::link
