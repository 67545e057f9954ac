// SPDX-License-Identifier: MIT
// First pass: maps the input files, and makes of them objects (sections, symbols, relocations) and
// archives with an index.

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include "abi/static_qstrs.h"
#include "elf/script.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// No block of a module can be larger, and sums of sizes do not overflow.
constexpr uint64_t kMaxSectionSize = uint64_t{1} << 28;

constexpr std::string_view kTypeNames = ".natmod.type_names";

bool has_prefix(std::string_view name, std::string_view prefix) {
    return name == prefix || (name.starts_with(prefix) && name[prefix.size()] == '.');
}

// Allocated sections that nothing in a module can use: unwind tables (nobody reads them), notes,
// and what would run when the program ends.
bool is_dropped(const ElfSection& section) {
    if (!(section.flags & SHF_ALLOC)) return true;
    if (section.type == SHT_NOTE || section.type == SHT_FINI_ARRAY) return true;
    for (std::string_view prefix : {".eh_frame", ".eh_frame_hdr", ".ARM.exidx", ".ARM.extab",
                                    ".fini_array", ".dtors", ".note"})
        if (has_prefix(section.name, prefix)) return true;
    return section.type == SHT_ARM_EXIDX;
}

bool is_init_array(const ElfSection& section) {
    return section.type == SHT_INIT_ARRAY || has_prefix(section.name, ".init_array") ||
           has_prefix(section.name, ".ctors");
}

// Order of constructors: `.init_array.N` runs in ascending order of N and before the one without a
// number; `.ctors.N` is its predecessor with N counted down from 65535.
int init_priority(std::string_view name) {
    constexpr int kLast = 65536;
    size_t dot = name.rfind('.');
    int number = kLast;
    // npos + 1 is 0: a name without a dot is read whole, and has no number.
    std::from_chars(name.data() + (dot + 1), name.data() + name.size(), number);
    return name.starts_with(".ctors.") && number != kLast ? kLast - 1 - number : number;
}

std::string_view machine_name(abi::ElfMachine machine) {
    for (const abi::Arch& arch : abi::all_archs())
        if (machine == arch.family.elf) return arch.family.name;
    return "another processor";
}

void check_target(const Context& ctx, const ElfObject& elf) {
    const abi::Arch& wanted = *ctx.options.arch;
    abi::ElfMachine machine = {elf.machine, elf.word_size};
    if (machine == wanted.family.elf) return;
    throw Error({elf.name,
                 fmt::format("object is for {} (ELF machine {}), the link is for {}",
                             machine_name(machine), machine.number, wanted.name),
                 "compile for that architecture or choose another one with --arch"});
}

Rank rank_of(const InputSection& section) {
    if (section.executable()) return Rank::code;
    if (section.zero()) return Rank::zero;
    if (section.flags & SHF_WRITE || !section.relocs.empty()) return Rank::data;
    return Rank::constants;
}

void read_relocs(Context& ctx, ObjectFile& file, InputSection& section) {
    bool has_addends = false;
    std::vector<ElfReloc> relocs = file.elf.relocs(section.index, has_addends);
    section.relocs.reserve(relocs.size());
    for (const ElfReloc& reloc : relocs) {
        auto check_inside = [&](const RelocInfo* info) {
            if (!info || (reloc.offset <= section.data.size() &&
                          info->size <= section.data.size() - reloc.offset))
                return;
            throw Error(Finding{
                file.name(), fmt::format("relocation at {:#x} lies outside section {} of {} bytes",
                                         reloc.offset, section.name, section.data.size())});
        };
        const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
        check_inside(info);
        auto offset = static_cast<uint32_t>(std::min<uint64_t>(reloc.offset, UINT32_MAX));
        const uint8_t* place = info ? section.data.data() + offset : nullptr;
        int64_t addend = reloc.addend;
        if (!has_addends && info && ctx.arch.read_addend)
            addend = ctx.arch.read_addend(reloc.type, place);
        Reloc& result = section.relocs.emplace_back();
        result.offset = offset;
        result.type = reloc.type;
        result.symbol = file.symbols[reloc.symbol];
        result.addend = addend;
        if (info && ctx.arch.decode) {
            ctx.arch.decode(place, result);
            check_inside(find_reloc_info(ctx.arch, result.type));
        }
    }
    std::ranges::stable_sort(section.relocs, {}, &Reloc::offset);
}

