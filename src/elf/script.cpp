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

// Names and single punctuation characters; comments and white space separate them.
std::vector<std::string_view> tokens(std::string_view text) {
    std::vector<std::string_view> result;
    for (size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with("/*")) {
            size_t end = text.find("*/", at + 2);
            at = end == text.npos ? text.size() : end + 2;
            continue;
        }
        size_t end = at;
        while (end < text.size() && is_name_char(text[end]) && !text.substr(end).starts_with("/*"))
            ++end;
        if (end > at) {
            result.push_back(text.substr(at, end - at));
            at = end;
            continue;
        }
        if (text[at] == '(' || text[at] == ')' || text[at] == '=' || text[at] == ';')
            result.push_back(text.substr(at, 1));
        ++at;
    }
    return result;
}

}  // namespace

std::vector<std::string> read_group_script(std::string_view text, const std::string& path) {
    constexpr size_t kMaxScript = 4096;
    std::vector<std::string> files;
    if (text.size() > kMaxScript || text.find('\0') != text.npos) return files;
    auto words = tokens(text);
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
    auto words = tokens(text);
    for (size_t i = 1; i + 1 < words.size(); ++i) {
        if (words[i] != "=" || !words[i + 1].starts_with("0x")) continue;
        if (!is_name_char(words[i - 1][0])) continue;
        std::string_view digits = words[i + 1].substr(2);
        uint64_t address = 0;
        auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), address, 16);
        if (error == std::errc() && end == digits.data() + digits.size())
            symbols.emplace_back(words[i - 1], address);
    }
    return symbols;
}

}  // namespace natmod::elf
