// SPDX-License-Identifier: MIT
#include "base/shell_words.h"

#include "base/process.h"

namespace natmod {
namespace {

// Calls `take` for each word.
template <typename Take>
void for_each_word(std::string_view text, Take take) {
    std::string word;
    bool in_word = false;
    char quote = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        bool has_next = i + 1 < text.size();
        if (quote == '\'') {
            if (c == quote) {
                quote = 0;
            } else {
                word += c;
            }
        } else if (quote == '"') {
            constexpr std::string_view kEscapable = "\"\\$`";
            if (c == quote) {
                quote = 0;
            } else if (c == '\\' && has_next && kEscapable.find(text[i + 1]) != kEscapable.npos) {
                word += text[++i];
            } else {
                word += c;
            }
        } else if (c == ' ' || c == '\t' || c == '\n') {
            if (in_word) take(std::move(word));
            word.clear();
            in_word = false;
        } else {
            in_word = true;
            if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\' && has_next) {
                word += text[++i];
            } else {
                word += c;
            }
        }
    }
    if (in_word) take(std::move(word));
}

}  // namespace

std::vector<std::string> split_shell_words(std::string_view text) {
    size_t count = 0;
    for_each_word(text, [&](const std::string&) { ++count; });
    std::vector<std::string> words;
    words.reserve(count);  // a vector that grows would take three times as much
    for_each_word(text, [&](std::string&& word) { words.push_back(std::move(word)); });
    return words;
}

std::string join_shell_words(std::span<const std::string> words) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += ' ';
        text += shell_quote(word);
    }
    return text;
}

}  // namespace natmod