void add_section(Context& ctx, ObjectFile& file, uint32_t index) {
    const ElfSection& elf = file.elf.sections[index];
    if (elf.size > kMaxSectionSize)
        throw Error(Finding{
            file.name(),
            fmt::format("section {} of {} bytes is too large for a module", elf.name, elf.size)});
    InputSection& section = ctx.sections.emplace_back();
    section.name = elf.name;
    section.file = &file;
    section.index = index;
    section.type = elf.type;
    section.flags = elf.flags;
    section.size = elf.size;
    section.align = elf.align;
    section.data = elf.data;
    file.sections[index] = &section;
}

// The firmware has called its own constructors.
bool calls_firmware(const InputSection& constructors) {
    return !constructors.relocs.empty() &&
           std::ranges::all_of(constructors.relocs,
                               [](const Reloc& reloc) { return reloc.symbol->firmware; });
}

// resolve_symbols() enters global names; here they only get their index.
void add_symbols(Context& ctx, ObjectFile& file) {
    size_t count = file.elf.symbols.size();
    file.symbols.resize(std::max<size_t>(count, 1));
    file.locals.resize(file.symbols.size());
    for (size_t i = 0; i < file.symbols.size(); ++i) {
        Symbol& local = file.locals[i];
        local.kind = SymbolKind::absolute;
        file.symbols[i] = &local;
        if (i == 0 || i >= count) continue;
        const ElfSymbol& elf = file.elf.symbols[i];
        FirmwarePlace place = place_in_firmware(ctx, file, elf);
        if (place.symbol) {
            local.name = elf.type == STT_SECTION ? place.symbol->name : elf.name;
            bind_to_place(ctx, local, place);
            continue;
        }
        if (elf.binding != STB_LOCAL) {
            file.symbols[i] = ctx.global(elf.name);
            continue;
        }
        local.name = elf.name;
        local.file = &file;
        local.type = elf.type;
        local.value = elf.value;
        local.size = elf.size;
        if (elf.absolute) continue;
        local.section = file.sections[elf.section];
        local.kind = local.section ? SymbolKind::section : SymbolKind::discarded;
    }
}

// Returns the files that it names, if it is a linker script.
std::vector<std::string> add_file(Context& ctx, const std::string& path) {
    const MappedFile& mapping = ctx.mappings.emplace_back(path);
    std::span<const uint8_t> bytes = mapping.bytes();
    if (is_elf(bytes)) {
        add_object(ctx, bytes, path, nullptr);
        return {};
    }
    if (is_archive(bytes) || mapping.text().starts_with(kSourceLibrary)) {
        ArchiveFile& archive = ctx.archives.emplace_back();
        archive.path = path;
        archive.folder = std::filesystem::path(path).parent_path();
        archive.bytes = bytes;
        return {};
    }
    auto files = read_group_script(mapping.text(), path);
    if (files.empty())
        throw Error({path, bytes.empty() ? "file is empty" : "not an ELF object or an archive",
                     "link .o and .a files"});
    return files;
}

// What a linker script names counts once, or scripts that name each other would add twice as much
// at every level.
void add_files(Context& ctx, const std::vector<std::string>& paths) {
    std::set<std::filesystem::path> named;
    std::vector<std::string> waiting(paths.rbegin(), paths.rend());
    while (!waiting.empty()) {
        std::string path = std::move(waiting.back());
        waiting.pop_back();
        std::vector<std::string> files = add_file(ctx, path);
        if (files.empty()) continue;
        std::error_code error;  // opening it will say what is wrong
        named.insert(std::filesystem::weakly_canonical(path, error));
        std::erase_if(files, [&](const std::string& file) {
            return !named.insert(std::filesystem::weakly_canonical(file, error)).second && !error;
        });
        waiting.insert(waiting.end(), files.rbegin(), files.rend());
    }
}

template <typename Use>
void for_each_line(Context& ctx, const std::string& path, Use use) {
    const MappedFile& mapping = ctx.mappings.emplace_back(path);
    for (std::string_view rest = mapping.text(); !rest.empty();) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.ends_with('\r')) line.remove_suffix(1);
        use(line);
    }
}

