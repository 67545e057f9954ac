// SPDX-License-Identifier: MIT
#include "firmware/image.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "abi/arch_table.h"
#include "base/error.h"
#include "elf/bytes.h"
#include "firmware/machine.h"
#include "firmware/symbol_list.h"

namespace natmod::firmware {
namespace {

constexpr std::string_view kFunTable = "mp_fun_table";

// `also_writable`: sections that the dynamic linker writes to, too.
std::span<const uint8_t> bytes_at(const elf::ElfObject& elf, uint64_t address, uint64_t size,
                                  bool also_writable = false) {
    for (const elf::ElfSection& section : elf.sections) {
        bool constant = (section.flags & elf::SHF_WRITE) == 0 || also_writable;
        if ((section.flags & elf::SHF_ALLOC) == 0 || !constant || address < section.address)
            continue;
        uint64_t offset = address - section.address;
        if (offset <= section.data.size() && size <= section.data.size() - offset)
            return section.data.subspan(static_cast<size_t>(offset), static_cast<size_t>(size));
    }
    return {};
}

// R_*_RELATIVE of the processors with a Unix port: the dynamic linker adds the firmware's address.
bool is_relative(const elf::ElfObject& elf, uint32_t type) {
    constexpr std::pair<abi::ElfMachine, uint32_t> kRelative[] = {{abi::kX86.elf, 8},
                                                                  {abi::kX86_64.elf, 8},
                                                                  {abi::kArm.elf, 23},
                                                                  {abi::kRiscv32.elf, 3},
                                                                  {abi::kRiscv64.elf, 3}};
    auto same = [&](const auto& row) {
        return row.first == abi::ElfMachine{elf.machine, elf.word_size} && row.second == type;
    };
    return std::ranges::any_of(kRelative, same);
}

// What the dynamic linker makes of the word, `content` in the file.
std::optional<uint64_t> relative_at(const elf::ElfObject& elf, uint64_t address,
                                    std::optional<uint64_t> content) {
    auto word = static_cast<size_t>(elf.word_size);
    for (const elf::ElfSection& section : elf.sections) {
        bool rela = section.type == elf::SHT_RELA;
        if (!(rela || section.type == elf::SHT_REL) || (section.flags & elf::SHF_ALLOC) == 0)
            continue;
        size_t entry = word * (rela ? 3 : 2);
        for (size_t at = 0; at + entry <= section.data.size(); at += entry) {
            const uint8_t* p = section.data.data() + at;
            if (elf::get_word(p, elf.word_size) != address) continue;
            uint64_t info = elf::get_word(p + word, elf.word_size);
            auto type = static_cast<uint32_t>(word == 8 ? info & 0xffffffff : info & 0xff);
            if (!is_relative(elf, type)) return {};
            return rela ? elf::get_word(p + 2 * word, elf.word_size) : content;
        }
    }
    return {};
}

// "MicroPython v1.26.1 on 2025-09-11", which sys.version has in it.
std::string find_version(const elf::ElfObject& elf) {
    constexpr std::string_view kStart = "MicroPython v";
    for (const elf::ElfSection& section : elf.sections) {
        if ((section.flags & elf::SHF_ALLOC) == 0) continue;
        std::string_view text(reinterpret_cast<const char*>(section.data.data()),
                              section.data.size());
        for (size_t at = text.find(kStart); at != text.npos; at = text.find(kStart, at + 1)) {
            constexpr size_t kLongest = 100;
            std::string_view found = text.substr(at, kLongest);
            found = found.substr(0, found.find_first_of("\0;\r\n\"", 0, 5));
            bool is_version = found.size() < kLongest && found.find(" on 2") != found.npos;
            if (is_version) return std::string(found);
        }
    }
    return {};
}

// The sub-version of the native ABI in that release; 0 if the text names none.
int abi_of(std::string_view version) {
    size_t at = version.find(" v1.");
    if (at == version.npos) return 0;
    int minor = 0;
    std::string_view digits = version.substr(at + 4);
    std::from_chars(digits.data(), digits.data() + digits.size(), minor);
    if (minor >= 23) return 3;
    if (minor == 22) return 2;
    return minor >= 20 ? 1 : 0;
}

void add_elf_symbols(Image& image) {
    std::string_view source;  // the local symbols of a file stand behind its name
    for (const elf::ElfSymbol& symbol : image.elf->symbols) {
        if (symbol.type == elf::STT_FILE) source = symbol.name;
        bool is_object = symbol.type == elf::STT_OBJECT || symbol.type == elf::STT_NOTYPE;
        bool is_function = symbol.type == elf::STT_FUNC;
        if (symbol.undefined() || symbol.name.empty() || !(is_object || is_function)) continue;
        if (symbol.name[0] == '$') continue;  // ARM's and RISC-V's mapping symbols
        bool is_local = symbol.binding == elf::STB_LOCAL;
        image.symbols[symbol.name].push_back({.name = symbol.name,
                                              .address = symbol.value,
                                              .function = is_function,
                                              .local = is_local,
                                              .size = symbol.size,
                                              .source = is_local ? source : ""});
    }
}

Image open_image(const std::string& path) {
    Image image;
    image.path = path;
    image.file = std::make_unique<MappedFile>(path);
    return image;
}

void read_elf(Image& image) {
    image.elf = elf::parse_executable(image.file->bytes(), image.path);
    image.position_independent = image.elf->type == elf::ET_DYN;
    add_elf_symbols(image);
    if (image.symbols.empty())
        throw Error({image.path, "has no symbols",
                     "take the file from before strip: the linker's own output, usually "
                     "firmware.elf in the firmware's build folder"});
    image.arch = machine_of(*image.elf);
    image.version = find_version(*image.elf);
    image.abi = abi_of(image.version);
}

void find_table(Image& image) {
    const Symbol* table = image.find(kFunTable);
    if (table == nullptr)
        throw Error({image.path, "this firmware loads no native modules: it has no mp_fun_table",
                     "build it with MICROPY_PERSISTENT_CODE_LOAD_NATIVE, or with an emitter of "
                     "native code"});
    image.fun_table = table->address;
}

}  // namespace

std::span<const uint8_t> Image::constant_bytes(const Symbol& symbol, uint64_t address,
                                               uint64_t size) const {
    if (!elf) return {};
    // Variables of the RP2040 are in a section with functions, which is not marked as writable.
    auto holds = [&](const elf::ElfSection& section) {
        return address >= section.address && address - section.address < section.size &&
               (section.flags & elf::SHF_ALLOC) != 0;
    };
    auto section = std::ranges::find_if(elf->sections, holds);
    bool has_code = section != elf->sections.end() && (section->flags & elf::SHF_EXECINSTR) != 0;
    if (has_code && !symbol.function) return {};
    return bytes_at(*elf, address, size);
}

std::optional<uint64_t> Image::pointer_at(uint64_t address) const {
    if (!elf) return {};
    int size = elf->word_size;
    std::span<const uint8_t> content =
        bytes_at(*elf, address, static_cast<uint64_t>(size), position_independent);
    std::optional<uint64_t> value;
    if (!content.empty()) value = elf::get_word(content.data(), size);
    return position_independent ? relative_at(*elf, address, value) : value;
}

const Symbol* Image::find(std::string_view name) const {
    auto entry = symbols.find(name);
    if (entry == symbols.end()) return nullptr;
    const std::vector<Symbol>& all = entry->second;
    auto global = std::ranges::find(all, false, &Symbol::local);
    if (global != all.end()) return &*global;
    auto other_place = [&](const Symbol& symbol) { return symbol.address != all[0].address; };
    return std::ranges::any_of(all, other_place) ? nullptr : all.data();
}

Image read_image(const std::string& path, const abi::Arch& arch) {
    Image image = open_image(path);
    if (elf::is_elf(image.file->bytes())) {
        read_elf(image);
    } else {
        read_symbol_list(image, arch);
    }
    if (image.arch != nullptr && !image.arch->accepts(arch.number))
        throw Error({path, fmt::format("is for {}, not for {}", image.arch->name, arch.name),
                     fmt::format("leave out --arch, or build with --arch {}", image.arch->name)});
    find_table(image);
    return image;
}

Target target_of(const std::string& path) {
    Image image = open_image(path);
    if (!elf::is_elf(image.file->bytes())) return {};
    read_elf(image);
    find_table(image);
    return {image.arch, image.abi};
}

}  // namespace natmod::firmware
