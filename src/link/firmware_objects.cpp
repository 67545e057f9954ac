// SPDX-License-Identifier: MIT
// Objects of the build that made the firmware. What its linker dropped, as nothing used it, is
// linked from them. What the firmware has of such an object is the firmware's, static variables
// above all: a second copy of them would be a state of its own.

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "link/context.h"

namespace fs = std::filesystem;

namespace natmod::link {
namespace {

bool is_object(const fs::path& path) {
    return path.extension() == ".o" || path.extension() == ".obj";
}

std::vector<fs::path> files_in(const fs::path& path) {
    if (!fs::is_directory(path)) return {path};
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file() && (is_object(entry) || entry.path().extension() == ".a"))
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

// A build folder may have objects of tools that ran on the host.
void add_object_of_firmware(Context& ctx, ArchiveFile& all, const fs::path& path) {
    std::span<const uint8_t> bytes = ctx.mappings.emplace_back(path).bytes();
    if (!is_elf(bytes)) return;
    ElfObject elf = parse_elf(bytes, path.string());
    if (abi::ElfMachine{elf.machine, elf.word_size} != ctx.options.arch->family.elf) return;
    auto member = static_cast<uint32_t>(all.archive.members.size());
    all.archive.members.push_back({path.string(), bytes});
    for (const ElfSymbol& symbol : elf.symbols)
        if (symbol.binding != STB_LOCAL && !symbol.undefined())
            all.index.emplace(symbol.name, member);
}

void open_firmware_objects(Context& ctx) {
    ArchiveFile& all = ctx.firmware_objects.emplace_back();
    all.of_firmware = all.read = true;
    for (const std::string& option : ctx.options.firmware_objects) {
        for (const fs::path& path : files_in(option)) {
            if (path.extension() != ".a") {
                add_object_of_firmware(ctx, all, path);
                continue;
            }
            ArchiveFile& archive = ctx.firmware_objects.emplace_back();
            archive.path = path;
            archive.bytes = ctx.mappings.emplace_back(path).bytes();
            archive.of_firmware = true;
        }
    }
    all.loaded.resize(all.archive.members.size());
}

std::string_view source_of(const ElfObject& elf) {
    for (const ElfSymbol& symbol : elf.symbols)
        if (symbol.type == STT_FILE) return symbol.name;
    return {};
}

using Candidates = std::vector<const firmware::Symbol*>;

// The firmware's static symbols of that name, of a source that has the same one.
Candidates statics(const firmware::Image& image, std::string_view name, std::string_view source) {
    Candidates found;
    auto entry = image.symbols.find(name);
    if (entry == image.symbols.end()) return found;
    for (const firmware::Symbol& symbol : entry->second)
        if (symbol.local && image.elf && symbol.source == source) found.push_back(&symbol);
    return found;
}

// A global symbol, or one that was global until the link.
const firmware::Symbol* find_global(const firmware::Image& image, std::string_view name) {
    const firmware::Symbol* found = image.find(name);
    return found && (!found->local || found->source.empty()) ? found : nullptr;
}

// Lists do not name sources, and link-time optimisation leaves none and gives variables other
// names.
bool knows_statics(const firmware::Image& image) {
    auto is_renamed = [](const auto& entry) {
        return entry.first.find(".lto_priv") != entry.first.npos;
    };
    return image.elf && std::ranges::none_of(image.symbols, is_renamed);
}

bool is_data(const ElfSymbol& symbol) {
    return symbol.type == STT_OBJECT;
}

const firmware::Symbol* counterpart(const firmware::Image& image, const ElfSymbol& symbol,
                                    std::string_view source) {
    if (symbol.binding != STB_LOCAL) return find_global(image, symbol.name);
    Candidates found = statics(image, symbol.name, source);
    return found.size() == 1 ? found.front() : nullptr;
}

// The variables in that section.
std::vector<const ElfSymbol*> variables_in(const ElfObject& elf, uint32_t section) {
    std::vector<const ElfSymbol*> found;
    for (const ElfSymbol& symbol : elf.symbols)
        if (symbol.section == section && is_data(symbol)) found.push_back(&symbol);
    return found;
}

// Throws Error if the firmware has a part of a section with variables.
void require_same_build(const firmware::Image& image, const ElfObject& elf,
                        const std::vector<FirmwarePlace>& places) {
    constexpr const char* kHint = "--firmware-objects names objects of the firmware's own build";
    std::string_view source = source_of(elf);
    for (const ElfSymbol& symbol : elf.symbols) {
        if (!is_data(symbol) || symbol.section >= places.size() || !places[symbol.section].symbol)
            continue;
        const firmware::Symbol* found = counterpart(image, symbol, source);
        std::string other = fmt::format("is not of the build that made {}", image.path);
        if (!found && elf.sections[symbol.section].flags & SHF_WRITE)
            throw Error({elf.name,
                         fmt::format("{}, which lacks its variable {}", other, symbol.name),
                         kHint});
        if (found && found->size != 0 && found->size != symbol.size)
            throw Error({elf.name,
                         fmt::format("{}: {} has {} bytes here, and {} there", other, symbol.name,
                                     symbol.size, found->size),
                         kHint});
    }
}

}  // namespace

std::vector<FirmwarePlace> places_in_firmware(const Context& ctx, const ElfObject& elf) {
    const firmware::Image& image = *ctx.firmware;
    std::string_view source = source_of(elf);
    std::vector<FirmwarePlace> places(elf.sections.size());
    for (const ElfSymbol& symbol : elf.symbols) {
        bool named = symbol.type == STT_FUNC || symbol.type == STT_OBJECT;
        if (!named || symbol.undefined() || symbol.absolute || symbol.common) continue;
        const firmware::Symbol* found = counterpart(image, symbol, source);
        if (!found) continue;
        FirmwarePlace& place = places[symbol.section];
        if (!place.symbol) place = {found, found->address - symbol.value};
    }
    require_same_build(image, elf, places);
    return places;
}

// Where the firmware has what that symbol of `file` names; nowhere if the module has it.
FirmwarePlace place_in_firmware(const Context& ctx, const ObjectFile& file, const ElfSymbol& elf) {
    if (!file.of_firmware()) return {};
    const firmware::Image& image = *ctx.firmware;
    if (elf.undefined()) {
        // As ld's --wrap does.
        const firmware::Symbol* found = find_global(image, fmt::format("__wrap_{}", elf.name));
        if (!found) found = find_global(image, elf.name);
        return found ? FirmwarePlace{found, found->address} : FirmwarePlace{};
    }
    if (elf.binding != STB_LOCAL)
        if (const firmware::Symbol* found = find_global(image, elf.name))
            return {found, found->address};
    if (elf.absolute || elf.common || !file.is_in_firmware(elf.section)) return {};
    FirmwarePlace place = file.places[elf.section];
    return {place.symbol, place.address + elf.value};
}

// Links the first object that has the name.
bool load_firmware_object(Context& ctx, std::string_view name) {
    if (ctx.options.firmware_objects.empty()) return false;
    if (ctx.firmware_objects.empty()) open_firmware_objects(ctx);
    return std::ranges::any_of(ctx.firmware_objects, [&](ArchiveFile& archive) {
        return load_member(ctx, archive, name);
    });
}

// Reports variables that the module has of a firmware's object, while the firmware may have them.
void check_firmware_objects(Context& ctx) {
    bool known = !ctx.firmware || knows_statics(*ctx.firmware);
    for (const InputSection& section : ctx.sections) {
        const ObjectFile* file = section.file;
        if (!section.live || !file || !file->of_firmware() || !(section.flags & SHF_WRITE))
            continue;
        const firmware::Image& image = *ctx.firmware;
        for (const ElfSymbol* variable : variables_in(file->elf, section.index)) {
            size_t count = statics(image, variable->name, source_of(file->elf)).size();
            bool unknown = variable->binding == STB_LOCAL && !known;
            if (count < 2 && !unknown) continue;
            ctx.error(Place(file->name()),
                      unknown ? fmt::format("needs its static variable {}, and {} does not say "
                                            "whether the firmware has it",
                                            variable->name, image.path)
                              : fmt::format("needs its static variable {}, and {} has {} of that "
                                            "name in sources of that name",
                                            variable->name, image.path, count),
                      unknown ? "take the firmware's ELF file, of a build without -flto"
                              : "a second copy would be a state of its own: drop `static` there");
        }
    }
    ctx.check_errors();
}

}  // namespace natmod::link