// `#define MP_QSTR_x (mp_native_qstr_table[n])`, as `natmod ld --preprocess` writes them.
void read_qstr_header(Context& ctx, const std::string& path) {
    constexpr std::string_view kDefine = "#define MP_QSTR_", kTable = " (mp_native_";
    for_each_line(ctx, path, [&](std::string_view line) {
        size_t end = line.find(kTable);
        if (!line.starts_with(kDefine) || end == line.npos) return;
        ctx.qstr_table.emplace_back(line.substr(kDefine.size(), end - kDefine.size()));
    });
}

// `Q(text)` lines: MP_QSTR_ and the spelled-out text stands for the text.
void read_qstr_defs(Context& ctx, const std::string& path) {
    for_each_line(ctx, path, [&](std::string_view line) {
        size_t end = line.rfind(')');
        if (!line.starts_with("Q(") || end == line.npos) return;
        std::string_view text = line.substr(2, end - 2);
        if (text == "\\n") text = "\n";
        ctx.qstr_texts.emplace(abi::qstr_identifier(text), text);
    });
}

}  // namespace

void add_object(Context& ctx, std::span<const uint8_t> bytes, std::string name,
                const ArchiveFile* archive) {
    ObjectFile& file = ctx.files.emplace_back();
    file.archive = archive;
    file.elf = parse_elf(bytes, std::move(name));
    check_target(ctx, file.elf);
    for (const ElfSymbol& symbol : file.elf.symbols)
        if (symbol.name == "__gnu_lto_slim")
            throw Error({file.name(), "it holds no machine code, only intermediate code of -flto",
                         "compile it with -fno-lto, or with -ffat-lto-objects"});
    check_float_abi(ctx, file.elf);

    // Of the comdat groups with one signature, the first in link order is linked.
    std::vector<bool> discarded(file.elf.sections.size());
    for (const ElfGroup& group : file.elf.groups) {
        auto [kept, first] = ctx.comdats.emplace(group.signature, &file);
        if (!first)
            for (uint32_t member : group.sections) discarded[member] = true;
    }
    file.sections.resize(file.elf.sections.size());
    if (archive && archive->of_firmware) file.places = places_in_firmware(ctx, file.elf);
    for (uint32_t i = 1; i < file.elf.sections.size(); ++i) {
        const ElfSection& section = file.elf.sections[i];
        if (file.is_in_firmware(i)) continue;
        if (section.name.starts_with(kTypeNames) && section.flags & SHF_ALLOC) {
            file.type_names.push_back(i);
            add_section(ctx, file, i);
        } else if (!discarded[i] && !is_dropped(section)) {
            add_section(ctx, file, i);
        }
    }
    add_symbols(ctx, file);
    for (InputSection* section : file.sections) {
        if (!section) continue;
        read_relocs(ctx, file, *section);
        section->rank = rank_of(*section);
        if (is_init_array(file.elf.sections[section->index]) && !calls_firmware(*section)) {
            section->rank = Rank::init_array;
            section->priority = init_priority(section->name);
        }
    }
}

namespace {

// Those behind Natmod's runtime.
void mark_toolchain_libraries(Context& ctx) {
    bool behind = false;
    for (ArchiveFile& archive : ctx.archives) {
        archive.of_toolchain = behind;
        if (archive.path.ends_with(kRuntimeArchive)) behind = true;
    }
}

// No firmware reads the name of a native file. This way a qstr of the module's does for it.
std::string_view without_suffix(std::string_view file_name) {
    constexpr std::string_view kSuffix = ".mpy";
    if (file_name.ends_with(kSuffix)) file_name.remove_suffix(kSuffix.size());
    return file_name;
}

}  // namespace

void read_inputs(Context& ctx) {
    ctx.qstr_table.emplace_back(without_suffix(ctx.options.source_name));
    for (const std::string& path : ctx.options.qstr_files) read_qstr_header(ctx, path);
    for (const std::string& path : ctx.options.qstr_defs) read_qstr_defs(ctx, path);
    for (const std::string& path : ctx.options.externs) {
        const MappedFile& mapping = ctx.mappings.emplace_back(path);
        for (auto [name, address] : read_address_script(mapping.text()))
            ctx.externs.emplace(name, address);
    }
    read_firmware(ctx);
    add_files(ctx, ctx.options.objects);
    add_files(ctx, ctx.options.libraries);
    mark_toolchain_libraries(ctx);
    if (ctx.files.empty() && ctx.archives.empty()) throw Error("no input files");
}

}  // namespace natmod::link
