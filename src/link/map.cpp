// Writes the link map: what went where, for people who are looking for bytes.

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "link/arch.h"
#include "link/context.h"

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

}  // namespace

std::string map_text(const Context& ctx) {
    std::string out =
        fmt::format("entry {}\n\nblock   offset     size align section\n", ctx.entry->name);
    for (const InputSection* s : placed_sections(ctx))
        out +=
            fmt::format("{:<5} {:#8x} {:8} {:5} {}{}{}\n", name_of(s->block), s->offset, s->size,
                        s->align, s->name, s->file ? " of " : "", s->file ? s->file->name() : "");
    out += fmt::format("\nbss {} bytes in front of {} bytes of rodata in ram\n\nnot linked\n",
                       ctx.bss_size, ctx.ram_size - ctx.bss_size);
    for (const InputSection& s : ctx.sections)
        if (!s.live && s.size)
            out += fmt::format("{:>15} {:8} {:5} {} of {}\n", "", s.size, s.align, s.name,
                               s.file->name());
    return out;
}

std::string map_json(const Context& ctx) {
    nlohmann::json sections = nlohmann::json::array();
    for (const InputSection* s : placed_sections(ctx))
        sections.push_back({{"block", name_of(s->block)},
                            {"offset", s->offset},
                            {"size", s->size},
                            {"align", s->align},
                            {"name", s->name},
                            {"file", s->file ? s->file->name() : ""}});
    nlohmann::json json = {{"entry", ctx.entry->name}, {"sections", sections}};
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace natmod::link
