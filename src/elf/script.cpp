// SPDX-License-Identifier: MIT
#include "elf/script.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace natmod::elf {
namespace {

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.$/-+*~:\\").find(c) != std::string_view::npos;
}

// Takes the first name or punctuation character off the text; comments and white space separate
// them. Empty at the end.
std::string_view take_token(std::string_view& text) {
    while (!text.empty()) {
        if (text.starts_with("/*")) {
            size_t end = text.find("*/", 2);
            text.remove_prefix(end == text.npos ? text.size() : end + 2);
            continue;
        }
        size_t end = 0;
        while (end < text.size() && is_name_char(text[end]) && !text.substr(end).starts_with("/*"))
            ++end;
        bool is_sign = end == 0 && std::string_view("()=;").find(text[0]) != std::string_view::npos;
        std::string_view token = text.substr(0, is_sign ? 1 : end);
        text.remove_prefix(std::max<size_t>(end, 1));
        if (!token.empty()) return token;
    }
    return {};
}

}  // namespace

std::vector<std::string> read_group_script(std::string_view text, const std::string& path) {
    constexpr size_t kMaxScript = 4096;
    std::vector<std::string> files;
    if (text.size() > kMaxScript || text.find('\0') != text.npos) return files;
    std::vector<std::string_view> words;
    for (std::string_view word; !(word = take_token(text)).empty();) words.push_back(word);
    int depth = 0;
    for (size_t i = 0; i < words.size(); ++i) {
        bool opens = i + 1 < words.size() && words[i + 1] == "(";
        if (words[i] == ")") {
            depth = std::max(0, depth - 1);  // OUTPUT_FORMAT(...) was not counted
        } else if (opens && (words[i] == "GROUP" || words[i] == "INPUT" || depth > 0)) {
            ++depth;
            ++i;
        } else if (depth > 0) {
            std::string name(words[i]);
            if (name.starts_with("-l")) name = "lib" + name.substr(2) + ".a";
            if (name.find(".so") != name.npos) continue;
            files.push_back((std::filesystem::path(path).parent_path() / name).string());
        }
    }
    return files;
}

std::vector<std::pair<std::string_view, uint64_t>> read_address_script(std::string_view text) {
    std::vector<std::pair<std::string_view, uint64_t>> symbols;
    std::string_view name, sign = take_token(text);
    for (std::string_view value; !(value = take_token(text)).empty(); name = sign, sign = value) {
        if (sign != "=" || !value.starts_with("0x")) continue;
        if (name.empty() || !is_name_char(name[0])) continue;
        std::string_view digits = value.substr(2);
        uint64_t address = 0;
        auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), address, 16);
        if (error == std::errc() && end == digits.data() + digits.size())
            symbols.emplace_back(name, address);
    }
    return symbols;
}

}  // namespace natmod::elf
