#include "firmware/symbol_list.h"

#include <algorithm>
#include <charconv>

#include "abi/arch_table.h"
#include "base/error.h"
#include "elf/script.h"

namespace natmod::firmware {
namespace {

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
    Words words;
    constexpr std::string_view kBlank = " \t\r";
    for (size_t at = line.find_first_not_of(kBlank); at != line.npos;) {
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

struct Reader {
    Image& image;
    uint64_t thumb_bit, last_address;

    void add(std::string_view name, uint64_t address, bool function, bool local = false) {
        if (function) address |= thumb_bit;
        // Of a linker script's negative number.
        if (address > last_address) return;
        image.symbols[name].push_back({name, address, function, local, 0, {}});
    }

    // "10001234 T name"; with nm -S a size stands behind the address.
    void read_nm(const Words& words) {
        char type = words[1][0];
        auto lower = static_cast<char>(type | 0x20);
        if (lower == 'u' || type == 'w' || type == 'v') return;  // undefined
        bool function = lower == 't' || lower == 'w' || lower == 'i';
        bool is_static = type == lower && type != 'w' && type != 'i';
        add(words[2], *hex(words[0]), function, is_static);
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
            if (words.size() >= 4 && hex(words[1]) && words[2].size() == 1)
                words.erase(words.begin() + 1);
            if (words.size() >= 3 && words[1].size() == 1 && words[1] != "=" && hex(words[0]))
                read_nm(words);
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
    bool is_thumb = arch.family.elf == abi::kArm.elf;
    uint64_t last_address = arch.family.elf.word_size == 4 ? UINT32_MAX : UINT64_MAX;
    Reader reader{image, is_thumb ? 1u : 0u, last_address};
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
