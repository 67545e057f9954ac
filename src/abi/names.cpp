// SPDX-License-Identifier: MIT
#include "abi/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>
#include <vector>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/shell_words.h"

namespace natmod::abi {
namespace {

std::string plain(std::string_view name) {
    std::string text;
    for (char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// The longest of the names that `text` begins with; 0 if there is none.
size_t longest_match(std::string_view text, std::string_view names) {
    size_t longest = 0;
    for (const std::string& name : split_shell_words(names))
        if (text.starts_with(name)) longest = std::max(longest, name.size());
    return longest;
}

std::string hint_for(std::string_view name) {
    std::string text = plain(name), hint;
    size_t longest = 0;
    auto consider = [&](std::string_view names, std::string_view archs, std::string_view all) {
        size_t length = longest_match(text, names);
        if (length <= longest) return;
        longest = length;  // cortex-m33 begins with cortex-m3
        hint = all.empty() ? fmt::format("for {} it is {}", name, archs) : std::string(all);
    };
    std::vector<std::string_view> known;
    for (const Arch& arch : all_archs()) {
        if (text == arch.name) return fmt::format("write {}", arch.name);
        consider(arch.aliases, arch.name, {});
        known.push_back(arch.name);
    }
    for (const OtherName& other : kOtherNames) consider(other.names, other.archs, other.hint);
    if (!hint.empty()) return hint;
    return fmt::format("the architectures are {}", fmt::join(known, ", "));
}

}  // namespace

const Arch& require_arch(std::string_view name) {
    if (const Arch* arch = find_arch(name)) return *arch;
    throw Error(fmt::format("there is no architecture '{}'", name), hint_for(name));
}

int parse_abi(std::string_view text) {
    std::string_view number = text;
    if (number.starts_with("6.")) number.remove_prefix(2);
    if (number.size() == 1 && number[0] >= '0' + kMinAbi && number[0] <= '0' + kMaxAbi)
        return number[0] - '0';
    throw Error(fmt::format("there is no native ABI '{}'", text),
                "6.1 (MicroPython 1.20, 1.21), 6.2 (1.22) or 6.3 (1.23 and newer)");
}

std::vector<std::string_view> archs_with_extensions() {
    std::vector<std::string_view> names;
    for (const Arch& arch : all_archs())
        if (!arch.extensions.empty()) names.push_back(arch.name);
    return names;
}

std::string known_arch_flags() {
    std::vector<std::string> texts;
    for (const Arch& arch : all_archs())
        if (!arch.extensions.empty())
            texts.push_back(fmt::format(
                "{} ({})", fmt::join(split_shell_words(arch.extensions), ","), arch.name));
    return fmt::format("{}", fmt::join(texts, ", "));
}

uint32_t parse_arch_flags(std::string_view text, const Arch& arch) {
    if (text.empty()) return 0;
    if (arch.extensions.empty())
        throw Error(fmt::format("{} has no architecture flags", arch.name),
                    fmt::format("only {} has", fmt::join(archs_with_extensions(), ", ")));
    uint32_t flags = 0;
    int base = text.starts_with("0x") ? 16 : 10;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data() + (base == 16 ? 2 : 0), end, flags, base).ptr == end)
        return flags;
    flags = 0;
    std::vector<std::string> known = split_shell_words(arch.extensions);
    while (!text.empty()) {
        std::string_view name = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), name.size() + 1));
        auto extension = std::ranges::find(known, name);
        if (extension == known.end())
            throw Error(fmt::format("unknown architecture flag {}", name),
                        fmt::format("known are {}", fmt::join(known, " and ")));
        flags |= 1u << (extension - known.begin());
    }
    return flags;
}

bool begins_with_one_of(std::string_view text, std::string_view patterns) {
    return std::ranges::any_of(split_shell_words(patterns), [&](const std::string& pattern) {
        return text.size() >= pattern.size() &&
               std::equal(pattern.begin(), pattern.end(), text.begin(),
                          [](char a, char b) { return a == '?' || a == b; });
    });
}

const Arch& arch_of_machine(std::string_view machine, int word_size) {
    const Arch* other = nullptr;
    for (const Arch& arch : all_archs()) {
        if (!begins_with_one_of(machine, arch.machines)) continue;
        if (arch.family.elf.word_size == word_size) return arch;  // perhaps on a 64-bit kernel
        if (other == nullptr) other = &arch;
    }
    return other != nullptr ? *other : require_arch("x64");
}

}  // namespace natmod::abi
