// SPDX-License-Identifier: MIT
// Writes the link map: what went where, for people who are looking for bytes.

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "link/arch.h"
#include "link/context.h"
#include "link/stack.h"

namespace natmod::link {

namespace {

// What is in the file, in the order of its place.
std::vector<const InputSection*> placed_sections(const Context& ctx) {
    std::vector<const InputSection*> sections;
    for (const InputSection& section : ctx.sections) {
        bool dropped = ctx.arch.drop_section && ctx.arch.drop_section(section);
        if (section.live && !dropped && section.size) sections.push_back(&section);
    }
    std::ranges::stable_sort(sections, {},
                             [](const InputSection* s) { return std::tuple(s->block, s->offset); });
    return sections;
}

const char* name_of(Block block) {
    return block == Block::text ? "text" : "ram";
}

// The function or object that has the section to itself, as most have; empty if there are several.
std::string content_of(const InputSection& section) {
    const Symbol* only = nullptr;
    if (!section.file) return {};
    for (const Symbol* symbol : section.file->symbols) {
        if (symbol->section != &section || symbol->name.empty() || symbol->size == 0) continue;
        if (only && only->value != symbol->value) return {};
        only = symbol;
    }
    return only ? demangled(only->name) : std::string();
}

// The name that the module's own code uses and so, perhaps by way of others, brings in the section
// of an archive; and where it does. Empty for what the module's own objects have.
nlohmann::json needed_for(const InputSection& section) {
    for (const InputSection* s = &section; s->needed_by && s->file && s->file->archive;
         s = s->needed_by) {
        const ObjectFile* user = s->needed_by->file;
        if (!user || user->archive) continue;
        std::string name(s->needed_for->name);
        const Symbol* around = symbol_around(*s->needed_by, s->needed_at);
        return {{"name", demangled(name)},
                {"in", around ? demangled(around->name) : ""},
                {"at", place_in_source(*s->needed_by, s->needed_at, name).text()}};
    }
    return nullptr;
}

// An entry of the map. Natmod itself reads it for `natmod check` and `natmod size`.
nlohmann::json entry_of(const InputSection& s, const char* block) {
    nlohmann::json entry = {{"block", block},
                            {"offset", s.offset},
                            {"size", s.size},
                            {"align", s.align},
                            {"name", s.name},
                            {"zero", s.zero()},
                            {"file", s.file ? s.file->name() : ""},
                            {"archive", s.file && s.file->archive ? s.file->archive->path : ""}};
    if (std::string content = content_of(s); !content.empty()) entry["content"] = content;
    if (nlohmann::json reason = needed_for(s); !reason.is_null()) entry["needed_for"] = reason;
    return entry;
}

bool is_modules_own(const InputSection& section) {
    if (!section.file) return false;
    const ArchiveFile* archive = section.file->archive;
    return !archive || !(archive->of_toolchain || archive->of_firmware ||
                         archive->path.ends_with(kRuntimeArchive));
}

// Where the symbol comes from, if it is not the module's own; else empty.
std::string source_of(const Symbol& symbol) {
    if (symbol.firmware) return fmt::format("the firmware, {:#x}", symbol.firmware->address);
    if (symbol.kind == SymbolKind::late) {
        if (symbol.late.kind == ValueKind::entry) return "the function table";
        return symbol.late.kind == ValueKind::found_object ? "a look-up at import" : "";
    }
    if (!symbol.section || !symbol.section->file || is_modules_own(*symbol.section)) return {};
    const ObjectFile& file = *symbol.section->file;
    if (file.of_firmware())
        return fmt::format("{} of the firmware's build",
                           std::filesystem::path(file.name()).filename().string());
    const std::string& path = file.archive->path;
    if (path.ends_with(kRuntimeArchive) || path.ends_with(kFallbackArchive))
        return "Natmod's runtime";
    return std::filesystem::path(path).filename().string();
}

// What the module's own code uses of others, and where it comes from.
nlohmann::json symbol_sources(const Context& ctx) {
    nlohmann::json sources = nlohmann::json::object();
    for (const InputSection& section : ctx.sections) {
        if (!section.live || !is_modules_own(section)) continue;
        for (const Reloc& reloc : section.relocs)
            if (std::string source = source_of(*reloc.symbol); !source.empty())
                sources[demangled(reloc.symbol->name)] = source;
    }
    return sources;
}

}  // namespace

std::string map_text(const Context& ctx) {
    std::string out =
        fmt::format("entry {}\n\nblock     offset     size align section\n", ctx.entry->name);
    auto add = [&](const InputSection& s, const char* block) {
        out += fmt::format("{:<7} {:#8x} {:8} {:5} {}{}{}\n", block, s.offset, s.size, s.align,
                           s.name, s.file ? " of " : "", s.file ? s.file->name() : "");
    };
    for (const InputSection* s : placed_sections(ctx)) add(*s, name_of(s->block));
    if (ctx.starter)
        for (const InputSection* s : placed_sections(*ctx.starter)) add(*s, "starter");
    out += fmt::format("\nbss {} bytes in front of {} bytes of rodata in ram\n\nnot linked\n",
                       ctx.bss_size, ctx.ram_size - ctx.bss_size);
    for (const InputSection& s : ctx.sections)
        if (!s.live && s.size)
            out += fmt::format("{:>17} {:8} {:5} {} of {}\n", "", s.size, s.align, s.name,
                               s.file->name());
    return out;
}

std::string map_json(const Context& ctx, const std::vector<StackUse>& stack) {
    nlohmann::json sections = nlohmann::json::array();
    for (const InputSection* s : placed_sections(ctx))
        sections.push_back(entry_of(*s, name_of(s->block)));
    if (ctx.starter)
        for (const InputSection* s : placed_sections(*ctx.starter))
            sections.push_back(entry_of(*s, "starter"));
    nlohmann::json json = {{"entry", ctx.entry->name},
                           {"sections", sections},
                           {"symbols", symbol_sources(ctx)},
                           {"stack", stack_json(stack)},
                           {"stack_warnings", stack_warnings(stack)}};
    return json_text(json) + "\n";
}

}  // namespace natmod::link
