// SPDX-License-Identifier: MIT
#include "source/condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <deque>

namespace natmod::source {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    size_t end = text.find_last_not_of(kBlanks);
    return end == std::string_view::npos ? text.substr(begin) : text.substr(begin, end + 1 - begin);
}

// "#  if X" -> "if", "ENDIF()" -> "endif", "" for a line that is no directive.
std::string directive(std::string_view line, std::string_view mark) {
    if (!line.starts_with(mark)) return {};
    line = trimmed(line.substr(mark.size()));
    std::string word;
    for (char c : line) {
        if (std::isalpha(static_cast<unsigned char>(c)) == 0) break;
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return word;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<ConditionalLine> find_conditional_line(
    std::string_view text, std::string_view mark,
    const std::function<bool(std::string_view)>& wanted) {
    std::deque<std::string> conditions;
    for (int number = 1; !text.empty(); ++number) {
        size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string word = directive(line, mark);
        if (is_one_of(word, {"if", "ifdef", "ifndef", "ifeq", "ifneq"})) {
            conditions.emplace_back(line);
        } else if (is_one_of(word, {"else", "elif", "elseif", "elifdef", "elifndef"})) {
            if (conditions.empty()) continue;
            // make has "else ifeq ...".
            bool whole =
                word != "else" || (mark.empty() && line.find_first_of(kBlanks) != line.npos);
            if (whole)
                conditions.back() = line;
            else if (!conditions.back().starts_with(fmt::format("{} of ", line)))  // a second one
                conditions.back() = fmt::format("{} of {}", line, conditions.back());
        } else if (word == "endif") {
            if (!conditions.empty()) conditions.pop_back();
        } else if (!conditions.empty() && wanted(line)) {
            return ConditionalLine{
                number, std::string(line), {conditions.begin(), conditions.end()}};
        }
    }
    return {};
}

}  // namespace natmod::source
