// SPDX-License-Identifier: MIT
#include "base/shell_words.h"

#include "base/process.h"

namespace natmod {

std::vector<std::string> split_shell_words(std::string_view text) {
    std::vector<std::string> words;
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
            if (in_word) words.push_back(std::move(word));
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
    if (in_word) words.push_back(std::move(word));
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
