// SPDX-License-Identifier: MIT
#include "firmware/symbol_list.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "abi/arch_table.h"
#include "base/error.h"
#include "elf/script.h"

namespace natmod::firmware {
namespace {

using Words = std::vector<std::string_view>;

// The first words, which are all that counts.
Words words_of(std::string_view line) {
    constexpr size_t kMost = 6;
    Words words;
    constexpr std::string_view kBlank = " \t\r";
    for (size_t at = line.find_first_not_of(kBlank); at != line.npos && words.size() < kMost;) {
        size_t end = std::min(line.find_first_of(kBlank, at), line.size());
        words.push_back(line.substr(at, end - at));
        at = line.find_first_not_of(kBlank, end);
    }
    return words;
}

std::optional<uint64_t> hex(std::string_view digits) {
    if (digits.starts_with("0x")) digits.remove_prefix(2);
    uint64_t value = 0;
    const char* end = digits.data() + digits.size();
    auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
    if (digits.empty() || error != std::errc() || stop != end) return {};
    return value;
}

// Sections of code by the names that compilers and the ports give them.
bool is_code(std::string_view section) {
    constexpr std::string_view kNames[] = {".text",     ".time_critical", ".iram",
                                           ".ram_func", ".ramfunc",       ".literal"};
    return std::ranges::any_of(
        kNames, [&](std::string_view name) { return section.find(name) != section.npos; });
}

bool is_type(std::string_view word) {
    return word.size() == 1 && (std::isalpha(static_cast<unsigned char>(word[0])) || word == "?");
}

// Of nm's digits: it prints addresses of 32 bits as 8 and longer ones as 16.
bool is_address(std::string_view word) {
    return (word.size() == 8 || word.size() == 16) && hex(word);
}

// Names that only one kind of processor's firmware has.
constexpr std::pair<std::string_view, abi::ElfMachine> kMarks[] = {
    {"__aeabi_", abi::kArm.elf},
    {"_WindowOverflow", abi::kXtensaEsp32.elf},
    {"__global_pointer$", abi::kRiscv32.elf},
    {"__riscv_save_", abi::kRiscv32.elf},
};

struct Reader {
    Image& image;
    const abi::Arch& arch;
    uint64_t thumb_bit = arch.family.elf == abi::kArm.elf ? 1 : 0;
    uint64_t last_address = arch.family.elf.word_size == 4 ? UINT32_MAX : UINT64_MAX;

    [[noreturn]] void refuse(std::string_view why) const {
        throw Error({image.path, fmt::format("is not for {}: {}", arch.name, why),
                     "--arch names the architecture of the firmware"});
    }

    void add(std::string_view name, uint64_t address, bool function, bool local = false) {
        for (auto [mark, machine] : kMarks)
            if (name.starts_with(mark) && machine.number != arch.family.elf.number)
                refuse(fmt::format("it has {}", name));
        if (function) address |= thumb_bit;
        // Of a linker script's negative number.
        if (address > last_address) return;
        image.symbols[name].push_back({name, address, function, local, 0, {}});
    }

    // "10001234 T name"; with nm -S a size stands behind the address. Addresses of Thumb functions
    // are even, but odd where nm is for other processors, as a PC's. `padded`: all have the same
    // number of digits.
    void read_nm(const Words& words, bool padded) {
        if (words[2].starts_with('$')) return;  // mapping symbol: where code or data begins
        char type = words[1][0];
        auto lower = static_cast<char>(type | 0x20);
        if (lower == 'u' || type == 'w' || type == 'v') return;  // undefined
        bool function = lower == 't' || lower == 'w' || lower == 'i';
        bool is_static = type == lower && type != 'w' && type != 'i';
        uint64_t address = *hex(words[0]);
        bool is_narrow = arch.family.elf.word_size == 4;
        if (padded && is_narrow == (words[0].size() == 16))
            refuse(fmt::format("its addresses have {} bits", is_narrow ? 64 : 32));
        bool even = arch.family.elf.number == abi::kRiscv32.elf.number;
        if (lower == 't' && ((even && address % 2 != 0) || address > last_address))
            refuse(fmt::format("function {} is at {:#x}", words[2], address));
        add(words[2], address, function, is_static);
    }

    void read_lines(std::string_view text, auto&& read) {
        while (!text.empty()) {
            size_t end = std::min(text.find('\n'), text.size());
            read(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    void read_list(std::string_view text) {
        read_lines(text, [&](std::string_view line) {
            Words words = words_of(line);
            if (words.size() >= 4 && hex(words[1]) && is_type(words[2]))
                words.erase(words.begin() + 1);
            if (words.size() < 3 || !is_type(words[1])) return;
            // nm -P: the name, the type, and an address without leading zeros.
            bool padded = is_address(words[0]);
            if (!padded && hex(words[2])) std::swap(words[0], words[2]);
            if (hex(words[0])) read_nm(words, padded);
        });
        // What the user wrote is the address, the Thumb bit with it.
        for (auto [name, address] : elf::read_address_script(text)) add(name, address, false);
    }

    // The part of a map that says where everything is:
    //
    //      .text.mp_obj_new_int
    //                     0x10001234       0x20 build/py/objint.o
    //                     0x10001234                mp_obj_new_int
    void read_map(std::string_view text) {
        std::string_view section;
        read_lines(text, [&](std::string_view line) {
            Words words = words_of(line);
            if (words.empty()) return;
            bool is_section = words[0][0] == '.' && (line[0] == '.' || line[1] == '.');
            if (is_section) section = words[0];
            if (words.size() < 2 || !words[0].starts_with("0x")) return;
            auto address = hex(words[0]);
            bool named = words.size() == 2 || words[2] == "=";
            if (address && named && !words[1].starts_with("0x"))
                add(words[1], *address, is_code(section) && words.size() == 2);
        });
    }
};

}  // namespace

void read_symbol_list(Image& image, const abi::Arch& arch) {
    Reader reader{image, arch};
    std::string_view text = image.file->text();
    constexpr std::string_view kMap = "Linker script and memory map";
    size_t map = text.find(kMap);
    if (map != text.npos) {
        reader.read_map(text.substr(map));
    } else {
        reader.read_list(text);
    }
    if (image.symbols.empty())
        throw Error({image.path, "is no firmware: neither ELF, nor a list of symbols",
                     "take the ELF file, a map of GNU ld (-Map), or the output of nm"});
}

}  // namespace natmod::firmware
