// SPDX-License-Identifier: MIT
#include "check/notes.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "abi/differences.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "check/precision.h"
#include "elf/line_table.h"
#include "elf/object.h"
#include "source/object_names.h"
#include "source/scan.h"

namespace fs = std::filesystem;

namespace natmod::check {

using driver::work_files::Products;

namespace {

// In bytes. Smaller buffers in text are not worth a note.
constexpr uint64_t kLargeBuffer = 64;

// Firmware may call special functions of a built-in module. The import of a native module calls
// only __init__.
void scan_notes(const source::Scan& scan, std::vector<Finding>& notes) {
    std::set<std::string> globals;  // names of the dicts, then also of their tables
    for (const char* kind : {"module", "dict"})
        for (const source::Definition& definition : scan.definitions)
            if (definition.kind == kind &&
                (definition.kind == "module" || globals.contains(definition.name)))
                globals.insert(definition.refers_to.begin(), definition.refers_to.end());
    for (const source::Definition& definition : scan.definitions) {
        if (definition.kind != "table" || !globals.contains(definition.name)) continue;
        for (const source::TableEntry& entry : definition.entries)
            if (entry.name == "__del__")
                notes.push_back({entry.where,
                                 "__del__ of a module is not called: its memory just goes at the "
                                 "reset",
                                 {},
                                 FindingKind::note});
    }
}

// Calls visit(symbol, place) for each use of a symbol that the object does not define.
template <typename F>
void for_each_use(const elf::ElfObject& object, const std::string& source, F&& visit) {
    for (uint32_t i = 1; i < object.sections.size(); ++i) {
        if (object.sections[i].relocations == 0 || !(object.sections[i].flags & elf::SHF_ALLOC))
            continue;
        bool has_addends = false;
        for (const elf::ElfReloc& reloc : object.relocs(i, has_addends)) {
            const elf::ElfSymbol& symbol = object.symbols[reloc.symbol];
            if (!symbol.undefined()) continue;
            visit(symbol.name, [&] {
                Place where = elf::source_line(object, i, reloc.offset);
                return where ? where : Place(source);
            });
        }
    }
}

// The same for the object of a source, if it was compiled.
template <typename F>
void for_each_use(const Products& made, F&& visit) {
    if (!fs::exists(made.object)) return;
    MappedFile bytes(made.object);
    if (!elf::is_elf(bytes.bytes())) return;  // an init source of comments only
    for_each_use(elf::parse_elf(bytes.bytes(), made.object.string()), made.source.string(), visit);
}

}  // namespace

std::vector<Finding> build_notes(std::span<const Products> build, const abi::Arch& arch) {
    std::vector<Finding> notes;
    std::set<std::string> seen;
    for (const Products& made : build) {
        if (fs::exists(made.scan)) scan_notes(source::read_scan(made.scan.string()), notes);
        // Names that behave differently, each once per module.
        for_each_use(made, [&](std::string_view name, auto place) {
            // The use is in an inline function of a header, so the source's name is the best place.
            std::string_view precision = precision_note(name, arch);
            if (!precision.empty() && seen.insert(std::string(precision)).second)
                notes.push_back(
                    {made.source.string(), std::string(precision), {}, FindingKind::note});
            std::string_view text = abi::difference_of(name);
            if (text.empty() || !seen.insert(std::string(name)).second) return;
            notes.push_back({place(), fmt::format("{}: {}", name, text), {}, FindingKind::note});
        });
    }
    return notes;
}

std::vector<Place> symbol_places(std::span<const Products> build, std::string_view name) {
    std::vector<Place> places;
    for (const Products& made : build)
        for_each_use(made, [&](std::string_view used, auto place) {
            if (used == name) places.push_back(place());
        });
    return places;
}

std::vector<Finding> map_notes(std::string_view map, const fs::path& directory) {
    std::vector<Finding> notes;
    nlohmann::json json = parse_json(map);
    for (const nlohmann::json& entry : json.at("sections")) {
        constexpr std::string_view kBss = ".bss.";
        std::string name = entry.at("name"), file = entry.at("file");
        auto size = entry.at("size").get<uint64_t>();
        if (entry.at("block") != "text" || !name.starts_with(kBss) || size < kLargeBuffer) continue;
        // The compiler adds a number to a local variable's name.
        std::string_view variable = std::string_view(name).substr(kBss.size());
        variable = variable.substr(0, variable.find('.'));
        fs::path source = source::source_of_object(file, directory);
        notes.push_back({source.empty() ? fs::path(file).filename().replace_extension().string()
                                        : source::line_of_word(source, variable),
                         fmt::format("{} bytes of {} lie in the text of the file: on this "
                                     "architecture code reaches it relative to itself",
                                     size, variable),
                         "if it is large, allocate it when it is needed, or register a root "
                         "pointer to it",
                         FindingKind::note});
    }
    for (Finding finding : json.value("stack_warnings", std::vector<Finding>())) {
        finding.kind = FindingKind::note;
        notes.push_back(std::move(finding));
    }
    return notes;
}

std::map<std::string, std::string> map_symbols(std::string_view map) {
    nlohmann::json json = parse_json(map);
    std::map<std::string, std::string> symbols;
    // Each leaves the JSON: there may be many.
    for (auto& left = json.at("symbols").get_ref<nlohmann::json::object_t&>(); !left.empty();) {
        auto symbol = left.extract(left.begin());
        symbols.emplace(symbol.key(), symbol.mapped());
    }
    return symbols;
}

}  // namespace natmod::check
