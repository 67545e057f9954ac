// SPDX-License-Identifier: MIT
// Archives, of which a link takes what it needs: members that define a name to which something
// refers that is linked. So the search goes hand in hand with gc_sections().

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/cache.h"
#include "link/arch.h"
#include "link/context.h"

namespace fs = std::filesystem;

namespace natmod::link {
namespace {

std::string_view next_word(std::string_view& rest, char end) {
    std::string_view word = rest.substr(0, rest.find(end));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    return word;
}

void read_source_library(ArchiveFile& file, std::string_view text) {
    next_word(text, '\n');
    while (!text.empty()) {
        std::string_view line = next_word(text, '\n');
        if (line.starts_with('#')) continue;
        auto member = static_cast<uint32_t>(file.archive.members.size());
        file.archive.members.push_back({std::string(next_word(line, ' ')), {}});
        while (!line.empty()) file.candidates.emplace_back(next_word(line, ' '), member);
    }
    std::ranges::sort(file.candidates);
}

// The members of a kSourceLibrary that may define the name.
using Candidate = std::pair<std::string_view, uint32_t>;

std::span<const Candidate> candidates_for(const ArchiveFile& file, std::string_view name) {
    auto is_less = [](const Candidate& a, const Candidate& b) { return a.first < b.first; };
    const auto& all = file.candidates;
    // (clang 14 cannot compile std::ranges::equal_range.)
    auto [begin, end] = std::equal_range(all.begin(), all.end(), Candidate{name, 0}, is_less);
    return {begin, end};
}

void add_to_index(ArchiveFile& file, uint32_t i) {
    const ArchiveMember& member = file.archive.members[i];
    if (!is_elf(member.data)) return;
    ElfObject elf = parse_elf(member.data, fmt::format("{}({})", file.path, member.name));
    for (const ElfSymbol& symbol : elf.symbols)
        if (symbol.binding != STB_LOCAL && !symbol.undefined()) file.index.emplace(symbol.name, i);
}

std::string_view text_of(const ArchiveFile& file) {
    return {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
}

bool is_source_library(const ArchiveFile& file) {
    return text_of(file).starts_with(kSourceLibrary);
}

// Once, when a name is searched for that nothing in front has: a C library takes as long as all
// the rest of a small link. Throws Error for a damaged one.
void read_archive(ArchiveFile& file) {
    if (file.read) return;
    file.read = true;
    bool of_sources = is_source_library(file);
    if (of_sources) {
        read_source_library(file, text_of(file));
    } else {
        file.archive = parse_archive(file.bytes, file.path);
    }
    file.loaded.resize(file.archive.members.size());
    file.index.reserve(file.archive.index.size());
    for (const ArchiveIndexEntry& entry : file.archive.index)
        file.index.emplace(entry.symbol, entry.member);
    if (file.archive.has_index || of_sources) return;
    for (uint32_t i = 0; i < file.archive.members.size(); ++i) add_to_index(file, i);
}

fs::path path_of(const ArchiveFile& library, uint32_t member) {
    return library.folder / library.archive.members[member].name;
}

void compile(const Context& ctx, ArchiveFile& library, const std::vector<std::string>& names) {
    if (!ctx.options.compile)
        throw Error(Finding{library.path, "only natmod ld and natmod build compile its members"});
    library.folder = ctx.options.compile(library.path, names);
}

// Whether the member is compiled. Reads it then.
bool read_member(ArchiveFile& library, uint32_t i) {
    ArchiveMember& member = library.archive.members[i];
    if (!member.data.empty()) return true;
    std::optional<std::string> object = read_entry(path_of(library, i));
    if (!object) return false;
    const std::string& kept = library.objects.emplace_back(std::move(*object));
    member.data = {reinterpret_cast<const uint8_t*>(kept.data()), kept.size()};
    add_to_index(library, i);
    return true;
}

void open_member(Context& ctx, ArchiveFile& library, uint32_t i) {
    if (read_member(library, i)) return;
    compile(ctx, library, {library.archive.members[i].name});
    if (!read_member(library, i))
        throw Error(Finding{path_of(library, i).string(), "cannot be read"});
}

bool is_too_new(const Context& ctx, const ArchiveFile& archive, uint32_t i) {
    if (!archive.of_toolchain || !ctx.arch.is_too_new) return false;
    const ArchiveMember& member = archive.archive.members[i];
    ElfObject elf = parse_elf(member.data, fmt::format("{}({})", archive.path, member.name));
    return std::ranges::any_of(elf.sections, [&](const ElfSection& section) {
        return section.flags & SHF_EXECINSTR && ctx.arch.is_too_new(section.data);
    });
}

// The first member that defines the name.
std::optional<uint32_t> find_member(Context& ctx, ArchiveFile& archive, std::string_view name) {
    read_archive(archive);
    for (const auto& [text, member] : candidates_for(archive, name)) {
        if (archive.index.contains(name)) break;
        open_member(ctx, archive, member);
    }
    auto found = archive.index.find(name);
    if (found == archive.index.end() || is_too_new(ctx, archive, found->second)) return {};
    return found->second;
}

// So that C++ links without its library, GCC refers only weakly to the functions that stand in for
// pure and deleted virtual ones. The runtime has them: without them such a call jumps to 0.
bool is_searched_for(const Symbol& symbol) {
    return symbol.wanted && symbol.undefined() &&
           (!symbol.weak || symbol.name == "__cxa_pure_virtual" ||
            symbol.name == "__cxa_deleted_virtual");
}

// Adds the member of a kSourceLibrary that a search for the name will open, if it is to be
// compiled.
void add_missing(ArchiveFile& library, std::string_view name, std::vector<std::string>& names) {
    uint32_t first = candidates_for(library, name).front().second;
    const std::string& member = library.archive.members[first].name;
    if (std::ranges::find(names, member) == names.end() && !read_member(library, first))
        names.push_back(member);
}

// Members of the toolchain's libraries may reach each other relative to the program counter.
bool is_for_library(const Symbol& symbol) {
    return symbol.file && symbol.file->archive && symbol.file->archive->of_toolchain;
}

// All that is known to be missing at once, because compilers run side by side.
void compile_missing(Context& ctx) {
    for (ArchiveFile& archive : ctx.archives) {
        if (!is_source_library(archive)) continue;
        std::vector<std::string> names;
        read_archive(archive);
        for (const Symbol& symbol : ctx.symbol_storage) {
            if (!is_searched_for(symbol) || candidates_for(archive, symbol.name).empty()) continue;
            auto may_define = [&](ArchiveFile& front) {
                if (&front == &archive) return true;
                read_archive(front);
                return front.index.contains(symbol.name) ||
                       !candidates_for(front, symbol.name).empty();
            };
            if (&*std::ranges::find_if(ctx.archives, may_define) == &archive)
                add_missing(archive, symbol.name, names);
        }
        if (!names.empty()) compile(ctx, archive, names);
    }
}

void load(Context& ctx, ArchiveFile& archive, uint32_t i) {
    archive.loaded[i] = true;
    const ArchiveMember& member = archive.archive.members[i];
    // The firmware's objects are files of their own.
    std::string name =
        archive.path.empty() ? member.name : fmt::format("{}({})", archive.path, member.name);
    add_object(ctx, member.data, std::move(name), &archive);
    add_globals(ctx, ctx.files.back());
}

}  // namespace

// The member that defines the name, if it is not linked yet.
bool load_member(Context& ctx, ArchiveFile& archive, std::string_view name) {
    std::optional<uint32_t> found = find_member(ctx, archive, name);
    if (!found || archive.loaded[*found]) return false;
    load(ctx, archive, *found);
    return true;
}

bool archive_defines(Context& ctx, ArchiveFile& archive, std::string_view name) {
    return find_member(ctx, archive, name).has_value();
}

bool load_archive_members(Context& ctx) {
    bool any = false;
    for (size_t i = 0; i < ctx.symbol_storage.size(); ++i)
        if (ctx.symbol_storage[i].undefined()) bind_outside(ctx, ctx.symbol_storage[i]);
    compile_missing(ctx);
    // By index: symbols are added meanwhile.
    for (size_t i = 0; i < ctx.symbol_storage.size(); ++i) {
        Symbol& symbol = ctx.symbol_storage[i];
        if (!symbol.undefined() || bind_outside(ctx, symbol) || !is_searched_for(symbol)) continue;
        for (ArchiveFile& archive : ctx.archives) {
            std::optional<uint32_t> found = find_member(ctx, archive, symbol.name);
            if (!found || archive.loaded[*found]) continue;
            if (archive.of_toolchain && ctx.options.firmware_libs && !is_for_library(symbol) &&
                bind_to_firmware(ctx, symbol))
                break;
            load(ctx, archive, *found);
            any = true;
            break;
        }
    }
    // What nothing else has.
    for (size_t i = 0; !any && i < ctx.symbol_storage.size(); ++i) {
        Symbol& symbol = ctx.symbol_storage[i];
        if (!symbol.wanted || !symbol.undefined() || bind_to_firmware(ctx, symbol)) continue;
        any = !symbol.weak && load_firmware_object(ctx, symbol.name);
    }
    allocate_commons(ctx);
    ctx.check_errors();
    return any;
}

void want(Context& ctx, Symbol& symbol) {
    symbol.wanted = true;
    if (symbol.undefined()) symbol.weak = false;  // weak ones are not searched for
    load_archive_members(ctx);
}

}  // namespace natmod::link
