#include "init/switched_off.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "file.h"
#include "init/firmware_branch.h"

namespace natmod {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    size_t end = text.find_last_not_of(kBlanks);
    return end == std::string_view::npos ? text.substr(begin) : text.substr(begin, end + 1 - begin);
}

// "#  if X" -> "if X", "" for a line that is no directive.
std::string_view directive(std::string_view line) {
    return line.starts_with('#') ? trimmed(line.substr(1)) : std::string_view();
}

}  // namespace

std::optional<Message> switched_off_registration(const std::string& source) {
    if (!std::filesystem::is_regular_file(source)) return {};
    MappedFile file(source);
    std::string_view rest = file.text();
    std::vector<std::string_view> conditions;
    for (int number = 1; !rest.empty(); ++number) {
        size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        std::string_view word = directive(line);
        if (word.starts_with("if")) conditions.push_back(line);
        if (word.starts_with("el") && !conditions.empty()) conditions.back() = line;
        if (word.starts_with("endif") && !conditions.empty()) conditions.pop_back();
        if (!line.starts_with("MP_REGISTER_") || conditions.empty()) continue;
        // natmod has met one about its own macro, unless nothing else is asked for.
        auto asked = std::find_if(conditions.rbegin(), conditions.rend(), [](auto condition) {
            return condition.find(kBranchMacro) == std::string_view::npos;
        });
        bool other = asked != conditions.rend();
        return Message{fmt::format("{}:{}", source, number),
                       fmt::format("the module is registered only under {}",
                                   other ? *asked : conditions.back()),
                       other ? "define what the condition asks for: -D NAME=1"
                             : fmt::format("-D {}=0 compiles what a firmware does", kBranchMacro)};
    }
    return {};
}

}  // namespace natmod
